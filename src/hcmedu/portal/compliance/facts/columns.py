"""Which columns of the catalog are facts, and how their values are read."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from DateTime import DateTime
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.content.moments import zone_name
from hcmedu.portal.listing.brains import FIRST_YEAR
from typing import Any
from zoneinfo import ZoneInfo


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Column of plain values that no other column tells, see ``facts.indexers``.
EXTRA = "compliance"
#: Those that hold days.
DAYS = (
    "in_force_from",
    "in_force_until",
    "issue_date",
    "kept_until",
    "replaced_from",
    "week_start",
)
#: Those that hold moments.
MOMENTS = ("closes", "created", "end", "modified", "opens", "start")
COLUMNS = (
    *DAYS,
    *MOMENTS,
    "disclosure_form",
    "disclosure_group",
    "document_form",
    "document_number",
    "email",
    "getRemoteUrl",
    "grade",
    "issuer",
    "online_level",
    "period",
    "position",
    "resource_kind",
    "schedule_kind",
    "school_year",
    "term",
    "unit",
)
KNOWN = frozenset(COLUMNS)


class Values(Mapping[str, object]):
    """What an item's columns hold, read when it is asked for: a report looks at very few.

    ``read(name)``: a column, None where it holds nothing.
    """

    __slots__ = ("_clock", "_read")

    def __init__(self, read: Callable[[str], Any], clock: "Clock") -> None:
        self._read = read
        self._clock = clock

    def __getitem__(self, name: str) -> object:
        value = self.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def get(self, name: str, default: Any = None) -> Any:
        value = self._clock.plain(self._read(name)) if name in KNOWN else self._extra.get(name)
        return default if value is None else value

    def __iter__(self) -> Iterator[str]:
        return (name for name in (*COLUMNS, *self._extra) if self.get(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _name in self)

    @property
    def _extra(self) -> Mapping[str, object]:
        return self._read(EXTRA) or {}


class Clock:
    """Moments of the catalog in the portal's zone, which is asked for once."""

    def __init__(self) -> None:
        self._zone = ZoneInfo(zone_name())

    def moment(self, stored: Any) -> datetime | None:
        """What ``brains.as_moment`` makes of a DateTime; None for Plone's 'no date'."""
        if not isinstance(stored, DateTime):
            return None
        found = (EPOCH + timedelta(microseconds=stored.micros())).astimezone(self._zone)
        return found if found.year >= FIRST_YEAR else None

    def plain(self, value: Any) -> Any:
        """Moments aware in that zone, no 'no date' of Plone's."""
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, DateTime):
            return self.moment(value)
        if isinstance(value, datetime):
            aware = value if value.tzinfo else value.replace(tzinfo=self._zone)
            value = aware.astimezone(self._zone)
        return value if not isinstance(value, date) or value.year >= FIRST_YEAR else None
