"""Spans of days and moments in the catalog's indexes of dates, whose keys are minutes."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from dataclasses import replace
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
#: Column without an index → one that knows all who have a value in it.
HOLDERS = {"replaced_from": "replaced_by"}
HIGHEST = 2**31
FIRST_DAY = date(FIRST_YEAR, 1, 1)


@dataclass(frozen=True)
class Span:
    """Keys of an index between which values lie for sure; ``unsure`` are those of the borders.

    ``several``: a record has more than one key, of which the column holds one.
    """

    keys: Mapping[int, Any]
    low: int
    high: int
    unsure: frozenset[int] = frozenset()
    several: bool = False

    @classmethod
    def of(cls, indexes: Indexes, name: str, first: Any, last: Any) -> "Span | None":
        """None where no index can tell."""
        index = INDEXES.get(name, name)
        several = indexes.is_of_occurrences(index)
        if not several and not indexes.is_of_dates(index):
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
        return replace(found, unsure=frozenset(borders), several=several)

    @classmethod
    def _of(cls, indexes: Indexes, index: str, first: Any, last: Any) -> "Span":
        low = indexes.key_of(index, first)
        high = HIGHEST if last is None else indexes.key_of(index, last)
        return cls(indexes.keys(index), low, high)

    def sort(self, found: Iterable[int]) -> tuple[set[int], set[int]]:
        """Those within, and those that have to be looked at more closely."""
        keys, low, high = self.keys, self.low, self.high
        if self.several:
            return set(), {n for n in found if any(low <= key <= high for key in keys.get(n, ()))}
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


def likely(indexes: Indexes, name: str, found: AbstractSet[int]) -> AbstractSet[int]:
    """Those that may have a value in a column of which no index tells more."""
    holder = HOLDERS.get(name)
    if holder is None or not indexes.has(holder):
        return found
    keys = indexes.keys(holder)
    return {number for number in found if number in keys}
