"""Main menu and navigation portlet: sections, never what is in them."""

from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.regulations import catalogue
from plone.app.layout.viewlets.common import GlobalSectionsViewlet
from plone.app.portlets.portlets.navigation import INavigationPortlet
from plone.app.portlets.portlets.navigation import QueryBuilder
from plone.dexterity.interfaces import IDexterityContent
from typing import Any
from zope.component import adapter
from zope.globalrequest import getRequest


def outside_sections() -> dict[str, list[str]]:
    """Value of the index ``in_sections``: groups and sections, but no content of a section.

    A section of 500 news items would make every page carry 500 links.
    """
    return {"not": list(catalogue().sections)}


class SectionsMenuViewlet(GlobalSectionsViewlet):
    """Plone's menu, with the content of sections left out."""

    def customize_query(self, query: dict[str, Any]) -> None:
        query["in_sections"] = outside_sections()


@adapter(IDexterityContent, INavigationPortlet)
class SectionsQueryBuilder(QueryBuilder):
    """Plone's query of the navigation portlet, with the content of sections left out.

    An adapter knows no layer, so it asks: without the add-on on this site nothing changes.
    """

    def __init__(self, context: Any, portlet: Any) -> None:
        super().__init__(context, portlet)
        if IHcmeduPortalLayer.providedBy(getRequest()):
            self.query["in_sections"] = outside_sections()
