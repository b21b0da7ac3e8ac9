"""From the plain values of the data to what Plone's fields hold, and the check that they fit."""

from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.demo.loading import DemoDataError
from hcmedu.portal.demo.loading import FileRef
from hcmedu.portal.demo.loading import Html
from hcmedu.portal.demo.loading import Item
from hcmedu.portal.demo.loading import ItemRef
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import iterSchemataForType
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.file import NamedBlobImage
from typing import Any
from z3c.form.validator import Data
from zope.interface import Invalid
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import ValidationError

import datetime
import mimetypes


SAFE_HTML = "text/x-html-safe"
#: Media types that Python knows only where the system has a list of them.
_MEDIA = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".wav": "audio/x-wav",
    ".webm": "video/webm",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def converted(item: Item) -> dict[str, Any]:
    """The values of an item by field name; references to other items are left for later."""
    return {name: convert(value) for name, value in item.values.items() if not _is_reference(value)}


def _is_reference(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(entry, ItemRef) for entry in value)


def convert(value: Any) -> Any:
    if isinstance(value, Html):
        return RichTextValue(value.source, "text/html", SAFE_HTML)
    if isinstance(value, FileRef):
        return named_file(value)
    if isinstance(value, datetime.datetime):
        return in_zone(value)
    return value


def named_file(ref: FileRef) -> NamedBlobFile | NamedBlobImage:
    kind = NamedBlobImage if ref.image else NamedBlobFile
    media = _MEDIA.get(ref.path.suffix) or mimetypes.guess_type(ref.path.name)[0] or ""
    return kind(data=ref.path.read_bytes(), contentType=media, filename=ref.path.name)


def checked(portal_type: str, values: dict[str, Any], container: Any, place: str) -> None:
    """Raise ``DemoDataError`` for an unknown field, a refused value or a broken invariant."""
    schemata = {
        schema: dict(getFieldsInOrder(schema)) for schema in iterSchemataForType(portal_type)
    }
    unknown = set(values).difference(*schemata.values())
    if unknown:
        raise DemoDataError(f"{place}: no such field: {', '.join(sorted(unknown))}")
    for schema, fields in schemata.items():
        try:
            _check_fields(fields, values, container)
            schema.validateInvariants(Data(schema, {**dict.fromkeys(fields), **values}, container))
        except (ValidationError, Invalid) as error:
            problem = f"{schema.__name__}: {error!r} {_message(error)}"
            raise DemoDataError(f"{place}: {problem}") from error


def _check_fields(fields: dict[str, Any], values: dict[str, Any], container: Any) -> None:
    """Each value by its own field, in the place where it will be; a required one may not miss."""
    for name, field in fields.items():
        bound = field.bind(container)
        if name not in values and (not field.required or bound.default is not None):
            continue
        try:
            bound.validate(values.get(name))
        except ValidationError as error:
            error.args = (*error.args, name)
            raise


def _message(error: Exception) -> str:
    return error.doc() if isinstance(error, ValidationError) else str(error)
