"""Order by publication, newest first, without sorting all that was found."""

from BTrees.IIBTree import intersection
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from datetime import timedelta
from functools import cached_property
from hcmedu.portal.compliance.facts.indexes import Indexes
from hcmedu.portal.compliance.facts.indexes import Numbers
from hcmedu.portal.listing.brains import FIRST_YEAR


INDEX = "effective"
HIGHEST = 2**31
#: Fewer are sorted at once.
FEW = 40
#: Days back from the moment within which the newest are looked for first.
WINDOWS = (10, 45, 200)


class Newest:
    """``moment``: the latest at which something that is asked for was published."""

    def __init__(self, indexes: Indexes, moment: datetime) -> None:
        self._indexes = indexes
        self._moment = moment
        self._windows: dict[int, Numbers] = {}

    def of(self, found: Numbers, limit: int | None = None) -> list[int]:
        """The newest ``limit`` of these by the minute of publication; within one by address."""
        kept = self._narrowed(found, limit)
        minutes = self._minutes_of(kept)
        order = sorted(minutes, key=minutes.__getitem__, reverse=True)
        if limit is not None and limit < len(order):
            edge = minutes[order[limit - 1]] if limit else HIGHEST
            order = [number for number in order if minutes[number] >= edge]
        shared = Counter(minutes[number] for number in order)
        if len(shared) < len(order):
            order.sort(key=lambda number: self._place(number, minutes[number], shared))
        return order[:limit]

    def _place(self, number: int, minute: int, shared: Mapping[int, int]) -> tuple[int, str]:
        """What to sort by; addresses matter only where a minute is shared."""
        return -minute, self._indexes.address(number) if shared[minute] > 1 else ""

    def _minutes_of(self, numbers: Numbers) -> dict[int, int]:
        """Grow with the time of publication; what was never published is older than all else."""
        known, never = self._minutes.get, self._never
        found = {number: known(number, never) for number in numbers}
        if found and min(found.values()) < never:
            found = {number: max(minute, never) for number, minute in found.items()}
        return found

    @cached_property
    def _minutes(self) -> Mapping[int, int]:
        return self._indexes.keys(INDEX)

    @cached_property
    def _never(self) -> int:
        """The key of the first minute of that year, as indexes of dates count."""
        return ((FIRST_YEAR * 12 + 1) * 31 + 1) * 24 * 60

    def _narrowed(self, found: Numbers, limit: int | None) -> Numbers:
        """Those among which the newest so many are."""
        if limit is None or len(found) <= FEW:
            return found
        windows = (intersection(found, self._since(days)) for days in WINDOWS)
        return next((window for window in windows if len(window) >= limit), found)

    def _since(self, days: int) -> Numbers:
        if days not in self._windows:
            begin = self._moment - timedelta(days)
            newer = {"query": begin, "range": "min"}
            self._windows[days] = self._indexes.find(INDEX, newer)
        return self._windows[days]
