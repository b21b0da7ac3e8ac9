"""Add forms that are opened by a link are filled in with what the link is about.

``?fill.school_year=2026-2027``. Plone ignores what an address says of its forms, since values could
be of anybody and of any kind; here only plain ones are taken, as the field itself would take them,
for the few fields of ``fillable``, by add forms of content alone and before anything was sent.
Nothing is written until it is saved.
"""

from collections.abc import Callable
from collections.abc import Mapping
from contextlib import suppress
from hcmedu.portal.compliance.fillable import FILLABLE
from hcmedu.portal.compliance.fillable import PREFIX
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone.dexterity.browser.add import DefaultAddForm
from typing import Any
from z3c.form.group import Group
from z3c.form.interfaces import IAfterWidgetUpdateEvent
from z3c.form.interfaces import IDataConverter
from zope import schema
from zope.component import adapter
from zope.interface import Invalid


LONGEST = 500
#: What fields and widgets raise for a value that they do not take: constraints, sizes, tokens.
REFUSALS = (Invalid, LookupError, OverflowError, ValueError)


@adapter(IAfterWidgetUpdateEvent)
def fill(event: Any) -> None:
    """After Plone's own values, so that those which it computes for a field stay the rule."""
    widget, request = event.widget, event.widget.request
    name = getattr(getattr(widget, "field", None), "__name__", None)
    asked = request.form.get(f"{PREFIX}{name}")
    if asked is None or not is_asked_for(widget.form, request, name):
        return
    value = value_of(widget.field.bind(widget.context), asked)
    if value is not None:
        with suppress(*REFUSALS):
            widget.value = IDataConverter(widget).toWidgetValue(value)


def is_asked_for(form: Any, request: Any, name: str) -> bool:
    """Where the add-on is installed, before anything is sent, by a field that mending asks for."""
    is_first = request.get("REQUEST_METHOD") == "GET"
    if not IHcmeduPortalLayer.providedBy(request) or not is_first:
        return False
    return name in FILLABLE.get(added_type(form), ())


def added_type(form: Any) -> str:
    """Portal type that the form adds, empty for any other form; tabs are forms in it."""
    while isinstance(form, Group):
        form = form.parentForm
    return (form.portal_type or "") if isinstance(form, DefaultAddForm) else ""


def value_of(field: Any, asked: Any) -> Any:
    """The value of a bound field; None for what it does not take, and for fields of other kinds."""
    read = next((each for kind, each in READERS.items() if kind.providedBy(field)), None)
    if read is None or not isinstance(asked, str) or len(asked) > LONGEST:
        return None
    try:
        value = read(field, asked)
        field.validate(value)
    except REFUSALS:
        return None
    return value


def chosen(field: Any, token: str) -> Any:
    return field.vocabulary.getTermByToken(token).value


def line(field: Any, text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable())


#: How a text of an address becomes a value, by the kind of field.
READERS: Mapping[Any, Callable[[Any, str], Any]] = {
    schema.interfaces.IChoice: chosen,
    schema.interfaces.ITextLine: line,
}
