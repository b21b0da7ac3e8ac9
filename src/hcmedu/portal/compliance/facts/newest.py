"""Order by publication, newest first, without sorting all that was found."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from functools import cached_property
from hcmedu.portal.compliance.facts.indexes import Indexes
from hcmedu.portal.listing.brains import FIRST_YEAR
from heapq import nlargest
from urllib.parse import quote


INDEX = "effective"
#: Fewer are sorted at once.
FEW = 100
#: Days back from the moment within which the newest are looked for first.
WINDOWS = (7, 30, 90, 365, 1095)


class Newest:
    """``visible``: record numbers of all that may be asked for."""

    def __init__(self, indexes: Indexes, visible: AbstractSet[int], moment: datetime) -> None:
        self._indexes = indexes
        self._visible = visible
        self._moment = moment
        self._windows: dict[int, AbstractSet[int]] = {}

    def of(self, found: AbstractSet[int], limit: int | None = None) -> list[int]:
        """The newest ``limit`` of these by the minute of publication; within one by address."""
        kept = self._narrowed(found, limit)
        if limit and len(kept) > limit:
            edge = nlargest(limit, map(self._minute, kept))[-1]
            kept = {number for number in kept if self._minute(number) >= edge}
        return sorted(kept, key=self._key)[:limit]

    def _minute(self, number: int) -> int:
        """Grows with the time of publication; what was never published is older than all else."""
        return max(self._minutes.get(number, 0), self._never)

    def _key(self, number: int) -> tuple[int, str]:
        return -self._minute(number), quote(self._indexes.path(number))

    @cached_property
    def _minutes(self) -> Mapping[int, int]:
        return self._indexes.keys(INDEX)

    @cached_property
    def _never(self) -> int:
        return self._indexes.key_of(INDEX, datetime(FIRST_YEAR, 1, 1, tzinfo=UTC))

    def _narrowed(self, found: AbstractSet[int], limit: int | None) -> AbstractSet[int]:
        """Those among which the newest so many are."""
        if limit is None or len(found) <= FEW:
            return found
        windows = (found & self._since(days) for days in WINDOWS)
        return next((window for window in windows if len(window) >= limit), found)

    def _since(self, days: int) -> AbstractSet[int]:
        if days not in self._windows:
            begin = self._moment - timedelta(days)
            newer = self._indexes.find(INDEX, {"query": begin, "range": "min"})
            self._windows[days] = self._visible.intersection(newer)
        return self._windows[days]
