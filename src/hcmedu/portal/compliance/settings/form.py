"""``@@hcmedu-compliance-settings`` of a school root.

Who may view the report sees them; the board head and the administrator change them, and what
everybody can see of it the head alone.
"""

from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.compliance.attesting import may_attest
from hcmedu.portal.compliance.settings.holidays import DayOff
from hcmedu.portal.compliance.settings.holidays import days_off_of
from hcmedu.portal.compliance.settings.reach import unreachable
from hcmedu.portal.compliance.settings.schema import IComplianceSettings
from hcmedu.portal.compliance.settings.store import ComplianceSettings
from hcmedu.portal.compliance.settings.store import FIELDS
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.notify.message import is_configured
from hcmedu.portal.editorial.trace import record
from hcmedu.portal.interfaces import ITitledPage
from plone import api
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.autoform.form import AutoExtensibleForm
from plone.protect import PostOnly
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from z3c.form import form
from z3c.form.interfaces import DISPLAY_MODE
from zExceptions import Unauthorized
from zope.i18n import translate
from zope.interface import implementer


PAGE = "@@hcmedu-compliance-settings"
MANAGE = "hcmedu.portal: Manage school"
#: What the board head alone decides.
OF_HEAD = ("public_status",)


def may_change(root: Any) -> bool:
    """The board head and the administrator; not whoever only reads the report."""
    return may_attest(root) or bool(api.user.has_permission(MANAGE, obj=root))


class SettingsForm(AutoExtensibleForm, form.EditForm):
    schema = IComplianceSettings
    enableCSRFProtection = True
    enable_autofocus = False
    label = _("Self-review: settings")
    description = _(
        "What everybody sees of it, who is reminded of what, and what the school demands of itself."
    )

    def getContent(self) -> ComplianceSettings:
        return ComplianceSettings(self.context)

    def updateFields(self) -> None:
        """Fields that somebody may not change are shown, and nothing that is sent for them read."""
        super().updateFields()
        for name in self.fields:
            if not may_change(self.context) or (name in OF_HEAD and not may_attest(self.context)):
                self.fields[name].mode = DISPLAY_MODE

    def updateActions(self) -> None:
        super().updateActions()
        if "save" in self.actions:
            self.actions["save"].addClass("btn btn-primary")

    @button.buttonAndHandler(
        _("Save"), name="save", condition=lambda form: may_change(form.context)
    )
    def save(self, action: Any) -> None:
        PostOnly(self.request)
        data, errors = self.extractData()
        if errors:
            told = all(getattr(each, "widget", None) is not None for each in errors)
            self.status = "" if told else self.formErrorsMessage  # the page names the fields
            return
        self.check_rights(data)
        changed = [name for names in self.applyChanges(data).values() for name in names]
        if changed:
            record(self.context, "compliance-settings", self.titles(changed))
        api.portal.show_message(_("Settings saved."), self.request)
        self.request.response.redirect(f"{self.context.absolute_url()}/{PAGE}")

    def check_rights(self, data: dict[str, Any]) -> None:
        """Whatever the form showed: asked once more where it is written."""
        if not may_change(self.context):
            raise Unauthorized(PAGE)
        if not may_attest(self.context) and any(name in data for name in OF_HEAD):
            raise Unauthorized(PAGE)

    def titles(self, names: list[str]) -> str:
        language = api.portal.get_default_language()
        told = [translate(FIELDS[name].title, target_language=language) for name in names]
        return "; ".join(told)


def mended_at(widget: Any) -> str:
    """Id on the page of a field with an error; of a table the first such field of its rows."""
    for row in getattr(widget, "widgets", None) or ():
        columns = getattr(row, "widgets", None) or {}
        wrong = next((each.id for each in columns.values() if each.error is not None), None)
        if wrong is not None:
            return wrong
    return f"formfield-{widget.id}"


@implementer(ITitledPage)
class SettingsView(ControlPanelFormWrapper):
    """The form; below it which days off count."""

    heading = _("Self-review: settings")
    form = SettingsForm
    index = ViewPageTemplateFile("settings.pt")

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return super().__call__()

    @cached_property
    def problems(self) -> list[tuple[str, Any, str]]:
        """Title, message and address of each field that is to be mended."""
        errors = getattr(getattr(self.form_instance, "widgets", None), "errors", None) or ()
        return [
            (each.widget.label, each.message, f"#{mended_at(each.widget)}")
            for each in errors
            if getattr(each, "widget", None) is not None
        ]

    @cached_property
    def hindrances(self) -> list[Any]:
        """What keeps reminders from people, while they are switched on."""
        if not ComplianceSettings(self.context).reminders:
            return []
        found = []
        if not is_configured():
            found.append(_("No mail is sent: the site's mail settings name no mail server."))
        names = unreachable(self.context)
        if names:
            mapping = {"names": ", ".join(names)}
            found.append(_("Without an official e-mail address: ${names}", mapping=mapping))
        return found

    @cached_property
    def years(self) -> list[tuple[int, list[DayOff]]]:
        """This year and the next, with their days off."""
        this = now().year
        return [(year, days_off_of(self.context, year)) for year in (this, this + 1)]

    @cached_property
    def days_off_url(self) -> str:
        """Where the school adds days off; empty for who may not."""
        allowed = api.user.has_permission("hcmedu.portal: Configure submissions", obj=self.context)
        return f"{self.context.absolute_url()}/@@hcmedu-cases-settings" if allowed else ""
