"""The text inside the main file of an item, which another room reads out of it."""

from typing import Any
from zope.interface import Interface


class IFileText(Interface):
    """Adapter of an item that has a file: what stands in the file, as far as it was read."""

    def pages() -> tuple[str, ...]:
        """The text page by page, in Unicode and composed; () where nothing was read (yet)."""

    def has_pages() -> bool:
        """Whether the file can be read in place."""


class IFileReading(Interface):
    """Marks a view that hands out what stands in the main file of its item, in whatever form."""


class IFileClosing(Interface):
    """Adapter of an item, by the room that knows when files are closed: no page of them is shown
    then, and no view of them answers."""

    def is_closed() -> bool:
        """Whether the file is closed to the user."""


def file_text(obj: Any) -> str:
    """What stands in the file of an item, for the full-text index; empty if nobody knows."""
    found = IFileText(obj, None)
    return "\n".join(found.pages()) if found is not None else ""


def has_pages(obj: Any) -> bool:
    """Whether the user can read the file of an item in place."""
    found = IFileText(obj, None)
    return found is not None and found.has_pages() and not is_closed(obj)


def is_closed(obj: Any) -> bool:
    """Whether the file of an item is closed to the user; open if nobody knows."""
    found = IFileClosing(obj, None)
    return found is not None and found.is_closed()
