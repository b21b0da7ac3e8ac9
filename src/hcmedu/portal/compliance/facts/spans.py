"""Spans of days and moments in the catalog's indexes of dates, whose keys are minutes."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from hcmedu.portal.compliance.facts.columns import DAYS
from hcmedu.portal.compliance.facts.columns import MOMENTS
from hcmedu.portal.compliance.facts.indexes import Indexes
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.listing.brains import FIRST_YEAR
from typing import Any


#: Fact → index of another name.
INDEXES = {"published": "effective"}
HIGHEST = 2**31
FIRST_DAY = date(FIRST_YEAR, 1, 1)


@dataclass(frozen=True)
class Span:
    """Keys of an index between which values lie for sure; ``unsure`` are those of the borders."""

    keys: Mapping[int, int]
    low: int
    high: int
    unsure: frozenset[int]

    @classmethod
    def of(cls, indexes: Indexes, name: str, first: Any, last: Any) -> "Span | None":
        """None where no index can tell."""
        index = INDEXES.get(name, name)
        if not indexes.is_of_dates(index):
            return None
        exact = [each for each in (first, last) if isinstance(each, datetime)]
        if name in DAYS:
            return None if exact else cls._of(indexes, index, first or FIRST_DAY, last)
        if name not in MOMENTS and name not in INDEXES:
            return None
        if not exact:
            last = beginning(last + timedelta(1)) - timedelta(minutes=1) if last else None
        found = cls._of(indexes, index, beginning(first or FIRST_DAY), last)
        borders = {indexes.key_of(index, each) for each in exact}
        return cls(found.keys, found.low, found.high, frozenset(borders))

    @classmethod
    def _of(cls, indexes: Indexes, index: str, first: Any, last: Any) -> "Span":
        low = indexes.key_of(index, first)
        high = HIGHEST if last is None else indexes.key_of(index, last)
        return cls(indexes.keys(index), low, high, frozenset())

    def sort(self, found: Iterable[int]) -> tuple[set[int], set[int]]:
        """Those within, and those that have to be looked at more closely."""
        keys, low, high = self.keys, self.low, self.high
        inside = {each for each in found if low <= keys.get(each, -1) <= high}
        unsure = {each for each in inside if keys[each] in self.unsure} if self.unsure else set()
        return inside - unsure, unsure


def beginning(day: Any) -> datetime:
    """Of a day in the portal's zone; a moment stays."""
    if isinstance(day, datetime):
        return day
    found = in_zone(datetime.combine(day, time()))
    assert found is not None
    return found
