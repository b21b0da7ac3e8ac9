"""Weeks from Monday to Sunday, and dates that move with them."""

from datetime import date
from datetime import timedelta

import re


_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})(?:([/.-])(\d{4}))?(?![\d/]|[.-]\d)")
WEEK = timedelta(days=7)


def monday_of(day: date) -> date:
    """The Monday of the week of a day, which ends with Sunday."""
    return day - timedelta(days=day.weekday())


def move_dates(text: str, old: date, new: date) -> str:
    """A text with the dates of the week from Monday ``old`` put into that from Monday ``new``.

    ``23/11`` and ``23/11/2026`` are dates; all others stay as they are.
    """

    def moved(match: re.Match) -> str:
        day = _day_in(match, old)
        if day is None:
            return match[0]
        there = day + (new - old)
        short = f"{there.day:0{len(match[1])}d}{match[2]}{there.month:0{len(match[3])}d}"
        return f"{short}{match[4]}{there.year:04d}" if match[5] else short

    return _DATE.sub(moved, text)


def _day_in(match: re.Match, monday: date) -> date | None:
    """The day of the week that is meant; None when it lies in no day of that week."""
    for day in (monday + timedelta(days=number) for number in range(7)):
        if (int(match[1]), int(match[3])) == (day.day, day.month):
            return day if not match[5] or int(match[5]) == day.year else None
    return None
