"""Settings of the editorial board of one school root, and the page on which they are set.

They are stored as an annotation of the school root: in a central portal each school has its own.
"""

from collections.abc import Mapping
from hcmedu.portal import _
from hcmedu.portal.editorial.mailtexts import default_text
from hcmedu.portal.editorial.mailtexts import IMailTexts
from hcmedu.portal.school.interfaces import ISchoolRoot
from persistent.mapping import PersistentMapping
from plone import api
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.autoform.form import AutoExtensibleForm
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from z3c.form import form
from zope import schema
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.event import notify
from zope.interface import implementer
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent
from zope.schema import getFieldsInOrder
from zope.viewlet.interfaces import IViewletManager


SETTINGS_KEY = "hcmedu.portal.editorial"


class IEditorialSettings(IMailTexts):
    """What a school decides about its Ban Biên tập (4210/GDĐT-TTTT III.5)."""

    self_approval = schema.Bool(
        title=_("The board head may approve what he wrote himself"),
        description=_(
            "Only for a school too small to have a second pair of eyes. Each such approval is "
            "marked in the log."
        ),
        default=False,
        required=False,
    )
    close_expired_files = schema.Bool(
        title=_("Close the files of expired content"),
        description=_(
            "After its expiry date an item leaves every list. With this setting its files can't "
            "be downloaded by visitors any more either."
        ),
        default=True,
        required=False,
    )
    overdue_days = schema.Int(
        title=_("Days until a review is overdue"),
        description=_("What waits longer is marked in the desk and told in the weekly reminder."),
        default=3,
        min=1,
        max=60,
    )
    notify = schema.Bool(
        title=_("Send notices by e-mail"),
        description=_(
            "To the board head on submissions (at most one mail in 15 minutes), to the authors on "
            "return, approval, publication and withdrawal, and each Monday a reminder of what "
            "waits too long. The site's mail settings must name a mail server."
        ),
        default=False,
        required=False,
    )


class ISettingsChanged(IObjectEvent):
    """Settings of a school root were changed; ``names`` are those of the changed fields."""


@implementer(ISettingsChanged)
class SettingsChanged(ObjectEvent):
    """``object``: the school root; ``values``: new value by name of field."""

    def __init__(self, root: Any, values: Mapping[str, Any]) -> None:
        super().__init__(root)
        self.values = values


@implementer(IEditorialSettings)
@adapter(ISchoolRoot)
class EditorialSettings:
    """Reads defaults where nothing was set; the first change makes the annotation."""

    def __init__(self, root: Any) -> None:
        self.__dict__["root"] = root

    def __getattr__(self, name: str) -> Any:
        fields = dict(getFieldsInOrder(IEditorialSettings))
        if name not in fields:
            raise AttributeError(name)
        stored = IAnnotations(self.root).get(SETTINGS_KEY) or {}
        return stored.get(name, fields[name].default)

    def __setattr__(self, name: str, value: Any) -> None:
        annotations = IAnnotations(self.root)
        if SETTINGS_KEY not in annotations:
            annotations[SETTINGS_KEY] = PersistentMapping()
        annotations[SETTINGS_KEY][name] = value


def settings(root: Any) -> IEditorialSettings:
    """The settings of a school root; the defaults where there is none (``None``)."""
    return EditorialSettings(root) if root is not None else _DEFAULTS


class _Defaults:
    """Settings outside of any school: the defaults of the schema."""

    def __getattr__(self, name: str) -> Any:
        return dict(getFieldsInOrder(IEditorialSettings))[name].default


_DEFAULTS = _Defaults()


def forget_settings(root: Any) -> None:
    IAnnotations(root).pop(SETTINGS_KEY, None)


class FormValues(EditorialSettings):
    """The form shows the text that is sent, and stores only what differs from the default."""

    def __getattr__(self, name: str) -> Any:
        value = super().__getattr__(name)
        return value if value or name not in IMailTexts else default_text(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in IMailTexts and same_text(value, default_text(name)):
            value = None
        super().__setattr__(name, value)


def same_text(value: str | None, other: str) -> bool:
    """Browsers send other line ends, and forms strip the text."""
    return (value or "").split() == other.split()


class SettingsForm(AutoExtensibleForm, form.EditForm):
    """``@@hcmedu-editorial-settings`` of a school root."""

    schema = IEditorialSettings
    default_fieldset_label = _("Rules")
    label = _("Editorial board: settings")
    description = _("How review, publication and notices work in this school.")

    def getContent(self) -> IEditorialSettings:
        return FormValues(self.context)

    def updateActions(self) -> None:
        super().updateActions()
        self.actions["save"].addClass("btn btn-primary")

    def applyChanges(self, data: dict[str, Any]) -> dict[Any, list[str]]:
        """A text that only has the line ends of a browser is no change."""
        for name, value in data.items():
            if isinstance(value, str):
                data[name] = value.replace("\r\n", "\n")
        return super().applyChanges(data)

    @button.buttonAndHandler(_("Save"), name="save")
    def save(self, action: Any) -> None:
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        changes = self.applyChanges(data)
        names = [name for changed in changes.values() for name in changed]
        if names:
            notify(SettingsChanged(self.context, {name: data[name] for name in names}))
        api.portal.show_message(_("Settings saved."), self.request)
        self.request.response.redirect(f"{self.context.absolute_url()}/@@hcmedu-editorial-settings")


class SettingsView(ControlPanelFormWrapper):
    """The form; above it stands what the settings bring about at present (``ISettingsStatus``)."""

    form = SettingsForm
    index = ViewPageTemplateFile("settings.pt")


class ISettingsStatus(IViewletManager):
    """Where other parts of the room tell what is missing for a setting to work."""
