"""Control panel 'Giao diện' of a school root, and the colours in the head of each page."""

from hcmedu.portal import _
from hcmedu.portal.school import school_root
from hcmedu.portal.theme import colours
from hcmedu.portal.theme.appearance import DEFAULT
from hcmedu.portal.theme.appearance import IAppearance
from hcmedu.portal.theme.appearance import palette_of
from hcmedu.portal.theme.appearance import PALETTES
from hcmedu.portal.theme.pictures import store_scales
from hcmedu.portal.theme.pictures import WIDTHS
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.autoform.form import AutoExtensibleForm
from typing import Any
from z3c.form import button
from z3c.form import form


COLOUR_FIELDS = ("primary_colour", "accent_colour")


class AppearanceForm(AutoExtensibleForm, form.EditForm):
    """Colours, emblem, banner. A wrong value says so at its field, and nothing is changed."""

    schema = IAppearance
    enableCSRFProtection = True
    label = _("Appearance")
    description = _("Colours, emblem and banner of this school's portal.")

    def getContent(self) -> Any:
        return IAppearance(self.context)

    def updateActions(self) -> None:
        super().updateActions()
        self.actions["save"].addClass("btn btn-primary")

    @button.buttonAndHandler(_("Save"), name="save")
    def save(self, action: Any) -> None:
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        self.apply(data)
        api.portal.show_message(_("Appearance saved."), self.request)
        self.request.response.redirect(f"{self.context.absolute_url()}/@@school-appearance")

    def apply(self, data: dict[str, Any]) -> None:
        """Store what was entered; pictures in the sizes that pages show."""
        data.update((name, colours.tidy(data[name])) for name in COLOUR_FIELDS if data.get(name))
        changed = {name for names in self.applyChanges(data).values() for name in names}
        for name in changed & set(WIDTHS):
            store_scales(self.context, name, data[name])


class AppearanceView(ControlPanelFormWrapper):
    form = AppearanceForm


class ColoursViewlet(ViewletBase):
    """The school's colours as CSS variables; nothing where they are those of the style sheet."""

    def render(self) -> str:
        root = school_root(self.context)
        palette = palette_of(root) if root is not None else PALETTES[DEFAULT]
        theme = f'<meta name="theme-color" content="{palette.primary}" />'
        if palette == PALETTES[DEFAULT]:
            return theme
        rules = ";".join(f"{name}:{value}" for name, value in palette.variables().items())
        # 'html' makes it weigh more than ':root' in the style sheet, whatever comes first
        return f"{theme}<style>html:root{{{rules}}}</style>"
