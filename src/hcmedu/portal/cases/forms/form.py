"""The page of a form (EasyForm), guarded: drawn, judged, and answered with a receipt.

Of EasyForm's own page stay the fields, their validators and the actions. What could send a visitor
or what he typed elsewhere is left out, whoever set it: an address of its own to send to, a page of
its own after it, markup for the head, values from the address.
"""

from collections.abc import Iterator
from collective.easyform.api import get_actions
from collective.easyform.browser.view import EasyFormForm
from collective.easyform.browser.view import EasyFormFormWrapper
from collective.easyform.config import FORM_ERROR_MARKER
from datetime import date
from hcmedu.portal import _
from hcmedu.portal.cases import register
from hcmedu.portal.cases.forms.action import NONCE_KEY
from hcmedu.portal.cases.forms.action import RECEIPT_KEY
from hcmedu.portal.cases.forms.action import save_action
from hcmedu.portal.cases.forms.fields import FilesFieldWidget
from hcmedu.portal.cases.forms.fields import IAttachments
from hcmedu.portal.cases.forms.fields import IFilesWidget
from hcmedu.portal.cases.forms.lookup import PAGE
from hcmedu.portal.cases.forms.procedures import procedure_of
from hcmedu.portal.school.root import school_root
from hcmedu.portal.submissions.files import MOST_FILES
from hcmedu.portal.submissions.files import NOT_KEPT
from hcmedu.portal.submissions.guard import examine
from hcmedu.portal.submissions.guard import is_authentic
from hcmedu.portal.submissions.guard import NOT_AUTHENTIC
from hcmedu.portal.submissions.receipts import shown_receipt
from hcmedu.portal.vietnamese import format_date
from plone.namedfile.interfaces import INamedField
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from types import SimpleNamespace
from typing import Any
from z3c.form import button
from z3c.form.interfaces import ISelectWidget
from zExceptions import NotFound
from zope.annotation.interfaces import IAnnotations
from zope.schema import getFieldsInOrder


WHAT = "form"
#: Names of the fields of a first and a last day.
SPAN = ("tu_ngay", "den_ngay")
BACKWARDS = _("The last day lies before the first one.")
#: What a phone fills in by itself, by the setting of the action that names the field.
FILLED = {
    "name_field": {"autocomplete": "name"},
    "phone_field": {"autocomplete": "tel", "inputmode": "tel", "type": "tel"},
    "email_field": {"autocomplete": "email", "inputmode": "email"},
}


class GuardedForm(EasyFormForm):
    """One form, drawn or sent. ``receipt``: of what was taken in; ``sent``: without a receipt."""

    form_template = ViewPageTemplateFile("form.pt")
    thank_you_template = ViewPageTemplateFile("receipt.pt")
    formErrorsMessage = _("Please look over the form.")
    method = "post"
    #: The button asks itself, and tells it in the form.
    enableCSRFProtection = False
    allow_prefill_from_GET_request = False
    enable_form_tabbing = enable_autofocus = enable_unload_protection = False
    css_class = "hcmedu-form"
    receipt, refusal, sent = "", "", False

    def action(self) -> str:
        """Always here: what was typed goes nowhere else."""
        return self.context.absolute_url()

    @property
    def root(self) -> Any | None:
        return school_root(self.context)

    @property
    def is_open(self) -> bool:
        """Whether anything becomes of what is sent: a form without an action would lose it."""
        actions = (action for _name, action in getFieldsInOrder(get_actions(self.context)))
        return self.root is not None and any(action.required for action in actions)

    def updateFields(self) -> None:
        super().updateFields()
        for fields in (self.fields, *(group.fields for group in self.groups)):
            for each in fields.values():
                if INamedField.providedBy(each.field) or IAttachments.providedBy(each.field):
                    each.widgetFactory["input"] = FilesFieldWidget

    def updateWidgets(self, prefix: str | None = None) -> None:
        super().updateWidgets(prefix)
        ask_to_choose(self.widgets)

    def update(self) -> None:
        """Not EasyForm's own, which thanks for any POST whose fields are right."""
        super(EasyFormForm, self).update()
        self.markWidgets()
        for group in self.groups:
            ask_to_choose(group.widgets)
        self.template = self.form_template
        if self.sent:
            self.template = self.thank_you_template
        else:
            self.describe()

    @button.buttonAndHandler(_("Send"), name="submit", condition=lambda form: form.is_open)
    def handleSubmit(self, action: Any) -> None:
        """POST only: a link must not send anything."""
        if self.request.method != "POST":
            return
        if not is_authentic(self.context, self.request, WHAT):
            self.refusal = NOT_AUTHENTIC
            return
        data, errors = self.extractData()
        if errors or self.ends_before_it_begins(data) or self.too_many_files(data):
            self.status = self.formErrorsMessage
            return
        verdict = examine(self.context, self.request, WHAT)
        if verdict.message is not None:
            self.refusal = verdict.message
            return
        self.take(self.updateServerSideData(data), verdict.nonce)

    def take(self, data: dict[str, Any], nonce: str) -> None:
        notes = IAnnotations(self.request)
        notes[NONCE_KEY] = nonce
        errors = self.processActions(data)
        if errors:
            self.setErrorsMessage(errors)
            self.refusal = errors.get(FORM_ERROR_MARKER, "")
            return
        self.sent, self.receipt = True, notes.get(RECEIPT_KEY, "")
        self.request.response.setHeader("Cache-Control", NOT_KEPT)

    def ends_before_it_begins(self, data: dict[str, Any]) -> bool:
        """Days from one to another, as in a leave of absence; told at the last of them."""
        first, last = (data.get(name) for name in SPAN)
        if not isinstance(first, date) or not isinstance(last, date) or first <= last:
            return False
        for widget in self.all_widgets():
            if widget.__name__ == SPAN[1]:
                widget.error = SimpleNamespace(error=None, message=BACKWARDS)
        return True

    def too_many_files(self, data: dict[str, Any]) -> bool:
        """Over all fields together, so that no form of twenty fields takes a hundred files."""
        lengths = (len(v) if isinstance(v, tuple) else 1 for v in self._file_values(data))
        if sum(lengths) <= MOST_FILES:
            return False
        self.refusal = _("At most ${number} files can be sent.", mapping={"number": MOST_FILES})
        return True

    def _file_values(self, data: dict[str, Any]) -> Iterator[Any]:
        for widget in self.all_widgets():
            value = data.get(widget.__name__)
            if IFilesWidget.providedBy(widget) and value:
                yield value

    def all_widgets(self) -> list[Any]:
        managers = (self.widgets, *(group.widgets for group in self.groups))
        return [widget for manager in managers for widget in manager.values()]

    def describe(self) -> None:
        """Tell screen readers what belongs to a field, and phones what to fill in."""
        filled = self._filled()
        for widget in self.all_widgets():
            attributes = getattr(widget, "attributes", None)
            if not isinstance(attributes, dict):
                continue
            attributes.update(filled.get(widget.__name__, {}))
            parts = [f"{widget.id}-hint"] if widget.field.description else []
            if widget.error is not None:
                attributes["aria-invalid"] = "true"
                parts.insert(0, f"{widget.id}-error")
            if parts:
                attributes["aria-describedby"] = " ".join(parts)

    def _filled(self) -> dict[str, dict[str, str]]:
        action = save_action(self.context)
        names = ((getattr(action, name, None), values) for name, values in FILLED.items())
        return {name: values for name, values in names if name}

    def updateActions(self) -> None:
        super(EasyFormForm, self).updateActions()
        if "submit" in self.actions:
            self.actions["submit"].title = self.context.submitLabel or _("Send")
            self.actions["submit"].addClass("btn btn-primary btn-lg")

    # --- for the templates

    @property
    def problems(self) -> list[dict[str, Any]]:
        """One for each field that is to be mended: where, which, why."""
        return [
            {"id": f"formfield-{widget.id}", "label": label_of(widget), "message": message}
            for widget in self.all_widgets()
            for message in messages(widget)
        ]

    @property
    def lost_files(self) -> bool:
        """No browser sends a file a second time by itself."""
        return any(
            widget.extract(None) for widget in self.all_widgets() if IFilesWidget.providedBy(widget)
        )

    def messages(self, widget: Any) -> list[Any]:
        return messages(widget)

    def label_of(self, widget: Any) -> Any:
        return label_of(widget)

    def is_checkbox(self, widget: Any) -> bool:
        """A single one says its label and hint itself."""
        return not widget.label

    @property
    def procedure(self) -> Any | None:
        """The page that tells how the procedure goes, once it is public."""
        if self.root is None:
            return None
        return procedure_of(self.context, getattr(save_action(self.context), "code", None))

    @property
    def look_up_url(self) -> str:
        return f"{self.root.absolute_url()}/{PAGE}" if self.root is not None else ""

    @property
    def receipt_text(self) -> str:
        return shown_receipt(self.receipt)

    @property
    def case(self) -> Any:
        return register.find(self.root, self.receipt)

    def date(self, value: Any) -> str:
        return format_date(value) if value else ""

    def text(self, name: str) -> str:
        """A rich text of the form, cleaned; nothing that was typed is put into it."""
        value = getattr(self.context, name, None)
        return value.output if value else ""


def ask_to_choose(widgets: Any) -> None:
    """No first value is chosen for somebody who has not looked yet."""
    for widget in widgets.values():
        if ISelectWidget.providedBy(widget):
            widget.prompt = True


def messages(widget: Any) -> list[Any]:
    """Why the field's value is refused; several at once where it is made of several."""
    error = widget.error
    if error is None:
        return []
    many = getattr(error.error, "errors", None) or [error]
    return [getattr(each, "message", None) or _("Please check this field.") for each in many]


def label_of(widget: Any) -> Any:
    return widget.label or widget.field.title


class GuardedFormPage(EasyFormFormWrapper):
    """``view`` of every form of the portal."""

    form = GuardedForm
    index = ViewPageTemplateFile("page.pt")

    def header_injection(self) -> str:
        return ""


class GuardedFormEmbedded(GuardedForm):
    """``embedded``: the same form within another page."""


class NoFieldValidation(BrowserView):
    """``@@z3cform_validate_field``: not for these forms, and no page of ours asks for it."""

    def __call__(self) -> str:
        raise NotFound("z3cform_validate_field")
