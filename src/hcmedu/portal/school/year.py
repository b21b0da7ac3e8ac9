"""A year as a form field: shown as 1998, where z3c.form would group its digits to 1.998."""

from z3c.form.converter import IntegerDataConverter
from z3c.form.interfaces import ITextWidget
from zope import schema
from zope.component import adapter
from zope.interface import implementer
from zope.schema.interfaces import IInt


class IYear(IInt):
    """Field of a calendar year."""


@implementer(IYear)
class Year(schema.Int):
    """Integer field of a calendar year."""


@adapter(IYear, ITextWidget)
class YearDataConverter(IntegerDataConverter):
    """Text of the widget without separators; what it reads is what the stock converter reads."""

    def toWidgetValue(self, value: int | None) -> str:
        return "" if value is self.field.missing_value else str(value)
