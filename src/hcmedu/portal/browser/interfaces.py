"""What later rooms may rely on to show a section in their own way."""

from zope.interface import Attribute
from zope.interface import Interface


class ISectionDisplay(Interface):
    """Shows what is in one section: named adapter of (folder, request), its name a section kind.

    Register another one with the name of a kind to add it, or with a layer to replace it.
    """

    empty = Attribute("bool: there is nothing to show; known after update()")
    batch = Attribute("plone.batching Batch of what is shown, or None when it needs no pages")

    def update() -> None:
        """Ask the catalog; called once, before anything else."""

    def render() -> str:
        """HTML of the content, without title, intro and page numbers."""
