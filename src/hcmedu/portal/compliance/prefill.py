"""Add forms that are opened by a link are filled in with what the link is about.

``?fill.school_year=2026-2027``. Plone ignores what an address says of its forms, since values could
be of anybody and of any kind; here only plain ones are taken, as the field itself would take them,
by add forms of content alone and before anything was sent. Nothing is written until it is saved.
"""

from collections.abc import Callable
from collections.abc import Mapping
from datetime import date
from datetime import datetime
from hcmedu.portal.content.moments import FIRST_YEAR
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.content.moments import LAST_YEAR
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone.app.dexterity.behaviors.metadata import IOwnership
from plone.dexterity.browser.add import DefaultAddForm
from typing import Any
from z3c.form.interfaces import IAfterWidgetUpdateEvent
from z3c.form.interfaces import IDataConverter
from zope import schema
from zope.component import adapter


PREFIX = "fill."
LONGEST = 500
#: Who made what is not for a link to say.
NOBODYS = frozenset({IOwnership})


@adapter(IAfterWidgetUpdateEvent)
def fill(event: Any) -> None:
    """After Plone's own values, so that those which it computes for a field stay the rule."""
    widget, request = event.widget, event.widget.request
    field = getattr(widget, "field", None)
    asked = request.form.get(f"{PREFIX}{field.__name__}") if field is not None else None
    if asked is None or field.interface in NOBODYS or not is_asked_for(widget.form, request):
        return
    value = value_of(field.bind(widget.context), asked)
    if value is not None:
        widget.value = IDataConverter(widget).toWidgetValue(value)


def is_asked_for(form: Any, request: Any) -> bool:
    """Where the add-on is installed, before anything is sent, in a form that adds content."""
    is_first = request.get("REQUEST_METHOD") == "GET"
    return IHcmeduPortalLayer.providedBy(request) and is_first and is_add_form(form)


def is_add_form(form: Any) -> bool:
    """Fields in a tab have the tab for their form."""
    while getattr(form, "parentForm", None) is not None:
        form = form.parentForm
    return isinstance(form, DefaultAddForm)


def value_of(field: Any, asked: Any) -> Any:
    """The value of a bound field; None for what it does not take, and for fields of other kinds."""
    if schema.interfaces.ICollection.providedBy(field):
        several = asked if isinstance(asked, list) else [asked]
        found = [value_of(field.value_type.bind(field.context), each) for each in several[:100]]
        return fitting(field, field._type([each for each in found if each is not None]))
    read = next((each for kind, each in READERS.items() if kind.providedBy(field)), None)
    if read is None or not isinstance(asked, str) or len(asked) > LONGEST:
        return None
    try:
        return fitting(field, read(field, asked))
    except (LookupError, ValueError):
        return None


def fitting(field: Any, value: Any) -> Any:
    """The value as far as the field takes it."""
    try:
        field.validate(value)
    except schema.ValidationError:
        return None
    return value


def chosen(field: Any, token: str) -> Any:
    return field.vocabulary.getTermByToken(token).value


def line(field: Any, text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())


def day(field: Any, text: str) -> date:
    return of_our_time(date.fromisoformat(text))


def moment(field: Any, text: str) -> datetime | None:
    return in_zone(of_our_time(datetime.fromisoformat(text)))


def of_our_time(found: Any) -> Any:
    """ValueError for years that pages and catalog stumble over."""
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(found)
    return found


#: How a text of an address becomes a value, by the kind of field.
READERS: Mapping[Any, Callable[[Any, str], Any]] = {
    schema.interfaces.IChoice: chosen,
    schema.interfaces.IDatetime: moment,
    schema.interfaces.IDate: day,
    schema.interfaces.ITextLine: line,
    schema.interfaces.IInt: lambda _field, text: int(text),
}
