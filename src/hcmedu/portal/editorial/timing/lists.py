"""Public lists are the same for all: what expired is in none of them, whoever looks.

Plone shows it in lists to administrators, and through REST to every visitor who asks for it.
"""

from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone import api
from plone.app.querystring.interfaces import IQueryModifier
from plone.restapi.interfaces import IZCatalogCompatibleQuery
from plone.restapi.search.query import ZCatalogCompatibleQueryAdapter
from typing import Any
from zope.component import adapter
from zope.globalrequest import getRequest
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import provider


SEE_INACTIVE = "Access inactive portal content"
_NO_INACTIVE = {
    "i": "show_inactive",
    "o": "plone.app.querystring.operation.string.showInactive",
    "v": [],
}


@provider(IQueryModifier)
def active_only(query: list[dict[str, Any]] | None) -> list[dict[str, Any]] | None:
    """Collections and ``@querystring-search`` leave it out, unless their maker asked for it."""
    if not query or not IHcmeduPortalLayer.providedBy(getRequest()):
        return query
    if any(row.get("i") == "show_inactive" for row in query):
        return query
    return [*query, _NO_INACTIVE]


@implementer(IZCatalogCompatibleQuery)
@adapter(Interface, IHcmeduPortalLayer)
class ActiveQuery(ZCatalogCompatibleQueryAdapter):
    """``@search``: ``show_inactive`` is for those who may see it; the catalog asks nobody."""

    def __call__(self, query: dict[str, Any]) -> dict[str, Any]:
        if not api.user.has_permission(SEE_INACTIVE, obj=self.context):
            query.pop("show_inactive", None)
        return super().__call__(query)
