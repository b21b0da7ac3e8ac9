"""When content is public: rules about points in time. Pure; every time is handed in, ``now`` too.

Times only have to be comparable (all aware, or all ``DateTime``); None is 'no date'. A border
belongs to what begins at it: published *from* that second on, expired from that second on.
"""

from enum import Enum
from typing import Any


class DateProblem(Enum):
    """Why these dates can't be approved."""

    #: The expiry date does not lie after the publication date.
    ORDER = "order"
    #: The expiry date has passed already.
    PASSED = "passed"


def publishes_at(effective: Any | None, approved: Any) -> Any | None:
    """When an item that was ``approved`` then publishes by itself; None: a person publishes it.

    Only a date that lay ahead when it was approved is an order to publish. Stock forms write the
    date of the submission into an item without a date; that is none.
    """
    return effective if effective is not None and effective > approved else None


def is_due(moment: Any | None, expires: Any | None, now: Any) -> bool:
    """Whether what publishes by itself at that moment has to be public now."""
    return moment is not None and moment <= now and not is_expired(expires, now)


def is_expired(expires: Any | None, now: Any) -> bool:
    return expires is not None and expires <= now


def publication_date(
    effective: Any | None, created: Any, now: Any, *, again: bool, scheduled: bool
) -> Any:
    """The publication date of an item that becomes public ``now``; never one to come.

    It tells from when visitors could see the item (timeliness is assessed). Kept is: the date by
    which it was ``scheduled``, the first one of what is published ``again``, and one from before
    the item was made (an archive that moved in). What a person publishes else is of now.
    """
    if effective is None or effective > now:
        return now
    return effective if scheduled or again or effective < created else now


def date_problem(effective: Any | None, expires: Any | None, now: Any) -> DateProblem | None:
    """What stands against making an item with these dates public."""
    if expires is None:
        return None
    if is_expired(expires, now):
        return DateProblem.PASSED
    return DateProblem.ORDER if is_reversed(effective, expires) else None


def is_reversed(effective: Any | None, expires: Any | None) -> bool:
    """Whether something expires before, or in the moment, it becomes public."""
    return effective is not None and expires is not None and expires <= effective
