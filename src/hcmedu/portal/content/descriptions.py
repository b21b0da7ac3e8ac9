"""The hint below a field: markup where a program wrote it, text where a person did.

Plone writes both as markup. Fields of a form (EasyForm) and of accounts are made in the browser:
what an author typed as their hint would run as script for whoever opens the page next.
"""

from collective.easyform.browser.widgets import LabelRenderWidget
from collective.easyform.browser.widgets import RenderWidget as RenderFormWidget
from collective.easyform.browser.widgets import RichLabelRenderWidget
from copy import copy
from html import escape
from plone.app.z3cform.views import RenderWidget
from typing import Any
from zope.i18nmessageid import Message


class Escaped(str):
    """A text that is markup by now; it is not escaped twice."""


def as_text(value: Any) -> Any:
    """Messages and other values as they are."""
    is_typed = isinstance(value, str) and not isinstance(value, Message | Escaped)
    return Escaped(escape(value)) if is_typed and value else value


class TypedDescription:
    """``ploneform-render-widget``: the stock view, with the hint of its field as text."""

    context: Any

    def __call__(self) -> str:
        widget = self.context
        field = getattr(widget, "field", None)
        if field is not None and as_text(field.description) is not field.description:
            widget.field = copy(field)
            widget.field.description = as_text(field.description)
        told = getattr(widget, "description", None)
        if as_text(told) is not told:
            widget.description = as_text(told)
        return super().__call__()  # type: ignore[misc]


class AnyWidget(TypedDescription, RenderWidget):
    """Of every form."""


class FormWidget(TypedDescription, RenderFormWidget):
    """Of EasyForm's own."""


class LabelWidget(TypedDescription, LabelRenderWidget):
    """A line between fields."""


class RichLabelWidget(TypedDescription, RichLabelRenderWidget):
    """A text between fields; it is cleaned as every rich text."""
