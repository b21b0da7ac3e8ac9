"""The worker reads the file of a document; people go on meanwhile."""

from hcmedu.portal import _
from hcmedu.portal.content import signatures
from hcmedu.portal.content.uploads import open_upload
from hcmedu.portal.conversion import ConversionError
from hcmedu.portal.documents.intake.record import fail
from hcmedu.portal.documents.intake.record import finish
from hcmedu.portal.documents.intake.record import record
from hcmedu.portal.documents.intake.record import State
from hcmedu.portal.documents.intake.suggesting import read_file
from hcmedu.portal.worker import defer
from hcmedu.portal.worker import task
from pathlib import Path
from plone import api
from plone.namedfile.interfaces import INamed
from plone.uuid.interfaces import IUUID
from typing import Any


READ = "hcmedu.portal.read-document"
#: Besides those of ``conversion.Reason``: a file without any text.
NO_TEXT = "no_text"


def ask_to_read(doc: Any) -> None:
    """Have the worker read the file once this transaction has committed."""
    uid = IUUID(doc)
    defer(READ, key=uid, uid=uid)


@task(READ, title=_("Read the fields out of a document's file"), retries=2)
def read_document(site: Any, uid: str) -> None:
    """Nothing when the document is gone or was read already."""
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=uid)
    doc = brains[0]._unrestrictedGetObject() if brains else None
    known = record(doc) if doc is not None else None
    if known is None or known.state is not State.WAITING:
        return
    if not INamed.providedBy(doc.file):
        fail(doc, NO_TEXT)
        return
    try:
        found = read_value(doc.file)
    except ConversionError as error:
        fail(doc, error.reason.value)
    else:
        finish(doc, **found) if found["letters"] else fail(doc, NO_TEXT)


def read_value(value: INamed, *, ocr: bool = True) -> dict[str, Any]:
    """What a stored file tells; raises ``ConversionError``."""
    with open_upload(value) as stream:
        return read_file(Path(stream.name), signatures.detect(stream) or "", ocr=ocr)
