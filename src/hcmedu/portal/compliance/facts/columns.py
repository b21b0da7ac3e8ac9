"""Which columns of the catalog are facts, and how their values are read."""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from DateTime import DateTime
from datetime import date
from datetime import datetime
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.listing.brains import as_moment
from hcmedu.portal.listing.brains import FIRST_YEAR
from typing import Any


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

    def __init__(self, read: Callable[[str], Any]) -> None:
        self._read = read

    def __getitem__(self, name: str) -> object:
        value = plain(self._read(name)) if name in KNOWN else self._extra.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return (name for name in (*COLUMNS, *self._extra) if self.get(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _name in self)

    @property
    def _extra(self) -> Mapping[str, object]:
        return self._read(EXTRA) or {}


def plain(value: Any) -> Any:
    """Moments aware in the portal's zone, no 'no date' of Plone's."""
    if isinstance(value, DateTime | datetime):
        moment = as_moment(value) if isinstance(value, DateTime) else in_zone(value)
        return moment if moment and moment.year >= FIRST_YEAR else None
    return value if not isinstance(value, date) or value.year >= FIRST_YEAR else None
