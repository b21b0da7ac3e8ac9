"""Which snapshots of the clock are kept for ever. Pure."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import datetime


#: So long each week is kept; of what is older, the first of each month.
WEEKLY_YEARS = 3


def superfluous(weekly: Iterable[tuple[str, datetime]], now: datetime) -> AbstractSet[str]:
    """Ids of the snapshots of the clock that go; pairs of id and time, in any order."""
    limit = years_before(now, WEEKLY_YEARS)
    kept: set[tuple[int, int]] = set()
    gone = set()
    for key, at in sorted(weekly, key=lambda pair: pair[1]):
        month = (at.year, at.month)
        if at < limit and month in kept:
            gone.add(key)
        kept.add(month)
    return gone


def years_before(moment: datetime, years: int) -> datetime:
    """The same day so many years ago; of 29 February the day before."""
    day = 28 if (moment.month, moment.day) == (2, 29) else moment.day
    return moment.replace(year=moment.year - years, day=day)
