"""What an item notes about its pages: documentviewer's settings of an item, and which file it was.

Reading makes no note: a page that is only looked at must not write.
"""

from collections.abc import Mapping
from DateTime import DateTime
from hcmedu.portal.viewer.documentviewer import ANNOTATION
from hcmedu.portal.viewer.documentviewer import ConversionFinishedEvent
from hcmedu.portal.viewer.documentviewer import Settings
from hcmedu.portal.viewer.holders import HeldFile
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.event import notify


#: Beside documentviewer's own: the identity of the file that the note is about.
FILE = "hcmedu_file"
#: Reason of a failure that only the log can tell.
UNEXPECTED = "unexpected"


def note_of(obj: Any) -> Mapping[str, Any]:
    """What is noted, about whatever file the item had then."""
    return IAnnotations(obj).get(ANNOTATION) or {}


def current_note(obj: Any, held: HeldFile) -> Mapping[str, Any] | None:
    """The note, if it is about the file that the item has now."""
    note = note_of(obj)
    return note if held.identity and note.get(FILE) == held.identity else None


def digest_of(obj: Any) -> str | None:
    """Hash of the file that was noted last."""
    return note_of(obj).get("filehash")


def note_success(obj: Any, held: HeldFile, digest: str, pages: int) -> None:
    _note(obj, held, digest, successfully_converted=True, num_pages=pages, exception_msg=None)


def note_failure(obj: Any, held: HeldFile, digest: str, reason: str) -> None:
    _note(obj, held, digest, successfully_converted=False, num_pages=None, exception_msg=reason)


def _note(obj: Any, held: HeldFile, digest: str, **values: Any) -> None:
    settings = Settings(obj)
    # What documentviewer itself kept here on an older Plone: pages, and an index over them.
    for name in ("blob_files", "catalog"):
        settings._metadata.pop(name, None)
    settings.filehash = digest
    settings.storage_type = "Blob"
    settings.pdf_image_format = "jpg"
    settings.converting = False
    settings.last_updated = DateTime().ISO8601()
    setattr(settings, FILE, held.identity)
    for name, value in values.items():
        setattr(settings, name, value)
    outcome = "success" if values["successfully_converted"] else "failure"
    notify(ConversionFinishedEvent(obj, outcome))


def forget(obj: Any) -> None:
    """Remove the note, so that the file is converted anew."""
    if ANNOTATION in IAnnotations(obj):
        del IAnnotations(obj)[ANNOTATION]
