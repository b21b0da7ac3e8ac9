"""Order by publication, newest first, without sorting all that was found."""

from BTrees.IIBTree import intersection
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from datetime import timedelta
from functools import cached_property
from hcmedu.portal.compliance.facts.indexes import Indexes
from hcmedu.portal.compliance.facts.shelf import Numbers
from hcmedu.portal.listing.brains import FIRST_YEAR


INDEX = "effective"
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
        if limit == 0:
            return []
        order = sorted(self._with_minutes(self._narrowed(found, limit)), reverse=True)
        if limit is not None and limit < len(order):
            edge = order[limit - 1][0]
            order = [each for each in order if each[0] >= edge]
        shared = Counter(minute for minute, _number in order)
        if len(shared) < len(order):
            order.sort(key=lambda each: self._place(*each, shared))
        return [number for _minute, number in order[:limit]]

    def _place(self, minute: int, number: int, shared: Mapping[int, int]) -> tuple[int, str]:
        """What to sort by; addresses matter only where a minute is shared."""
        return -minute, self._indexes.address(number) if shared[minute] > 1 else ""

    def _with_minutes(self, numbers: Numbers) -> list[tuple[int, int]]:
        """Minute and record; what was never published is older than all else."""
        known, never = self._minutes.get, self._never
        return [(max(known(number, never), never), number) for number in numbers]

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
            # Of a day, so that the next report asks for the same
            begin = self._moment.replace(hour=0, minute=0) - timedelta(days)
            self._windows[days] = self._indexes.between(INDEX, begin, None)
        return self._windows[days]
