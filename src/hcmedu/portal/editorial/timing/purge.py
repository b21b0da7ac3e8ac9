"""Caching proxies drop what is not public any more, and its old list pages, at once.

plone.app.caching purges the content types that its settings name. What was taken down is purged
whatever its type, with its attachments and its scales. Without purging configured nothing is done.
"""

from collections.abc import Iterator
from hcmedu.portal.editorial.chains import APPROVAL_WORKFLOWS
from hcmedu.portal.editorial.chains import holds_attachments
from plone import api
from plone.cachepurging.hooks import purge as send
from plone.cachepurging.utils import isCachePurgingEnabled
from plone.dexterity.interfaces import IDexterityContent
from typing import Any
from z3c.caching.interfaces import IPurgePaths
from z3c.caching.purge import Purge
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.event import notify
from zope.globalrequest import getRequest
from zope.interface import implementer
from ZPublisher.pubevents import PubSuccess

import transaction


PROXIES = "plone.cachepurging.interfaces.ICachePurgingSettings.cachingProxies"


def is_purging() -> bool:
    """Whether anybody is told: Plone collects addresses and drops them while no proxy is named."""
    proxies = api.portal.get_registry_record(PROXIES, default=None)
    return bool(proxies) and bool(isCachePurgingEnabled())


def visibility_changed(item: Any, event: Any) -> None:
    """Subscriber after a transition: an item came to the public, or left it."""
    if event.transition is None or event.workflow.id not in APPROVAL_WORKFLOWS:
        return
    if "published" in (event.old_state.getId(), event.new_state.getId()) and is_purging():
        purge_item(item)


def purge_item(item: Any) -> None:
    """Queue the addresses of an item, of its attachments and of what lists it nearest."""
    attachments = item.objectValues() if holds_attachments(item) else ()
    for each in (item, *attachments, item.__parent__):
        notify(Purge(each))


def send_after_commit() -> None:
    """Where there is no publisher to do it: in the worker."""
    request = getRequest()

    def committed(success: bool) -> None:
        if success:
            send(PubSuccess(request))

    transaction.get().addAfterCommitHook(committed)


@implementer(IPurgePaths)
@adapter(IDexterityContent)
class ScalePaths:
    """Scales by their own address: proxies keep them for a year, as they never change."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def getRelativePaths(self) -> Iterator[str]:
        scales = IAnnotations(self.context).get("plone.scale") or {}
        for uid, scale in scales.items():
            ending = (scale.get("mimetype") or "").partition("/")[2].partition("+")[0]
            yield f"/{self.context.virtual_url_path()}/@@images/{uid}.{ending}"

    def getAbsolutePaths(self) -> tuple[str, ...]:
        return ()
