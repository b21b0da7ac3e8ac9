"""Main menu and navigation portlet: sections, never what is in them."""

from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.regulations import catalogue
from plone.app.layout.viewlets.common import GlobalSectionsViewlet
from plone.app.portlets.portlets.navigation import INavigationPortlet
from plone.app.portlets.portlets.navigation import QueryBuilder
from plone.dexterity.interfaces import IDexterityContent
from plone.memoize.view import memoize
from typing import Any
from zope.component import adapter
from zope.component import getMultiAdapter
from zope.globalrequest import getRequest
from zope.i18n import translate


HOME = "index_html"


def outside_sections() -> dict[str, list[str]]:
    """Value of the index ``in_sections``: groups and sections, but no content of a section.

    A section of 500 news items would make every page carry 500 links.
    """
    return {"not": list(catalogue().sections)}


class SectionsMenuViewlet(GlobalSectionsViewlet):
    """Plone's menu, with the content of sections left out.

    Every list opens by a button, so that touch and keyboard reach it as well as the mouse; without
    a script the entries lead to their pages. The server marks the way to the page that is shown.
    """

    _opener_markup_template = (
        '<button type="button" class="hcmedu-opener" aria-expanded="false" aria-label="{label}">'
        "</button>"
    )
    _item_markup_template = (
        '<li class="{id}{has_sub_class}{way_class} nav-item">'
        '<a href="{url}" class="state-{review_state} nav-link"{current}>{title}</a>{opener}{sub}'
        "</li>"
    )

    @property
    @memoize
    def portal_tabs(self) -> list[dict[str, Any]]:
        """Without the home page, to which emblem and breadcrumbs lead: eight entries are enough."""
        tabs = getMultiAdapter((self.context, self.request), name="portal_tabs_view")
        return [tab for tab in tabs.topLevelTabs() if tab.get("id") != HOME]

    def customize_query(self, query: dict[str, Any]) -> None:
        query["in_sections"] = outside_sections()

    def render_item(self, item: dict[str, Any], path: str) -> str:
        here = self.here == item["url"]
        inside = item["url"] != self.navigation_root_url and self.here.startswith(f"{item['url']}/")
        item.update(
            current=' aria-current="page"' if here else "",
            way_class=" current" if here else " inPath" if inside else "",
            label=self.label.replace("${title}", item["title"]),
        )
        return super().render_item(item, path)

    @cached_property
    def label(self) -> str:
        """What a button that opens a list is called; translated once for all of them."""
        return translate(_("Entries of ${title}"), context=self.request)

    @cached_property
    def here(self) -> str:
        return self.context.absolute_url()


@adapter(IDexterityContent, INavigationPortlet)
class SectionsQueryBuilder(QueryBuilder):
    """Plone's query of the navigation portlet, with the content of sections left out.

    An adapter knows no layer, so it asks: without the add-on on this site nothing changes.
    """

    def __init__(self, context: Any, portlet: Any) -> None:
        super().__init__(context, portlet)
        if IHcmeduPortalLayer.providedBy(getRequest()):
            self.query["in_sections"] = outside_sections()
