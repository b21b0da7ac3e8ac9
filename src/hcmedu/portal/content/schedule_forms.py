"""Forms of a schedule ask for what its kind needs: a week, or school year, term and classes.

The kind is what was sent, else what the form knows of it beforehand; each answer of the server is
made for it, so that no script is needed. Of a kind that nobody knows yet all fields are shown. What
an item holds in a field of another kind is shown as well, so that it can be seen and taken out, and
a field that is not shown is not written.
"""

from collections.abc import Mapping
from hcmedu.portal.content.schedule import WEEKLY_KINDS
from hcmedu.portal.content.terms import SCHEDULE_KINDS
from plone.dexterity.browser.edit import DefaultEditForm
from plone.dexterity.i18n import MessageFactory as dexterity
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform import layout
from typing import Any
from zope.interface import classImplements


KIND_TITLES: Mapping[str, str] = dict(SCHEDULE_KINDS)
OF_WEEKS = ("week_start",)
OF_TERMS = ("school_year", "term", "grade", "classes")


def not_needed(kind: str) -> tuple[str, ...]:
    """Fields of other kinds; none of them for a kind that is not known."""
    if kind in WEEKLY_KINDS:
        return OF_TERMS
    return OF_WEEKS if kind else ()


class OfKind:
    """Mixed into a form of ``ISchedule``: leaves out what the kind does not need."""

    def known_kind(self) -> str:
        """The kind that stands before anything is sent; empty for none."""
        raise NotImplementedError

    def held(self) -> Any:
        """The item whose fields stay as long as they hold something; None for a new one."""
        return None

    @property
    def kind(self) -> str:
        sent = self.request.form.get("form.widgets.schedule_kind")
        sent = sent[0] if isinstance(sent, list) and sent else sent
        return sent if isinstance(sent, str) and sent in KIND_TITLES else self.known_kind()

    def updateFields(self) -> None:
        super().updateFields()
        held = self.held()
        left_out = [name for name in not_needed(self.kind) if not getattr(held, name, None)]
        self.fields = self.fields.omit(*left_out)

    def named(self, label: str, stock: str) -> str:
        """A heading such as ``Thêm Thực đơn``; Plone's own while the kind is not known."""
        title = KIND_TITLES.get(self.kind)
        return dexterity(label, mapping={"name": title}) if title else stock


class ScheduleEditForm(OfKind, DefaultEditForm):
    """The stock form, for the kind of the item."""

    def known_kind(self) -> str:
        return self.context.schedule_kind or ""

    def held(self) -> Any:
        return self.context.aq_base

    @property
    def label(self) -> str:
        return self.named("Edit ${name}", super().label)


ScheduleEditView = layout.wrap_form(ScheduleEditForm)
classImplements(ScheduleEditView, IDexterityEditForm)
