"""What is typed into a row of the table: values of the document, or errors at their field."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from hcmedu.portal import _
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.officialdocument import IOfficialDocument
from hcmedu.portal.content.tidying import tidy_value
from hcmedu.portal.content.validation import canonical_number
from hcmedu.portal.documents.intake.completeness import required
from hcmedu.portal.documents.intake.suggesting import FIELDS
from hcmedu.portal.documents.intake.suggesting import LINES
from hcmedu.portal.vietnamese import format_date
from hcmedu.portal.vietnamese import InvalidDate
from hcmedu.portal.vietnamese import parse_date
from hcmedu.portal.vietnamese import suggest
from types import SimpleNamespace
from typing import Any
from zope.interface import Invalid
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import modified
from zope.schema import ValidationError
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IDate
from zope.schema.interfaces import ITextLine


#: The fields of a row.
NAMES = (*FIELDS, *LINES)
NO_DATE = _("Please write the date as in 16/12/2020.")
NO_DAY = _("There is no such day.")
NEEDED = _("Please fill in this field.")
OLD_ENCODING = _("The text was in an old encoding; please check the converted text.")


@dataclass
class Typed:
    """``values`` by field name, None where emptied; ``errors``: messages by field name.

    ``shown``: text to be shown instead of what was typed.
    """

    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)


def read(doc: Any, typed: Mapping[str, str], *, complete: bool) -> Typed:
    """Values out of texts by field name; ``complete``: required fields must be told."""
    found = Typed()
    for name in NAMES:
        if name in typed:
            _read_one(doc, name, typed[name], found)
    if complete:
        _check_required(doc, found)
    if not found.errors:
        _check_together(doc, found)
    return found


def _read_one(doc: Any, name: str, text: str, found: Typed) -> None:
    """Text in an old encoding is not stored: the field comes back with the text converted."""
    bound = IOfficialDocument[name].bind(doc)
    old = suggest(text)
    if old is not None:
        found.shown[name], found.errors[name] = old.text, OLD_ENCODING
        return
    try:
        value = _value(bound, text)
        if value is not None:
            bound.validate(value)
        found.values[name] = value
    except InvalidDate as error:
        found.errors[name] = NO_DAY if error.kind == "calendar" else NO_DATE
    except ValidationError as error:
        found.errors[name] = error.doc()


def _value(bound: Any, text: str) -> Any:
    plain = text.strip()
    if not plain:
        return bound.missing_value
    if ICollection.providedBy(bound):
        lines = [" ".join(line.split()) for line in plain.splitlines()]
        return [tidy_value(line) for line in lines if line]
    if IDate.providedBy(bound):
        return parse_date(plain)
    if IChoice.providedBy(bound):
        return plain
    plain = " ".join(plain.split()) if ITextLine.providedBy(bound) else plain.replace("\r", "")
    return canonical_number(plain) if bound.__name__ == "number" else tidy_value(plain)


def _check_required(doc: Any, found: Typed) -> None:
    for each in required():
        name = each.__name__
        value = found.values.get(name, getattr(doc, name, None))
        if value in (None, "") and name not in found.errors:
            found.errors[name] = NEEDED


def _check_together(doc: Any, found: Typed) -> None:
    """What the schema demands of several fields at once."""
    names = [name for name in IOfficialDocument.names() if name != "file"]
    data = {name: getattr(doc, name, None) for name in names} | found.values
    errors: list[Invalid] = []
    with suppress(Invalid):  # raised besides, when there are any
        IOfficialDocument.validateInvariants(SimpleNamespace(**data, __context__=doc), errors)
    for error in errors:
        name = error.field if isinstance(error, FieldInvalid) else "number"
        found.errors[name] = error.args[0]


def store(doc: Any, values: Mapping[str, Any]) -> bool:
    """Put changed values into the document, by the rights of its fields; False: none changed."""
    changed = [name for name, value in values.items() if _stored(doc, name) != (value or None)]
    for name in changed:
        setattr(doc, name, values[name])
    if changed:
        modified(doc, Attributes(IOfficialDocument, *changed))
    return bool(changed)


def _stored(doc: Any, name: str) -> Any:
    return getattr(doc, name, None) or None


def shown(value: Any) -> str:
    """A stored value as a field of the table has it."""
    if isinstance(value, list | tuple):
        return "\n".join(value)
    return format_date(value) if isinstance(value, date) else str(value or "")
