"""``@@hcmedu-cases-settings`` of a school root: for the administrator and the leader."""

from hcmedu.portal import _
from hcmedu.portal.cases.settings import CaseSettings
from hcmedu.portal.cases.settings import days_of
from hcmedu.portal.cases.settings import default_answers
from hcmedu.portal.cases.settings import FIELDS
from hcmedu.portal.cases.settings import ICaseSettings
from hcmedu.portal.cases.settings import STANDARD
from hcmedu.portal.cases.settings import text_of
from hcmedu.portal.cases.timelimits import DAYS_OFF
from hcmedu.portal.editorial.settings import same_text
from hcmedu.portal.editorial.trace import record
from hcmedu.portal.interfaces import ITitledPage
from hcmedu.portal.submissions.access import may_handle
from plone import api
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.autoform.form import AutoExtensibleForm
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from z3c.form import form
from zope.i18n import translate
from zope.interface import implementer


@implementer(ICaseSettings)
class FormValues(CaseSettings):
    """Days as lines; a standard answer that is the default is not stored."""

    def __getattr__(self, name: str) -> Any:
        value = super().__getattr__(name)
        return text_of(value) if name == DAYS_OFF else value

    def __setattr__(self, name: str, value: Any) -> None:
        if name == DAYS_OFF:
            value = days_of(value)
        elif name in STANDARD:
            value = None if same_text(value, default_answers(name)) else value or ""
        super().__setattr__(name, value)


class SettingsForm(AutoExtensibleForm, form.EditForm):
    schema = ICaseSettings
    enableCSRFProtection = True
    label = _("Applications and feedback: settings")
    description = _(
        "How long cases are kept, on which days the office does not work, and which answers stand "
        "ready."
    )

    def getContent(self) -> FormValues:
        return FormValues(self.context)

    def updateWidgets(self, *args: Any, **kwargs: Any) -> None:
        super().updateWidgets(*args, **kwargs)
        for name in (DAYS_OFF, *STANDARD):
            self.widgets[name].rows = 6

    def updateActions(self) -> None:
        super().updateActions()
        self.actions["save"].addClass("btn btn-primary")

    @button.buttonAndHandler(_("Save"), name="save")
    def save(self, action: Any) -> None:
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        for name, value in data.items():
            if isinstance(value, str):
                data[name] = value.replace("\r\n", "\n")
        changed = [name for names in self.applyChanges(data).values() for name in names]
        if changed:
            record(self.context, "case-settings", self.titles(changed))
        api.portal.show_message(_("Settings saved."), self.request)
        self.request.response.redirect(f"{self.context.absolute_url()}/@@hcmedu-cases-settings")

    def titles(self, names: list[str]) -> str:
        language = api.portal.get_default_language()
        told = [translate(FIELDS[name].title, target_language=language) for name in names]
        return "; ".join(told)


@implementer(ITitledPage)
class SettingsView(ControlPanelFormWrapper):
    """In the frame of the control panel, as the settings beside it."""

    heading = _("Applications and feedback: settings")
    form = SettingsForm
    index = ViewPageTemplateFile("settings.pt")

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return super().__call__()

    @property
    def handles(self) -> bool:
        """Whether the list of cases is a page that this person may open."""
        return may_handle(self.context)
