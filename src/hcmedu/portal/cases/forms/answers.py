"""What a form sent, as the text that the register keeps."""

from collections.abc import Iterator
from datetime import date
from datetime import datetime
from hcmedu.portal import _
from hcmedu.portal.cases.model import Answer
from hcmedu.portal.vietnamese import format_date
from hcmedu.portal.vietnamese import normalize
from plone import api
from plone.app.textfield.interfaces import IRichTextValue
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.interfaces import INamed
from typing import Any
from zope.i18n import translate
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IPassword


def answers_of(schema: Any, data: dict[str, Any], request: Any) -> tuple[Answer, ...]:
    """One for each field that was sent, in the order of the form; a password is none."""
    return tuple(
        Answer(name, field.title or name, text_of(field, data[name], request))
        for name, field in getFieldsInOrder(schema)
        if name in data and not IPassword.providedBy(field)
    )


def text_of(field: Any, value: Any, request: Any) -> str:
    """``value`` as people read it; empty for None."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return translate(_("Yes") if value else _("No"), context=request)
    if isinstance(value, datetime):
        return f"{value:%H:%M} {format_date(value.date())}"
    if isinstance(value, date):
        return format_date(value)
    if INamed.providedBy(value):
        return value.filename or ""
    if IRichTextValue.providedBy(value):
        return value.raw
    if isinstance(value, (list, tuple, set, frozenset)):
        inner = getattr(field, "value_type", None) if ICollection.providedBy(field) else None
        return ", ".join(sorted_texts(text_of(inner, each, request) for each in value))
    return normalize(_title(field, value, request))


def sorted_texts(texts: Iterator[str]) -> list[str]:
    return [text for text in texts if text]


def _title(field: Any, value: Any, request: Any) -> str:
    """What the visitor read when he chose."""
    if not IChoice.providedBy(field):
        return str(value)
    try:
        term = field.bind(api.portal.get()).vocabulary.getTerm(value)
    except (LookupError, ValueError, AttributeError):
        return str(value)
    return translate(term.title, context=request) if term.title else str(value)


def files_of(schema: Any, data: dict[str, Any]) -> list[NamedBlobFile]:
    """All files, in the order of the form; they were looked into when they came."""
    values = (data.get(name) for name, _field in getFieldsInOrder(schema))
    many = (value if isinstance(value, tuple) else (value,) for value in values)
    return [_blob(file) for group in many for file in group if INamed.providedBy(file)]


def _blob(file: Any) -> NamedBlobFile:
    if isinstance(file, NamedBlobFile):
        return file
    return NamedBlobFile(data=file.data, contentType=file.contentType, filename=file.filename)
