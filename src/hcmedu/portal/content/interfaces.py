"""Places in the views of this room that other rooms fill."""

from zope.viewlet.interfaces import IViewletManager


class IReading(IViewletManager):
    """Below the facts of an item with a file: where its pages are read."""
