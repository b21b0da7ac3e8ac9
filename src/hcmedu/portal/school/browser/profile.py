"""Control panel 'Thông tin nhà trường' of a school root."""

from hcmedu.portal import _
from hcmedu.portal.school.builder import plan
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.vietnamese import email_kind
from plone import api
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.autoform.form import AutoExtensibleForm
from typing import Any
from z3c.form import button
from z3c.form import form


class SchoolProfileForm(AutoExtensibleForm, form.EditForm):
    """Edit the school profile; warns where something is allowed but not what the rules prefer."""

    schema = ISchoolProfile
    label = _("School information")
    description = _(
        "What visitors, the press and the authority above learn about the school, "
        "and what decides which sections the portal must have."
    )

    def getContent(self) -> Any:
        return ISchoolProfile(self.context)

    def updateActions(self) -> None:
        super().updateActions()
        self.actions["save"].addClass("btn btn-primary")

    @button.buttonAndHandler(_("Save"), name="save")
    def save(self, action: Any) -> None:
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        self.applyChanges(data)
        api.portal.show_message(_("School information saved."), self.request)
        self.warn(data)
        self.request.response.redirect(f"{self.context.absolute_url()}/@@school-profile")

    def warn(self, data: dict[str, Any]) -> None:
        """Say what is still to do after the save: address outside edu.vn, sections to build."""
        email = data.get("official_email")
        if email and email_kind(email) != "official":
            message = _("The official e-mail should lie under edu.vn (4210/GDĐT-TTTT, part IV.3).")
            api.portal.show_message(message, self.request, "warning")
        if any(entry.status != "exists" for entry in plan(self.context)):
            message = _("The section tree does not match this profile: see 'Section tree'.")
            api.portal.show_message(message, self.request, "warning")


class SchoolProfileView(ControlPanelFormWrapper):
    form = SchoolProfileForm
