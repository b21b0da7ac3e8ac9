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
from plone.uuid.interfaces import IUUID
from typing import Any
from z3c.form.validator import Data
from zope.interface import Invalid
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import ValidationError

import datetime
import mimetypes
import re


SAFE_HTML = "text/x-html-safe"
_PICTURE = re.compile(r'src="image:([^"]+)"')
_MEDIA = {".webm": "video/webm", ".wav": "audio/x-wav"}


def converted(item: Item, container: Any) -> dict[str, Any]:
    """The values of an item by field name; references to other items are left for later."""
    return {
        name: convert(value, container)
        for name, value in item.values.items()
        if not _is_reference(value)
    }


def _is_reference(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(entry, ItemRef) for entry in value)


def convert(value: Any, container: Any) -> Any:
    if isinstance(value, Html):
        return RichTextValue(with_pictures(value.source, container), "text/html", SAFE_HTML)
    if isinstance(value, FileRef):
        return named_file(value)
    if isinstance(value, datetime.datetime):
        return in_zone(value)
    return value


def with_pictures(html: str, container: Any) -> str:
    """``image:some-id`` is an Image beside the text, linked as the editor of the portal does."""

    def link(match: re.Match) -> str:
        return f'src="resolveuid/{IUUID(container[match[1]])}/@@images/image/large"'

    return _PICTURE.sub(link, html)


def named_file(ref: FileRef) -> NamedBlobFile | NamedBlobImage:
    kind = NamedBlobImage if ref.image else NamedBlobFile
    media = _MEDIA.get(ref.path.suffix) or mimetypes.guess_type(ref.path.name)[0] or ""
    return kind(data=ref.path.read_bytes(), contentType=media, filename=ref.path.name)


def checked(portal_type: str, values: dict[str, Any], container: Any, place: str) -> None:
    """Raise ``DemoDataError`` for an unknown field, a refused value or a broken invariant."""
    known: set[str] = set()
    for schema in iterSchemataForType(portal_type):
        fields = dict(getFieldsInOrder(schema))
        known.update(fields)
        try:
            _check_fields(fields, values, container)
            schema.validateInvariants(Data(schema, {**dict.fromkeys(fields), **values}, container))
        except (ValidationError, Invalid) as error:
            raise DemoDataError(
                f"{place}: {schema.__name__}: {error!r} {_message(error)}"
            ) from error
    if set(values) - known:
        raise DemoDataError(f"{place}: no such field: {', '.join(sorted(set(values) - known))}")


def _check_fields(fields: dict[str, Any], values: dict[str, Any], container: Any) -> None:
    """Each value by its own field, in the place where it will be."""
    for name in fields.keys() & values.keys():
        try:
            fields[name].bind(container).validate(values[name])
        except ValidationError as error:
            error.args = (*error.args, name)
            raise


def _message(error: Exception) -> str:
    return error.doc() if isinstance(error, ValidationError) else str(error)
