"""Suggestions beside the fields of the form of one document, read out of the file chosen there.

The form stays the ordinary one: its script sends the file to ``@@hcmedu-read-file``, which stores
nothing, shows what came back, and fills only what the person asks for.
"""

from AccessControl import Unauthorized
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.content.errors import UploadError
from hcmedu.portal.content.files import DOCUMENT_KINDS
from hcmedu.portal.content.files import inspect
from hcmedu.portal.content.officialdocument import IOfficialDocument
from hcmedu.portal.content.uploads import limit_bytes
from hcmedu.portal.conversion import ConversionError
from hcmedu.portal.documents.intake.drafts import TYPE
from hcmedu.portal.documents.intake.page import uploads
from hcmedu.portal.documents.intake.record import Found
from hcmedu.portal.documents.intake.record import Record
from hcmedu.portal.documents.intake.record import record
from hcmedu.portal.documents.intake.rows import REASONS
from hcmedu.portal.documents.intake.sending import as_json
from hcmedu.portal.documents.intake.suggesting import read_file
from pathlib import Path
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.edit import DefaultEditForm
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five import BrowserView
from tempfile import NamedTemporaryFile
from threading import BoundedSemaphore
from typing import Any
from zope.i18n import translate

import json
import shutil


#: Kinds whose text is there within a second or two; for others LibreOffice or OCR is needed.
QUICK = frozenset({"pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp"})
#: Pages that are looked at in a request; a thousand would take seconds.
MOST_PAGES = 60
#: Files that are read in requests at the same time; a server has few threads.
AT_ONCE = BoundedSemaphore(2)
BUSY = _("Other files are being read at this moment; please try again.")
SLOW = _("Files of this kind take longer: use the page for documents from files.")
SCAN = _("The file holds no text (a scan?): use the page for documents from files.")
NOTHING = _("Nothing was found in the text of the file.")
NO_FILE = _("Please choose a file first.")


class ReadFile(BrowserView):
    """POST a file, get what it tells; JSON with ``error`` where it tells nothing.

    ZCML asks for the right to add or change documents here.
    """

    def __call__(self) -> str:
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        self.request.response.setHeader("Content-Type", "application/json; charset=utf-8")
        self.request.response.setHeader("Cache-Control", "private, no-store")
        found = uploads(self.request.form.get("file"))
        return json.dumps(self.answer(found[0]) if found else self.refuse(NO_FILE))

    def answer(self, upload: Any) -> dict[str, Any]:
        try:
            kind = inspect(upload, upload.filename, DOCUMENT_KINDS, limit_bytes())
        except UploadError as error:
            return self.refuse(error.doc())
        if kind is None or kind.name not in QUICK:
            return self.refuse(SLOW)
        if not AT_ONCE.acquire(blocking=False):
            return self.refuse(BUSY)
        try:
            return self.told(read_upload(upload, kind.name))
        except ConversionError as error:
            return self.refuse(REASONS[error.reason.value])
        finally:
            AT_ONCE.release()

    def told(self, known: Record | None) -> dict[str, Any]:
        if known is None:
            return self.refuse(SCAN)
        if not known.fields:
            return self.refuse(NOTHING)
        return as_json(self.context, known, self.request)

    def refuse(self, message: str) -> dict[str, Any]:
        return {"error": translate(message, context=self.request)}


class ReadFileForNew(ReadFile):
    """Of a folder: where this user may add documents."""

    def __call__(self) -> str:
        fti = api.portal.get_tool("portal_types")[TYPE]
        if not fti.isConstructionAllowed(self.context):
            raise Unauthorized("Not allowed to add documents here")
        return super().__call__()


def read_upload(upload: Any, kind: str) -> Record | None:
    """What an uploaded file tells by its text layer; None without any text."""
    upload.seek(0)
    with NamedTemporaryFile(prefix="hcmedu-read-") as target:
        shutil.copyfileobj(upload, target)
        target.flush()
        found = read_file(Path(target.name), kind, ocr=False, most=MOST_PAGES)
    if found.pop("letters") == 0:
        return None
    return Record(
        fields={name: Found(**each) for name, each in found["fields"].items()},
        references=tuple(Found(**each) for each in found["references"]),
        replaces=tuple(Found(**each) for each in found["replaces"]),
    )


class FormHelpViewlet(ViewletBase):
    """In the add and the edit form of a document only."""

    @property
    def available(self) -> bool:
        form = getattr(self.view, "form_instance", None)
        return isinstance(form, DefaultAddForm | DefaultEditForm) and form.portal_type == TYPE

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/@@hcmedu-read-file"

    @cached_property
    def stored(self) -> str:
        """What the worker has read out of the file that is there already; JSON, or nothing."""
        known = record(self.context) if IOfficialDocument.providedBy(self.context) else None
        if known is None or not known.fields:
            return ""
        return json.dumps(as_json(self.context, known, self.request), ensure_ascii=False)
