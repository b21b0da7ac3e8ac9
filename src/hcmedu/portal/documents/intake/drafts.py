"""A draft for a file: made at once, its fields told later."""

from hcmedu.portal.content.files import clean_filename
from hcmedu.portal.content.files import DOCUMENT_KINDS
from hcmedu.portal.content.files import inspect
from hcmedu.portal.content.officialdocument import default_title
from hcmedu.portal.content.uploads import limit_bytes
from hcmedu.portal.documents.intake.known import remember
from hcmedu.portal.documents.intake.record import begin
from hcmedu.portal.documents.intake.record import record
from hcmedu.portal.documents.intake.tasks import ask_to_read
from hcmedu.portal.documents.ledger import file_key
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.namedfile.file import NamedBlobFile
from typing import Any
from zope.lifecycleevent.interfaces import IObjectCopiedEvent


TYPE = "OfficialDocument"


def takes_documents(section: Any) -> bool:
    """Whether the user may add documents right there."""
    return TYPE in {each.getId() for each in section.allowedContentTypes()}


def make_draft(section: Any, upload: Any, filename: str) -> Any:
    """A document whose only field is its file; the worker is asked to read it.

    ``upload``: a seekable binary stream. Raises ``UploadError``, which says what is wrong with the
    file, and ValueError or Unauthorized where no document may be added.
    """
    inspect(upload, filename, DOCUMENT_KINDS, limit_bytes())
    key = file_key(upload)
    doc = add_document(section, named_file(upload, filename), title=title_from(filename))
    begin(doc, key, doc.title)
    remember(section, key, doc)
    ask_to_read(doc)
    return doc


def named_file(upload: Any, filename: str) -> NamedBlobFile:
    upload.seek(0)
    return NamedBlobFile(data=upload.read(), filename=clean_filename(filename))


def add_document(section: Any, file: NamedBlobFile | None, **fields: Any) -> Any:
    """By the rights of the user."""
    return addContentToContainer(section, createContent(TYPE, file=file, **fields))


def title_from(filename: str) -> str:
    """``2024/Quyết định_số 5.pdf`` → ``Quyết định số 5``."""
    stem = clean_filename(filename).rpartition(".")[0] or clean_filename(filename)
    return " ".join(stem.replace("_", " ").split())[:200]


def file_changed(doc: Any, event: Any) -> None:
    """Subscriber on change: another file is read anew; a title from a file gives way.

    The title was only there until form and number were known.
    """
    known = record(doc)
    if known is None or IObjectCopiedEvent.providedBy(event):
        return
    if doc.file is not None and doc.file._p_jar is None:
        with doc.file.open() as stream:
            begin(doc, file_key(stream))
        ask_to_read(doc)
    if doc.number and doc.document_form and doc.title == known.title:
        doc.title = default_title(doc)
        doc.reindexObject(idxs=["Title", "sortable_title", "SearchableText"])
