"""When rows go: after the last day, with their item, or when nobody decides on an upload.

Taking a table out of the annotation drops the only way to its rows; packing the database, which
``submissions.packing`` does in one of the next nights, removes them from the disk.
"""

from hcmedu.portal import _
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.trace import record
from hcmedu.portal.lookup import store
from hcmedu.portal.lookup import uploads
from hcmedu.portal.lookup.messages import about
from hcmedu.portal.lookup.resulttable import is_over
from hcmedu.portal.lookup.tasks import item_of
from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.school.root import school_root
from hcmedu.portal.worker import periodic
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectRemovedEvent

import logging


logger = logging.getLogger(__name__)


@periodic("hcmedu.portal.remove-results", minutes=30, title=_("Remove results that are over"))
def remove_what_is_over(site: Any) -> None:
    """Of every school of the site."""
    for root in school_roots(site):
        for uid, case in store.cases(root):
            tidy(root, uid, case)


def school_roots(site: Any) -> list[Any]:
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(portal_type="School")
    found = (brain._unrestrictedGetObject() for brain in brains)
    return [root for root in (site, *found) if ISchoolRoot.providedBy(root)]


def tidy(root: Any, uid: str, case: Any) -> None:
    """One item: what of it is over, left or without an owner goes."""
    item = item_of(uid)
    if item is None:
        store.drop_case(root, uid)
        logger.info("Results of an item that is gone were removed: %s", uid)
        return
    upload = case.get(store.UPLOAD)
    if upload is not None and (is_over(item) or uploads.is_left(upload, now())):
        store.drop(case, store.UPLOAD)
        logger.info("An upload that nobody went on with was removed: %s", uid)
    if is_over(item) and case.get(store.TABLE) is not None:
        count = store.drop(case, store.TABLE)["count"]
        record(item, "table-removed")
        logger.info("%d results were removed after their last day: %s", count, uid)


def item_placed(item: Any, event: Any) -> None:
    """``IObjectMovedEvent``: with a deleted item its rows go, into another school they go along."""
    if IObjectAddedEvent.providedBy(event) or event.oldParent is None:
        return
    former = school_root(event.oldParent)
    if former is None:
        return
    if IObjectRemovedEvent.providedBy(event):
        store.drop_case(former, IUUID(item))
    else:
        take_along(former, school_root(item), item)


def take_along(former: Any, root: Any, item: Any) -> None:
    if root is not None and IUUID(root) == IUUID(former):
        return
    case = store.drop_case(former, IUUID(item))
    if case is not None and root is not None:
        store.ensure_case(item).update(case)


def school_copied(root: Any, event: Any) -> None:
    """``IObjectCopiedEvent``: a copy of a school has none of its results."""
    IAnnotations(root).pop(store.KEY, None)


def checked_in(event: Any) -> None:
    """``ICheckinEvent``: the board head approved a working copy; the table that was uploaded to it
    takes the place of the one in force.

    A working copy to which none was uploaded changes nothing of it.
    """
    copy, original = event.object, event.baseline
    table = store.table_of(copy)
    if table is None:
        return
    del store.case_of(copy)[store.TABLE]
    store.put_in_force(original, table)
    record(original, "table", comment=about(table), working_copy=IUUID(copy))
