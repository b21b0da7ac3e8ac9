"""Weeks of menus and work schedules: which one is asked for, what was published for which."""

from collections.abc import Iterable
from datetime import date
from datetime import timedelta
from functools import cached_property
from hcmedu.portal.content.schedule_add import monday_in
from hcmedu.portal.content.tables.weeks import monday_of
from hcmedu.portal.content.tables.weeks import WEEK
from hcmedu.portal.listing import brains
from hcmedu.portal.vietnamese import format_date
from typing import Any


#: In the address: the week that comes, whenever the link is followed.
NEXT = "sau"


def week_of(brain: Any) -> date | None:
    """The Monday that an item states; None for a timetable."""
    start = brains.as_date(brains.value(brain, "week_start"))
    return monday_of(start) if start else None


def span(monday: date) -> str:
    """``23/11 – 29/11``; with the years of both where it is not all one year."""
    sunday = monday + timedelta(days=6)
    if monday.year != sunday.year:
        return f"{format_date(monday)} – {format_date(sunday)}"
    return f"{monday:%d/%m} – {sunday:%d/%m}"


class Weeks:
    """For one page. ``asked`` is what the address says, ``today`` the day of the portal."""

    def __init__(self, found: Iterable[Any], asked: Any, today: date) -> None:
        self.this = monday_of(today)
        self.next = self.this + WEEK
        self.chosen = self._chosen(asked)
        self.found: dict[date, list[Any]] = {}
        for brain in found:
            monday = week_of(brain)
            if monday is not None:
                self.found.setdefault(monday, []).append(brain)

    def _chosen(self, asked: Any) -> date:
        """The Monday asked for; this week's for anything that is no day."""
        return self.next if asked == NEXT else monday_in(asked) or self.this

    def query(self, monday: date) -> str:
        """What the address of a week ends with."""
        if monday == self.this:
            return ""
        return f"?tuan={NEXT if monday == self.next else monday.isoformat()}"

    @cached_property
    def others(self) -> list[date]:
        """All weeks but this and the next one, the latest first."""
        return sorted({*self.found} - {self.this, self.next}, reverse=True)

    def nearest(self, monday: date, kind: str) -> Any | None:
        """The item of a kind to copy for a week: the latest before it, else the first after it."""
        before = sorted((week for week in self.found if week < monday), reverse=True)
        after = sorted(week for week in self.found if week > monday)
        for week in (*before, *after):
            for brain in self.found[week]:
                if brains.value(brain, "schedule_kind") == kind:
                    return brain
        return None
