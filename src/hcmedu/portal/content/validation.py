"""Checks that several types share, and errors that know the field they belong to.

Field constraints and schema invariants are the one place that forms and REST both pass, so every
check of this room is one of the two. An invariant raises ``FieldInvalid``; in a form its message
stands at the field (``FieldErrorSnippet``), in REST it is a 400 with the same text.
"""

from datetime import date
from hcmedu.portal import _
from hcmedu.portal.content.bearing import named_keys
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.errors import MessageError
from hcmedu.portal.vietnamese import DocumentNumber
from hcmedu.portal.vietnamese import InvalidDocumentNumber
from itertools import pairwise
from typing import Any
from z3c.form.error import InvalidErrorViewSnippet
from zope.component import adapter
from zope.interface import Interface


@adapter(FieldInvalid, Interface, None, None, Interface, None)
class FieldErrorSnippet(InvalidErrorViewSnippet):
    """Binds the error of an invariant to the widget of its field, where people look for it."""

    def update(self) -> None:
        super().update()
        for widget in self.form.widgets.values():
            if widget.field is not None and widget.field.__name__ == self.error.field:
                self.widget, self.field = widget, widget.field
                widget.error = self


def in_order(data: Any, *steps: tuple[str, str]) -> None:
    """Raise ``FieldInvalid`` unless the dates of ``data`` do not decrease from step to step.

    A step is (field, message at that field when it is before the one ahead of it); missing dates
    are passed over, so that the others are still compared.
    """
    given = [(getattr(data, field, None), field, message) for field, message in steps]
    present = [step for step in given if isinstance(step[0], date)]
    for (earlier, _field, _message), (later, field, message) in pairwise(present):
        if later < earlier:
            raise FieldInvalid(message, field)


def names_numbers(lines: list[str]) -> bool:
    """Constraint: each line names a document by its number, else it could never be found."""
    for line in lines or ():
        if not named_keys([line]):
            raise MessageError(
                _("There is no document number in “${line}”.", mapping={"line": line})
            )
    return True


#: No document of a school is older, and none plans further ahead.
FIRST_YEAR, LAST_YEAR = 1900, 2199


def sensible_date(value: date) -> bool:
    """Constraint of every date field: a slip such as 20222 or 0202 is no date."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise MessageError(
            _(
                "The year must lie between ${first} and ${last}.",
                mapping={"first": FIRST_YEAR, "last": LAST_YEAR},
            )
        )
    return True


NUMBER_MESSAGES = {
    "empty": _("Please enter the number and symbol, such as 4210/GDĐT-TTTT."),
    "number": _("A document number begins with digits, such as 4210/GDĐT-TTTT."),
    "code": _("The symbol after the slash is missing, such as GDĐT-TTTT in 4210/GDĐT-TTTT."),
    "slash": _("The slash between number and symbol is missing, such as 4210/GDĐT-TTTT."),
    "year": _("The year in the number is not possible; write it as in 36/2017/TT-BGDĐT."),
    "characters": _("The number holds a sign that no document number has."),
    "trailing": _("After the symbol there is more text; only number and symbol belong here."),
    "length": _("This is too long for a document number."),
}


def is_document_number(value: str) -> bool:
    """Constraint of a field that holds one document number, in any spelling that people use."""
    try:
        DocumentNumber.parse(value)
    except InvalidDocumentNumber as error:
        raise MessageError(_number_message(error)) from error
    return True


def _number_message(error: InvalidDocumentNumber) -> str:
    if error.kind != "legacy":
        return NUMBER_MESSAGES[error.kind]
    if not error.suggestion:
        return _("The number is written in an old encoding (TCVN3, VNI); please type it anew.")
    return _(
        "The number is written in an old encoding (TCVN3, VNI). Did you mean ${number}?",
        mapping={"number": error.suggestion},
    )


def canonical_number(value: str | None) -> str | None:
    """The canonical spelling; what is no document number comes back unchanged."""
    try:
        return DocumentNumber.parse(value).text if value else value
    except InvalidDocumentNumber:
        return value
