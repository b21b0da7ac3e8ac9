"""When an event takes place, as Vietnamese write it."""

from datetime import datetime
from hcmedu.portal import _
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.listing import brains
from hcmedu.portal.vietnamese import format_date
from typing import Any


#: By ``date.weekday()``.
WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


def weekday(start: datetime) -> str:
    """The name of the day, a message."""
    return WEEKDAYS[in_zone(start).weekday()]


def when(start: datetime, end: datetime, whole_day: bool = False, open_end: bool = False) -> str:
    """``11/12/2026, 07:30 – 10:30``; ``20/11/2026 – 22/11/2026`` for whole days.

    Of an event with an open end only its begin is told.
    """
    begins, ends = in_zone(start), in_zone(end)
    one_day = open_end or begins.date() == ends.date()
    first, last = format_date(begins.date()), format_date(ends.date())
    if whole_day:
        return first if one_day else f"{first} – {last}"
    if open_end or begins == ends:
        return f"{first}, {begins:%H:%M}"
    if one_day:
        return f"{first}, {begins:%H:%M} – {ends:%H:%M}"
    return f"{first}, {begins:%H:%M} – {last}, {ends:%H:%M}"


def event_time(brain: Any) -> str:
    """The same of an event's row in the catalog; the day of publication where it tells no time."""
    start, end = (brains.as_moment(brains.value(brain, name)) for name in ("start", "end"))
    return when(start, end) if start and end else brains.published(brain)
