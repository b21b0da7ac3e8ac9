"""Footer: transaction data of the portal, demanded by A33 (3082 3.14) and A34 (2326)."""

from hcmedu.portal.browser import icons
from hcmedu.portal.browser.profile import phone_link
from hcmedu.portal.browser.profile import SchoolIdentity
from plone.app.layout.viewlets.common import ViewletBase
from plone.app.portlets.browser.interfaces import IManageContextualPortletsView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import getMultiAdapter


MANAGER = "plone.footerportlets"
#: Portlets that Plone puts into every footer, in English; ours stands for them.
STOCK_PORTLETS = {"footer", "actions", "colophon"}


class FooterViewlet(ViewletBase):
    """Data of the nearest school, site actions, and the portlets that a site added itself."""

    index = ViewPageTemplateFile("footer.pt")

    def update(self) -> None:
        super().update()
        self.school = SchoolIdentity(self.context)
        state = getMultiAdapter((self.context, self.request), name="plone_context_state")
        self.actions = state.actions("site_actions")

    def icon(self, name: str) -> str:
        return icons.icon(name)

    def phone(self, field: str) -> dict[str, str] | None:
        """A single number of the profile with its ``tel:`` address."""
        number = self.school.text(field)
        return phone_link(number) if number else None

    def portlets(self) -> list[str]:
        """HTML of the portlets that the site added to its footer; Plone's own three are left out.

        Nothing where people arrange portlets: that page draws the manager itself.
        """
        if IManageContextualPortletsView.providedBy(self.view):
            return []
        renderer = getMultiAdapter((self.context, self.request, self.__parent__), name=MANAGER)
        own = [row for row in renderer.portletsToShow() if row["name"] not in STOCK_PORTLETS]
        for row in own:
            row["renderer"].update()
        return [renderer.safe_render(row["renderer"]) for row in own]
