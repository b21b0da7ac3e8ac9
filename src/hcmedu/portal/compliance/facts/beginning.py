"""Since when visitors could really see an item; its publication date is what people wrote."""

from Acquisition import aq_base
from collections.abc import Mapping
from DateTime import DateTime
from datetime import datetime
from datetime import timedelta
from hcmedu.portal.listing.brains import as_moment
from hcmedu.portal.listing.brains import FIRST_YEAR
from typing import Any


PUBLISHED = "published"
#: Dates without seconds, and the clock that publishes by the minute, are no dates set back.
TOLERANCE = timedelta(minutes=1)


def first_seen(obj: Any) -> int | None:
    """Seconds since 1970 of its first publication, where that is later than its date; else None.

    The history is the portal's own and nobody writes into it. What was public before the add-on
    came was taken over without a transition: only its date is known.
    """
    entries = published_entries(obj)
    if not all(entry.get("action") for entry in entries):
        return None
    first = earliest([entry.get("time") for entry in entries])
    if first is None:
        return None
    stated = stated_date(obj)
    is_later = stated is None or first - stated > TOLERANCE
    return int(first.timestamp()) if is_later else None


def earliest(times: list[Any]) -> datetime | None:
    """Of an item that came and went, one date has to be brought into the portal's time zone: the
    history keeps Zope's dates, which compare as they are."""
    kept = [each for each in times if isinstance(each, DateTime)]
    others = [each for each in times if not isinstance(each, DateTime)]
    moments = map(as_moment, [*others, min(kept, key=float)] if kept else others)
    return min((each for each in moments if each is not None), default=None)


def published_entries(obj: Any) -> list[Mapping[str, Any]]:
    """Of all workflows that it ever had."""
    history = getattr(aq_base(obj), "workflow_history", None) or {}
    entries = [entry for several in history.values() for entry in several]
    return [entry for entry in entries if entry.get("review_state") == PUBLISHED]


def stated_date(obj: Any) -> datetime | None:
    """The publication date; None for none and for Plone's 'no date'."""
    found = as_moment(getattr(aq_base(obj), "effective_date", None))
    return found if found is not None and found.year >= FIRST_YEAR else None
