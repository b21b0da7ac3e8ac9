"""Display ``schedule``: timetables, menus, weekly schedules; this week first (A29, A30, A31)."""

from collections.abc import Sequence
from datetime import date
from datetime import timedelta
from hcmedu.portal import _
from hcmedu.portal.browser import icons
from hcmedu.portal.browser.sections.base import Display
from hcmedu.portal.listing import brains
from typing import Any


THIS_WEEK, NEXT_WEEK = "this_week", "next_week"
BADGES = {THIS_WEEK: _("This week"), NEXT_WEEK: _("Next week")}
ICONS = {"menu": "cup-hot", "timetable": "table"}


class Schedule(Display):
    """This week's and next week's with a badge, then all others, the newest first."""

    types = ("Schedule",)

    def arrange(self, found: Sequence[Any]) -> list[Any]:
        return sorted(found, key=self.rank)

    def rank(self, brain: Any) -> tuple[int, int, int]:
        """This week 0, next week 1, the rest 2; within them the newest first, then by grade."""
        week = week_of(brain, date.today())
        day = brains.as_date(brains.value(brain, "week_start"))
        day = day or brains.as_date(brains.value(brain, "effective")) or date.min
        grade = brains.value(brain, "grade") or ""
        number = int(grade) if grade.isdecimal() else 0
        return [THIS_WEEK, NEXT_WEEK, ""].index(week), -day.toordinal(), number

    def card(self, brain: Any) -> dict[str, Any]:
        row = super().card(brain)
        week = week_of(brain, date.today())
        if week:
            row["badge"] = {"name": week, "text": BADGES[week]}
        kind = brains.value(brain, "schedule_kind")
        row["icon"] = icons.icon(ICONS.get(kind, "calendar-week"))
        row["date"] = days(brain) or row["date"]
        return row


def week_of(brain: Any, today: date) -> str:
    """``this_week``, ``next_week`` or nothing, told by the Monday that the item states."""
    start = brains.as_date(brains.value(brain, "week_start"))
    monday = today - timedelta(days=today.weekday())
    weeks = {monday: THIS_WEEK, monday + timedelta(days=7): NEXT_WEEK}
    return weeks.get(start - timedelta(days=start.weekday()), "") if start else ""


def days(brain: Any) -> str:
    """``16/11/2026 – 22/11/2026`` of a weekly item."""
    start = brains.as_date(brains.value(brain, "week_start"))
    if start is None:
        return ""
    return " – ".join(brains.format_date(day) for day in (start, start + timedelta(days=6)))
