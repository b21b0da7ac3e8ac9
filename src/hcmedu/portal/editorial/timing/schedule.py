"""What was approved with a date to come, and publishes by itself then."""

from Acquisition import aq_base
from DateTime import DateTime
from datetime import datetime
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.editorial.chains import approval_workflow
from hcmedu.portal.editorial.timing import rules
from plone import api
from plone.dexterity.interfaces import IDexterityContent
from plone.indexer import indexer
from typing import Any


#: Name of the catalog's index and column.
INDEX = "publishes_at"


def dates_of(item: Any) -> tuple[DateTime | None, DateTime | None]:
    """Publication and expiry date as people set them; None where there is none."""
    names = ("effective_date", "expiration_date")
    values = (getattr(aq_base(item), name, None) for name in names)
    return tuple(value and DateTime(value) for value in values)


def approval(item: Any) -> dict[str, Any] | None:
    """Status of the approval (``actor``, ``time``) of an item that is approved now; else None."""
    # Asked whenever anything is cataloged: to find out which workflow counts takes far longer.
    histories = (getattr(aq_base(item), "workflow_history", None) or {}).values()
    if not any(history and history[-1].get("review_state") == "approved" for history in histories):
        return None
    workflow = approval_workflow(item)
    status = workflow and api.portal.get_tool("portal_workflow").getStatusOf(workflow.id, item)
    return status if status and status["review_state"] == "approved" else None


def publication_time(item: Any) -> DateTime | None:
    """When the item publishes by itself, or should have done so by now."""
    status = approval(item)
    return rules.publishes_at(dates_of(item)[0], status["time"]) if status else None


def scheduled(item: Any, now: DateTime | None = None) -> datetime | None:
    """When this approved item publishes by itself (aware, in the site's zone); None: it doesn't.

    A moment that has passed means that it is public as soon as the worker comes to it.
    """
    moment = publication_time(item)
    if moment is None or rules.is_expired(dates_of(item)[1], now or DateTime()):
        return None
    return in_zone(moment.asdatetime())


def is_due(item: Any, now: DateTime) -> bool:
    return rules.is_due(publication_time(item), dates_of(item)[1], now)


@indexer(IDexterityContent)
def publishes_at(item: Any) -> DateTime:
    """Only what waits for its time is in the index: the worker's query wakes nothing else."""
    moment = publication_time(item)
    if moment is None:
        raise AttributeError(INDEX)
    return moment


def index_schedule(item: Any, event: Any) -> None:
    """Subscriber after a transition: an approval may be an order to publish, and ends as such."""
    if event.transition is None:
        return
    if "approved" in (event.old_state.getId(), event.new_state.getId()):
        item.reindexObject(idxs=[INDEX])
