"""Breadcrumbs name what the person may see: of a folder in preparation not even its title.

An item may be public while the folder that holds it is not yet, or not any more.
"""

from plone import api
from Products.CMFPlone.browser.navigation import PhysicalNavigationBreadcrumbs
from typing import Any


class Trail(PhysicalNavigationBreadcrumbs):
    """Plone's own ``breadcrumbs_view``; of the folder that is left out only its place is known."""

    def breadcrumbs(self) -> tuple[dict[str, Any], ...]:
        found = super().breadcrumbs()
        if api.user.has_permission("View", obj=self.context):
            return found
        url = self.context.absolute_url()
        return tuple(each for each in found if not is_of(each["absolute_url"], url))


def is_of(address: str, url: str) -> bool:
    """Whether the address is that of the item, or of a view of it (files have ``/view``)."""
    return address == url or address == f"{url}/view"
