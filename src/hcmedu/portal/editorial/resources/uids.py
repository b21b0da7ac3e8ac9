"""Addresses by UID lead nobody to what he may not view: its path tells of its title."""

from plone import api
from plone.app.uuid.browser import RedirectToUUIDView
from plone.outputfilters.browser.resolveuid import ResolveUIDView
from typing import Any
from zExceptions import NotFound


class Guarded:
    def __call__(self) -> Any:
        if not is_viewable(self.uuid):
            raise NotFound("The link you followed is broken")
        return super().__call__()


class ResolveUID(Guarded, ResolveUIDView):
    """``resolveuid/<uid>``."""


class RedirectToUID(Guarded, RedirectToUUIDView):
    """``redirect-to-uuid/<uid>``."""


def is_viewable(uid: str | None) -> bool:
    """Unrestricted content with that UID that the user may view."""
    if not uid:
        return False
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(UID=uid)
    return bool(found) and bool(
        api.user.has_permission("View", obj=found[0]._unrestrictedGetObject())
    )
