"""The text inside the main file of an item, which another room reads out of it."""

from typing import Any
from zope.interface import Interface


class IFileText(Interface):
    """Adapter of an item that has a file: what stands in the file, as far as it was read."""

    def pages() -> tuple[str, ...]:
        """The text page by page, in Unicode and composed; () where nothing was read (yet)."""

    def has_pages() -> bool:
        """Whether the file can be read in place."""


def file_text(obj: Any) -> str:
    """What stands in the file of an item, for the full-text index; empty if nobody knows."""
    found = IFileText(obj, None)
    return "\n".join(found.pages()) if found is not None else ""


def has_pages(obj: Any) -> bool:
    """Whether the file of an item can be read in place."""
    found = IFileText(obj, None)
    return found is not None and found.has_pages()
