"""How long a school keeps what is personal in opinions; ``@@hcmedu-consultation-settings``.

An annotation of the school root: in a central portal each school has its own.
"""

from hcmedu.portal import _
from hcmedu.portal.content.fields import Bounded
from hcmedu.portal.interfaces import ITitledPage
from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.school.root import school_root
from persistent.mapping import PersistentMapping
from plone import api
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.autoform.form import AutoExtensibleForm
from plone.supermodel import model
from Products.Five.browser import BrowserView
from typing import Any
from z3c.form import button
from z3c.form import form
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.interface import implementer


SETTINGS_KEY = "hcmedu.portal.consultations"
PAGE = "hcmedu-consultation-settings"


class IConsultationSettings(model.Schema):
    """What a school decides about opinions."""

    months_kept = Bounded(
        title=_("Months until personal data of opinions is deleted"),
        description=_(
            "Counted from the end of the consultation. Then opinions that are not shown are "
            "deleted. Those that are shown keep their text, the answer, and the name if its owner "
            "agreed; contact data, attachments and notes are deleted."
        ),
        default=12,
        min=1,
        max=120,
    )


@implementer(IConsultationSettings)
@adapter(ISchoolRoot)
class ConsultationSettings:
    """Reads the default where nothing was set; the first change makes the annotation."""

    def __init__(self, root: Any) -> None:
        self.root = root

    @property
    def months_kept(self) -> int:
        stored = IAnnotations(self.root).get(SETTINGS_KEY) or {}
        return stored.get("months_kept", IConsultationSettings["months_kept"].default)

    @months_kept.setter
    def months_kept(self, value: int) -> None:
        annotations = IAnnotations(self.root)
        if SETTINGS_KEY not in annotations:
            annotations[SETTINGS_KEY] = PersistentMapping()
        annotations[SETTINGS_KEY]["months_kept"] = value


class MonthsKept(BrowserView):
    """For the form of a topic: the setting of the school in which it lies."""

    def __call__(self) -> str:
        root = school_root(self.context)
        default = IConsultationSettings["months_kept"].default
        return str(default if root is None else ConsultationSettings(root).months_kept)


class SettingsForm(AutoExtensibleForm, form.EditForm):
    schema = IConsultationSettings
    enableCSRFProtection = True
    label = _("Consultations: settings")
    description = _("How long the school keeps what people sent in with their opinions.")

    def getContent(self) -> IConsultationSettings:
        return ConsultationSettings(self.context)

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
        api.portal.show_message(_("Settings saved."), self.request)
        self.request.response.redirect(f"{self.context.absolute_url()}/@@{PAGE}")


@implementer(ITitledPage)
class SettingsView(ControlPanelFormWrapper):
    heading = SettingsForm.label
    form = SettingsForm
