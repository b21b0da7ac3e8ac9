"""The checks of ``files`` on every way by which a file comes in.

- file fields of our types: ``constraint=document_upload``, which forms and REST both ask;
- File, Image and every other file field: ``pluggable_check``, which plone.namedfile asks;
- REST: ``UploadDeserializer``, since the stock one takes an empty file for no file;
- drag and drop into a folder or a text, which asks no field: ``CheckedFileUpload``;
- WebDAV, which asks no field and no schema: ``refuse_webdav``.

On the way out they are what their media type says: ``forbid_sniffing``.
"""

from Acquisition import aq_parent
from collections.abc import Callable
from collections.abc import Collection
from hcmedu.portal import _
from hcmedu.portal.behaviors.filefields import takes_pictures_only
from hcmedu.portal.content.errors import UploadError
from hcmedu.portal.content.files import ATTACHMENT_KINDS
from hcmedu.portal.content.files import check_size
from hcmedu.portal.content.files import clean_filename
from hcmedu.portal.content.files import DOCUMENT_KINDS
from hcmedu.portal.content.files import IMAGE_KINDS
from hcmedu.portal.content.files import inspect
from hcmedu.portal.content.files import MEGABYTE
from hcmedu.portal.content.picturetitles import readable_title
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone import api
from plone.app.content.browser.file import FileUploadView
from plone.app.contenttypes.behaviors.leadimage import ILeadImageBehavior
from plone.dexterity.interfaces import IDexterityContent
from plone.namedfile.browser import Download
from plone.namedfile.interfaces import INamed
from plone.namedfile.interfaces import INamedField
from plone.namedfile.interfaces import INamedImageField
from plone.registry.interfaces import IRegistry
from plone.rest.interfaces import IAPIRequest
from plone.restapi.deserializer.dxfields import NamedFieldDeserializer
from plone.restapi.interfaces import IFieldDeserializer
from plone.restapi.services.content.tus import TUSUpload
from typing import Any
from z3c.form.error import ErrorViewSnippet
from zExceptions import MethodNotAllowed
from zope.component import adapter
from zope.component import queryUtility
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface
from ZPublisher.interfaces import IPubAfterTraversal

import codecs
import json
import os


LIMIT_RECORD = "hcmedu.max_upload_mb"
DEFAULT_LIMIT_MB = 50
#: Writing asks no field, PROPFIND tells every member the titles of drafts, a lock has no end.
WEBDAV_METHODS = frozenset(
    {"COPY", "LOCK", "MKCOL", "MOVE", "PROPFIND", "PROPPATCH", "PUT", "SEARCH", "UNLOCK"}
)
#: Types whose contained files and images are attachments of a document.
ATTACHMENT_HOLDERS = frozenset(
    {
        "ConsultationTopic",
        "Disclosure",
        "LearningResource",
        "OfficialDocument",
        "Procedure",
        "Project",
        "Schedule",
    }
)


def limit_bytes() -> int | None:
    """The largest upload that this site takes; None on a site without the add-on."""
    settings = queryUtility(IRegistry)
    if settings is None or LIMIT_RECORD not in settings.records:
        return None
    return (settings[LIMIT_RECORD] or DEFAULT_LIMIT_MB) * MEGABYTE


def check_upload(value: INamed, allowed: Collection[str] | None) -> None:
    """Raise ``UploadError`` unless the named file is sound and of an allowed kind."""
    limit = limit_bytes() or DEFAULT_LIMIT_MB * MEGABYTE
    check_size(value.getSize(), limit)
    with open_upload(value) as stream:
        inspect(stream, value.filename or "", allowed, limit)


def open_upload(value: INamed) -> Any:
    """A binary stream of a named file, blob or not."""
    if hasattr(value, "open"):
        return value.open()
    from io import BytesIO

    return BytesIO(value.data)


def upload_constraint(allowed: Collection[str]) -> Callable[[INamed], bool]:
    """A field constraint that lets only files of these kinds (keys of ``files.KINDS``) pass."""

    def constraint(value: INamed) -> bool:
        check_upload(value, allowed)
        return True

    return constraint


document_upload = upload_constraint(DOCUMENT_KINDS)
image_upload = upload_constraint(IMAGE_KINDS)


def holds_attachments(context: Any) -> bool:
    """True for an object of ``ATTACHMENT_HOLDERS`` and for what lies directly in one."""
    near = (context, aq_parent(context))
    return any(getattr(obj, "portal_type", None) in ATTACHMENT_HOLDERS for obj in near)


def allowed_kinds(context: Any, is_image: bool) -> Collection[str] | None:
    """Kinds that a File or Image may be there; None: any, if it is what its name says."""
    if not holds_attachments(context):
        return None
    return IMAGE_KINDS if is_image else ATTACHMENT_KINDS


def pluggable_check(field: INamedField, value: INamed) -> Callable[[], None] | None:
    """Validator of every file field of the site, File and Image among them.

    A lead picture stands in lists and on the home page, and is of pixels as well.
    """
    if limit_bytes() is None:
        return None
    is_image = INamedImageField.providedBy(field)
    if takes_pictures_only(field) or field.interface is ILeadImageBehavior:
        return lambda: check_upload(value, IMAGE_KINDS)
    return lambda: check_upload(value, allowed_kinds(field.context, is_image))


@adapter(UploadError, IHcmeduPortalLayer, Interface, None, None, None)
class UploadErrorSnippet(ErrorViewSnippet):
    """Lets go of a refused file: the widget would keep it in the database until it expires."""

    def update(self) -> None:
        super().update()
        self.widget.value = None


@implementer(IFieldDeserializer)
@adapter(INamedField, IDexterityContent, IHcmeduPortalLayer)
class UploadDeserializer(NamedFieldDeserializer):
    """Files through REST: size before anything is decoded, no silent loss of an empty file."""

    def __call__(self, value: Any) -> Any:
        if isinstance(value, TUSUpload):
            check_size(os.path.getsize(value.filepath), limit_bytes())
            name = value.metadata().get("filename")
            value.metadata()["filename"] = clean_filename(name) if name else None
        elif isinstance(value, dict) and "data" in value:
            value = self._checked(value)
        return super().__call__(value)

    def _checked(self, value: dict) -> dict:
        """The same value, decoded, its size within the limit, its name safe."""
        data = value["data"] or b""
        packed = value.get("encoding") == "base64"
        check_size(len(data) * 3 // 4 if packed else len(data), limit_bytes())
        data = _decoded(data, value.get("encoding"))
        check_size(len(data), limit_bytes())
        name = value.get("filename")
        return {
            "data": data,
            "filename": clean_filename(name) if name else None,
            "content-type": value.get("content-type", "application/octet-stream"),
        }


def _decoded(data: str | bytes, encoding: str | None) -> bytes:
    """The bytes of a file in a JSON body; ``UploadError`` when they do not fit the encoding."""
    raw = data.encode() if isinstance(data, str) else data
    try:
        decoded = codecs.decode(raw, encoding) if encoding else raw
    except (ValueError, LookupError) as error:
        raise UploadError(_("The file could not be read from the request.")) from error
    return decoded.encode() if isinstance(decoded, str) else decoded


class CheckedFileUpload(FileUploadView):
    """Drag and drop of files; a refusal is answered as the stock view does: 403 and the text."""

    def __call__(self) -> str | None:
        upload = self.request.form.get("file")
        if self.request.method == "POST" and getattr(upload, "filename", None):
            try:
                inspect(upload, upload.filename, self._allowed(upload.filename), limit_bytes())
            except UploadError as error:
                self.request.response.setStatus(403)
                return translate(error.doc(), context=self.request)
            upload.seek(0)
        answer = super().__call__()
        if isinstance(answer, str) and self.request.response.getStatus() == 200:
            self._retitle(json.loads(answer).get("UID"), upload.filename)
        return answer

    def _retitle(self, uid: str | None, filename: str) -> None:
        """A picture is called as people would call it; Plone takes the name of the file."""
        item = api.content.get(UID=uid) if uid else None
        if item is not None and item.portal_type == "Image" and item.title == filename:
            item.title = readable_title(filename)
            item.reindexObject(idxs=["Title", "sortable_title", "SearchableText"])

    def _allowed(self, filename: str) -> Collection[str] | None:
        is_image = filename.lower().rpartition(".")[2] in ("gif", "jpeg", "jpg", "png", "webp")
        return allowed_kinds(self.context, is_image)


def refuse_webdav(event: IPubAfterTraversal) -> None:
    """Subscriber: 405 for methods of WebDAV, which store and tell content past our checks."""
    request = event.request
    if request.method not in WEBDAV_METHODS or IAPIRequest.providedBy(request):
        return
    if IHcmeduPortalLayer.providedBy(request):
        raise MethodNotAllowed(request.method)


def forbid_sniffing(event: IPubAfterTraversal) -> None:
    """Subscriber: no browser guesses what a file may be that is handed out."""
    request = event.request
    published = request.other.get("PUBLISHED")
    steps = (published, getattr(published, "__self__", None), *request.other.get("PARENTS", ())[:1])
    if any(isinstance(step, Download) for step in steps) and IHcmeduPortalLayer.providedBy(request):
        request.response.setHeader("X-Content-Type-Options", "nosniff")
