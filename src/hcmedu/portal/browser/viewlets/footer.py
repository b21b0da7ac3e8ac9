"""Footer: transaction data of the portal, demanded by A33 (3082 3.14) and A34 (2326)."""

from hcmedu.portal.browser import icons
from hcmedu.portal.browser.profile import phone_link
from hcmedu.portal.browser.profile import SchoolIdentity
from hcmedu.portal.cases.forms.lookup import PAGE as LOOK_UP
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from plone.app.layout.viewlets.common import ViewletBase
from plone.app.portlets.browser.interfaces import IManageContextualPortletsView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import getMultiAdapter


LINKS = "A35"
MOST_LINKS = 5
MANAGER = "plone.footerportlets"
#: Portlets that Plone puts into every footer, in English; ours stands for them.
STOCK_PORTLETS = {"footer", "actions", "colophon"}


class FooterViewlet(ViewletBase):
    """Data of the nearest school, links to the authorities, site actions, portlets of the site."""

    index = ViewPageTemplateFile("footer.pt")

    def update(self) -> None:
        super().update()
        self.school = SchoolIdentity(self.context)
        state = getMultiAdapter((self.context, self.request), name="plone_context_state")
        self.actions = state.actions("site_actions")

    def links(self) -> list[dict[str, str]]:
        """Sở, the authority above and others of section A35, in the school's order (Q8 2.1)."""
        root = self.school.root
        sections = {} if root is None else queries.sections_of_school(root, self.request)
        section = sections.get(LINKS)
        if section is None:
            return []
        found = queries.search(
            path={"query": section.getPath(), "depth": 1},
            portal_type="Link",
            sort_on="getObjPositionInParent",
            sort_limit=MOST_LINKS,
        )
        return [{"title": brain.Title, "url": brains.target(brain)} for brain in found]

    @property
    def look_up_url(self) -> str:
        """Where a sender learns how his case stands (3082/GDĐT-TTTT 4.2); empty outside schools."""
        root = self.school.root
        return "" if root is None else f"{root.absolute_url()}/{LOOK_UP}"

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
