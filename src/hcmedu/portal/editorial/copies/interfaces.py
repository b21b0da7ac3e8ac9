"""Markers of this room."""

from plone.app.iterate.dexterity.interfaces import IDexterityIterateAware


class IReviewedContent(IDexterityIterateAware):
    """Every Dexterity object: more specific than the marker of plone.app.iterate, so that our
    policy is asked first. It leaves what has no approval workflow to the stock one."""
