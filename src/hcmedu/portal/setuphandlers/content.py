"""Walk over the content of a site and put items into states, leaving their dates alone."""

from AccessControl import getSecurityManager
from Acquisition import aq_base
from collections.abc import Iterator
from DateTime import DateTime
from hcmedu.portal.editorial.desk.indexers import DESK_INDEXES
from plone import api
from Products.CMFCore.interfaces import IContentish
from typing import Any

import logging
import transaction


#: Items between two savepoints: large sites must fit into memory.
SAVEPOINT_EVERY = 500
logger = logging.getLogger(__name__)


def walk(container: Any) -> Iterator[Any]:
    """All content below, parents before children; memory is given back on the way."""
    for number, item in enumerate(_walk(container), 1):
        yield item
        if number % SAVEPOINT_EVERY == 0:
            transaction.savepoint(optimistic=True)
            logger.info("%d items so far", number)


def _walk(container: Any) -> Iterator[Any]:
    if not hasattr(aq_base(container), "objectValues"):
        return
    for item in container.objectValues():
        if IContentish.providedBy(item):
            yield item
            yield from _walk(item)


def last_status(item: Any, workflow_id: str) -> dict[str, Any] | None:
    """Last entry of the item's history in a workflow, which need not exist any more."""
    history = getattr(aq_base(item), "workflow_history", None) or {}
    entries = history.get(workflow_id) or ()
    return dict(entries[-1]) if entries else None


def set_state(item: Any, workflow: Any, state: str, comment: str, **extra: Any) -> None:
    """Put an item into a state without a transition; the history says by whom and why."""
    status = {
        "action": None,
        "actor": getSecurityManager().getUser().getId(),
        "comments": comment,
        "review_state": state,
        "time": DateTime(),
        **extra,
    }
    api.portal.get_tool("portal_workflow").setStatusOf(workflow.id, item, status)


def reindex(item: Any) -> None:
    """Catalog state and visibility; neither the modification date nor any other index changes."""
    item.reindexObject(idxs=["review_state", "allowedRolesAndUsers", *DESK_INDEXES])
