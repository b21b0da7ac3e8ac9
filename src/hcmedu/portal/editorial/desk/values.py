"""Values of fields as texts that people read and that can be compared word by word."""

from collections.abc import Iterable
from collections.abc import Mapping
from DateTime import DateTime
from datetime import date
from datetime import datetime
from hcmedu.portal import _
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.content.views import file_note
from hcmedu.portal.editorial.desk.textdiff import text_of_html
from hcmedu.portal.vietnamese import format_date
from plone.app.textfield.interfaces import IRichTextValue
from plone.namedfile.interfaces import INamed
from typing import Any
from z3c.relationfield.interfaces import IRelationValue
from zope.i18n import translate
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import ICollection
from zope.schema.interfaces import IField


#: Plone's 'no date' is 1969, its 'never' 2499.
FIRST_YEAR, LAST_YEAR = 1970, 2400


class Reader:
    """Turns values of one item into texts in the language of a request."""

    def __init__(self, item: Any, request: Any) -> None:
        self.item, self.request = item, request

    def say(self, message: Any) -> str:
        return translate(message, context=self.request)

    def text(self, field: IField, value: Any) -> str:
        """The value as its readers see it; empty for nothing."""
        if value is None or value == "":
            return ""
        if IBool.providedBy(field):
            return self.say(_("Yes") if value else _("No"))
        if IChoice.providedBy(field) and not IRelationValue.providedBy(value):
            return self.term(field, value)
        if ICollection.providedBy(field) and not isinstance(value, str):
            return self.lines(field, value)
        return self.plain(value)

    def plain(self, value: Any) -> str:
        if IRichTextValue.providedBy(value):
            return text_of_html(self.html(value), self.say(_("Picture")))
        if IRelationValue.providedBy(value):
            return "" if value.isBroken() else f"{value.to_object.Title()} ({value.to_path})"
        if INamed.providedBy(value):
            return f"{value.filename or ''} ({file_note(value)})"
        if isinstance(value, Mapping):
            return "; ".join(f"{key}: {self.plain(each)}" for key, each in value.items())
        return moment_text(value) if isinstance(value, date | DateTime) else str(value)

    def html(self, value: Any) -> str:
        """A rich text as its readers get it."""
        return value.output_relative_to(self.item) or ""

    def lines(self, field: IField, value: Iterable[Any]) -> str:
        """One line for each member; rows of a table tell the titles of their columns."""
        member = getattr(field, "value_type", None)
        schema = getattr(member, "schema", None)
        if schema is not None:
            return "\n".join(self.row(schema, each) for each in value)
        if member is None:
            return "\n".join(self.plain(each) for each in value)
        texts = [self.text(member.bind(self.item), each) for each in value]
        return "\n".join(sorted(texts) if isinstance(value, set | frozenset) else texts)

    def row(self, schema: Any, row: Any) -> str:
        told = (
            (self.say(field.title), self.text(field.bind(self.item), row.get(name)))
            for name, field in getFieldsInOrder(schema)
        )
        return "; ".join(f"{title}: {text}" for title, text in told if text)

    def term(self, field: IField, value: Any) -> str:
        """Title of the chosen term; the value itself where the list has it no more."""
        vocabulary = field.bind(self.item).vocabulary
        try:
            return self.say(vocabulary.getTerm(value).title or str(value))
        except (AttributeError, LookupError):
            return str(value)


def moment_text(value: Any) -> str:
    """A day or a moment as people read it; empty for 'no date' and 'never'."""
    if isinstance(value, DateTime):
        value = value.asdatetime()
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        return ""
    if isinstance(value, datetime):
        return in_zone(value).strftime("%d/%m/%Y %H:%M")
    return format_date(value)
