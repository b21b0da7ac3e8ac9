"""Addresses by UID lead nobody to what he may not view: its path tells of its title.

What was public once is gone by this address, too (410); anything else is not there.
"""

from hcmedu.portal.editorial.timing.notices import Gone
from hcmedu.portal.editorial.timing.public import is_gone
from plone import api
from plone.app.uuid.browser import RedirectToUUIDView
from plone.outputfilters.browser.resolveuid import ResolveUIDView
from typing import Any
from zExceptions import NotFound


class Guarded:
    def __call__(self) -> Any:
        item = find(self.uuid)
        if item is not None and api.user.has_permission("View", obj=item):
            return super().__call__()
        if item is None or not is_gone(item):
            raise NotFound("The link you followed is broken")
        return Gone(item, self.request)()


class ResolveUID(Guarded, ResolveUIDView):
    """``resolveuid/<uid>``."""


class RedirectToUID(Guarded, RedirectToUUIDView):
    """``redirect-to-uuid/<uid>``."""


def find(uid: str | None) -> Any | None:
    """The content with that UID, whoever may see it."""
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(UID=uid) if uid else ()
    return found[0]._unrestrictedGetObject() if found else None
