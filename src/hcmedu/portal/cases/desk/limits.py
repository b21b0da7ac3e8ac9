"""How much of its time limit a case has left, in words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from hcmedu.portal import _
from hcmedu.portal.cases.model import ENDED
from hcmedu.portal.cases.register import Row
from hcmedu.portal.vietnamese.workdays import working_days_between
from typing import Any


@dataclass(frozen=True)
class Left:
    """``level``: ``late``, ``soon`` or empty; ``text``: a message; None where nothing is said."""

    level: str
    text: Any | None


SOON = 1


def left(row: Row, today: date, holidays: Collection[date]) -> Left:
    """What is said of a case on that day."""
    if row.due is None:
        return Left("", None if row.state in ENDED else _("no time limit"))
    if row.state in ENDED:
        late = row.ended is not None and row.ended.date() > row.due
        return Left("late", _("ended late")) if late else Left("", _("ended in time"))
    days = working_days_between(today, row.due, holidays)
    if row.due < today:
        number = max(1, working_days_between(row.due, today, holidays))
        return Left("late", _("overdue by ${days} working days", mapping={"days": number}))
    if row.due == today:
        return Left("soon", _("due today"))
    text = _("${days} working days left", mapping={"days": days})
    return Left("soon" if days <= SOON else "", text)
