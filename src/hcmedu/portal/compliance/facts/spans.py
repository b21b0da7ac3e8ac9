"""Spans of days and moments in the catalog's indexes of dates, which know minutes."""

from BTrees.IIBTree import IISet
from BTrees.IIBTree import intersection
from BTrees.IIBTree import multiunion
from BTrees.IIBTree import union
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from hcmedu.portal.compliance.facts.columns import DAYS
from hcmedu.portal.compliance.facts.columns import MOMENTS
from hcmedu.portal.compliance.facts.indexes import Indexes
from hcmedu.portal.compliance.facts.shelf import Numbers
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.listing.brains import FIRST_YEAR
from typing import Any


#: Fact → index of another name.
INDEXES = {"published": "effective"}
#: Column without an index → one that knows all who have a value in it.
HOLDERS = {"replaced_from": "replaced_by"}
FIRST_DAY = date(FIRST_YEAR, 1, 1)
NONE: Numbers = IISet()


@dataclass(frozen=True)
class Span:
    """``inside``: all whose value may lie between, None: all but those ``outside``; ``unsure``:
    those that have to be looked at."""

    inside: Numbers | None
    unsure: Numbers
    outside: Numbers = NONE

    @classmethod
    def of(cls, indexes: Indexes, name: str, first: Any, last: Any) -> "Span | None":
        """Of a column, or ``published``, which all that are visible have; None where no index can
        tell."""
        index = INDEXES.get(name, name)
        exact = [each for each in (first, last) if isinstance(each, datetime)]
        if name in DAYS and not exact and indexes.is_of_dates(index):
            return cls(indexes.between(index, first or FIRST_DAY, last), NONE)
        if name not in MOMENTS and name not in INDEXES:
            return None
        if not exact and last is not None:
            last = beginning(last + timedelta(1)) - timedelta(minutes=1)
        if indexes.is_of_occurrences(index):
            found = indexes.between(index, beginning(first or FIRST_DAY), last)
            return cls(found, found)
        if not indexes.is_of_dates(index):
            return None
        borders = multiunion([indexes.between(index, each, each) for each in exact])
        if name in INDEXES and first is None:
            return cls(None, borders, outside(indexes, index, last))
        found = indexes.between(index, beginning(first or FIRST_DAY), last)
        return cls(found, intersection(found, borders))


def outside(indexes: Indexes, index: str, last: Any) -> Numbers:
    """What was never published, and what was later: few, where nearly all is asked for."""
    never = indexes.between(index, None, beginning(FIRST_DAY) - timedelta(minutes=1))
    if last is None:
        return never
    return union(never, indexes.between(index, last + timedelta(minutes=1), None))


def beginning(day: Any) -> datetime:
    """Of a day in the portal's zone; a moment stays."""
    if isinstance(day, datetime):
        return day
    found = in_zone(datetime.combine(day, time()))
    assert found is not None
    return found


def likely(indexes: Indexes, name: str, found: Numbers) -> Numbers:
    """Those that may have a value in a column of which no index tells more."""
    holder = HOLDERS.get(name)
    if holder is None or not indexes.has(holder):
        return found
    keys = indexes.keys(holder)
    return IISet([number for number in found if number in keys])
