"""What there is to read of an item: its pages, or why there are none."""

from dataclasses import dataclass
from enum import StrEnum
from hcmedu.portal.content.filetext import IFileText
from hcmedu.portal.viewer.holders import held_file
from hcmedu.portal.viewer.holders import HeldFile
from hcmedu.portal.viewer.notes import current_note
from hcmedu.portal.viewer.notes import UNEXPECTED
from hcmedu.portal.viewer.progress import read_progress
from hcmedu.portal.viewer.settings import site_settings
from hcmedu.portal.viewer.store import find_pages
from hcmedu.portal.viewer.store import Pages
from hcmedu.portal.worker.asking import state_of
from plone.dexterity.interfaces import IDexterityContent
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.component import adapter
from zope.interface import implementer


CONVERT = "hcmedu.viewer.convert"


class State(StrEnum):
    """``NOTHING``: no file, or of a kind without pages."""

    NOTHING = "nothing"
    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True)
class Reading:
    """``digest`` names the content of the file; ``reason`` a failure; ``done`` and ``total`` pages
    while it waits, 0 where nobody knows."""

    state: State
    held: HeldFile | None = None
    pages: Pages | None = None
    digest: str = ""
    reason: str = ""
    done: int = 0
    total: int = 0


def reading(obj: Any) -> Reading:
    """Reads only; the caller has seen to it that the user may view the item."""
    held = held_file(obj)
    if held is None or not held.is_readable:
        return Reading(State.NOTHING)
    note = current_note(obj, held)
    if note is None:
        return _waiting(obj, held)
    digest = note["filehash"]
    pages = find_pages(digest) if note.get("successfully_converted") else None
    if pages is not None:
        return Reading(State.READY, held, pages, digest)
    if note.get("successfully_converted"):
        return _waiting(obj, held)
    return Reading(State.FAILED, held, reason=note.get("exception_msg") or UNEXPECTED)


def _waiting(obj: Any, held: HeldFile) -> Reading:
    """It waits while there is a job for it, or work is done on it."""
    if not site_settings().takes(held.kind):
        return Reading(State.NOTHING, held)
    uid = IUUID(obj)
    if (progress := read_progress(uid)) is not None:
        return Reading(State.WAITING, held, done=progress[0], total=progress[1])
    if state_of(CONVERT, uid) == "failed":
        return Reading(State.FAILED, held, reason=UNEXPECTED)
    return Reading(State.WAITING, held)


def pages_of(obj: Any) -> Pages | None:
    """The pages of the file that the item has now; None while there are none."""
    held = held_file(obj)
    note = current_note(obj, held) if held else None
    return find_pages(note["filehash"]) if note and note.get("successfully_converted") else None


def texts(obj: Any) -> tuple[str, ...]:
    """The text of an item's file, page by page; () while there is none."""
    pages = pages_of(obj)
    return pages.texts() if pages is not None else ()


def is_done(obj: Any, held: HeldFile) -> bool:
    """Whether nothing is left to do for the file that the item has now.

    A failure that lies in the file is final; one that nobody understands is not.
    """
    note = current_note(obj, held)
    if note is None:
        return False
    if not note.get("successfully_converted"):
        return note.get("exception_msg") != UNEXPECTED
    return find_pages(note["filehash"]) is not None


@implementer(IFileText)
@adapter(IDexterityContent)
class FileText:
    def __init__(self, context: Any) -> None:
        self.context = context

    def pages(self) -> tuple[str, ...]:
        return texts(self.context)

    def has_pages(self) -> bool:
        return pages_of(self.context) is not None
