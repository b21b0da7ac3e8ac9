"""Number fields: counts, areas and periods, typed and shown as Vietnamese write numbers."""

from hcmedu.portal import _
from hcmedu.portal.content.errors import MessageError
from hcmedu.portal.content.numerals import format_number
from hcmedu.portal.content.numerals import is_amount
from hcmedu.portal.content.numerals import is_area
from hcmedu.portal.content.numerals import is_count
from hcmedu.portal.content.numerals import parse_number
from typing import Any
from z3c.form.converter import BaseDataConverter
from z3c.form.interfaces import ITextWidget
from zope import schema
from zope.component import adapter
from zope.interface import implementer
from zope.schema.interfaces import IField
from zope.schema.interfaces import IFromUnicode
from zope.schema.interfaces import TooBig
from zope.schema.interfaces import TooSmall


class IVietnameseNumber(IField):
    """A number that is typed ``1.234`` or ``1.234,5``, whatever the browser's language."""


@implementer(IVietnameseNumber, IFromUnicode)
class VietnameseNumber:
    """Mix-in for number fields: one clear message for every bad input, in forms and REST alike."""

    message = ""

    def is_valid(self, value: Any) -> bool:
        """Whether a value may be stored. Abstract: ``Count`` and ``Area`` differ in this only."""
        raise NotImplementedError

    def _validate(self, value: Any) -> None:
        if not self.is_valid(value):
            raise MessageError(self.message)

    def fromUnicode(self, value: str) -> int | float:
        try:
            number = parse_number(value)
        except ValueError as error:
            raise MessageError(self.message) from error
        self.validate(number)
        return number


class Count(VietnameseNumber, schema.Int):
    """How many: a whole number, 0 or more."""

    message = _("Enter a whole number, 0 or more, for example 35 or 1.250.")

    def is_valid(self, value: Any) -> bool:
        return is_count(value)


class Bounded(schema.Int):
    """A whole number from ``min`` to ``max``; whoever enters another one is told both."""

    def _validate(self, value: Any) -> None:
        try:
            super()._validate(value)
        except (TooSmall, TooBig):
            message = _(
                "Enter a whole number from ${min} to ${max}.",
                mapping={"min": self.min, "max": self.max},
            )
            raise MessageError(message) from None


class Area(VietnameseNumber, schema.Float):
    """Square metres: 0 or more, whole or with decimals."""

    message = _("Enter a number, 0 or more, for example 48 or 1.250,5 (a comma before decimals).")

    def is_valid(self, value: Any) -> bool:
        return is_area(value)


class Amount(VietnameseNumber, schema.Int):
    """Đồng, without anything behind the comma: 0 or more."""

    message = _("Enter an amount in đồng, for example 486.000.000.")

    def is_valid(self, value: Any) -> bool:
        return is_amount(value)


@adapter(IVietnameseNumber, ITextWidget)
class NumberConverter(BaseDataConverter):
    """Between the number and what stands in the input."""

    def toWidgetValue(self, value: int | float | None) -> str:
        return format_number(value) if is_area(value) or is_amount(value) else ""

    def toFieldValue(self, value: str) -> int | float | None:
        text = (value or "").strip()
        if not text:
            return self.field.missing_value
        return self.field.fromUnicode(text)
