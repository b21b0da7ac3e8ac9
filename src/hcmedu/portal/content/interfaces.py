"""Places in the views of this room that other rooms fill."""

from zope.viewlet.interfaces import IViewletManager


class IReading(IViewletManager):
    """Below the facts of an item with a file: where its pages are read."""


class IConsultationTime(IViewletManager):
    """Below the issue of a consultation: how long it is still open."""


class IConsultationOpinions(IViewletManager):
    """Below the text of a consultation: where opinions are sent and read."""
