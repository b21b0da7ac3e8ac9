"""Expiry is told by the clock, not by a change: so the worker tells it to what is cached."""

from DateTime import DateTime
from hcmedu.portal import _
from hcmedu.portal.editorial.timing.purge import is_purging
from hcmedu.portal.editorial.timing.purge import purge_item
from hcmedu.portal.editorial.timing.purge import send_after_commit
from hcmedu.portal.editorial.timing.schedule import INDEX
from hcmedu.portal.worker import periodic
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations


#: Until when expiry was told, on the site; written only when there was something to tell.
TOLD_KEY = "hcmedu.portal.expiry_told"
#: Lists know minutes: what expires in one has left all of them when the next one begins.
MINUTE = 1 / 24 / 60


@periodic("hcmedu.timing.tell_expiry", minutes=1, title=_("Take what expired out of caches"))
def tell_expiry(site: Any, now: DateTime | None = None) -> None:
    """Count expiry as a change of the catalog, and purge the addresses of what expired.

    Site map, feeds and pages are cached by the number of changes of the catalog.
    """
    until = (now or DateTime()) - MINUTE
    found = expired_between(IAnnotations(site).get(TOLD_KEY) or until - 1, until)
    if not found:
        return
    found[0]._unrestrictedGetObject().reindexObject(idxs=["expires"])
    if is_purging():
        for brain in found:
            purge_item(brain._unrestrictedGetObject())
        send_after_commit()
    IAnnotations(site)[TOLD_KEY] = until


def expired_between(since: DateTime, until: DateTime) -> list[Any]:
    """Brains of public items that expired after the minute ``since``, up to that of ``until``."""
    catalog = api.portal.get_tool("portal_catalog")
    if INDEX not in catalog.indexes():
        return []
    first = since + MINUTE
    if first > until:
        return []  # the index would take the dates the other way round
    times = {"query": (first, until), "range": "min:max"}
    return list(catalog.unrestrictedSearchResults(review_state="published", expires=times))


def forget_told(site: Any) -> None:
    IAnnotations(site).pop(TOLD_KEY, None)
