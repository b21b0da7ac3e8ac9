"""Ask the worker for pages: when a file is saved, when somebody asks again, for all that are there.

Saving must answer at once: all that happens here is a line in the queue once it has committed.
"""

from hcmedu.portal.viewer.converting import FORGET
from hcmedu.portal.viewer.holders import held_file
from hcmedu.portal.viewer.holders import is_at_home
from hcmedu.portal.viewer.holders import TYPES
from hcmedu.portal.viewer.notes import digest_of
from hcmedu.portal.viewer.notes import forget
from hcmedu.portal.viewer.reading import CONVERT
from hcmedu.portal.viewer.reading import is_done
from hcmedu.portal.viewer.reading import pages_of
from hcmedu.portal.viewer.store import drop_user
from hcmedu.portal.worker import defer
from plone import api
from plone.dexterity.interfaces import IDexterityContent
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.lifecycleevent.interfaces import IObjectModifiedEvent
from zope.lifecycleevent.interfaces import IObjectMovedEvent
from zope.lifecycleevent.interfaces import IObjectRemovedEvent


#: Seconds before pages of a deleted item go: its original may have the same file in a moment.
GRACE = 60


def ask(obj: Any) -> bool:
    """Have the pages of an item made unless they are there; False when there is nothing to do."""
    held = held_file(obj)
    if held is None and not digest_of(obj):
        return False
    if held is not None and (is_done(obj, held) or not (held.is_readable or digest_of(obj))):
        return False
    uid = IUUID(obj)
    defer(CONVERT, key=uid, uid=uid)
    return True


def ask_again(obj: Any) -> bool:
    """The same, whatever came of it before."""
    forget(obj)
    return ask(obj)


def ask_for_all() -> int:
    """For every file of the site that has no pages yet; how many. Running it again is no harm."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(portal_type=list(TYPES))
    return sum(ask(brain._unrestrictedGetObject()) for brain in brains)


def ask_for_incomplete() -> int:
    """For the files that lack what a tool would have made, and for those that failed; how many."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(portal_type=list(TYPES))
    found = [obj for brain in brains if is_incomplete(obj := brain._unrestrictedGetObject())]
    for obj in found:
        digest, uid = digest_of(obj), IUUID(obj)
        drop_user(digest, uid)
        ask_again(obj)
    return len(found)


def is_incomplete(obj: Any) -> bool:
    """No pages, no images of them, or scans that were not read."""
    held = held_file(obj)
    if held is None or not digest_of(obj):
        return False
    pages = pages_of(obj)
    return pages is None or not pages.images or bool(pages.scanned)


def when_saved(obj: IDexterityContent, event: IObjectModifiedEvent) -> None:
    """Subscriber: the file may be another one, or a first one."""
    if getattr(obj, "portal_type", None) in TYPES and is_at_home():
        ask(obj)


def when_placed(obj: IDexterityContent, event: IObjectMovedEvent) -> None:
    """Subscriber: an item is added, pasted, restored; one that is only moved keeps its pages."""
    if not IObjectRemovedEvent.providedBy(event):
        when_saved(obj, event)


def when_removed(obj: IDexterityContent, event: IObjectRemovedEvent) -> None:
    """Subscriber: nobody else may have this file."""
    if getattr(obj, "portal_type", None) not in TYPES:
        return
    digest = digest_of(obj)
    if digest and is_at_home():
        uid = IUUID(obj)
        defer(FORGET, key=f"{uid}-{digest}", after=GRACE, uid=uid, digest=digest)
