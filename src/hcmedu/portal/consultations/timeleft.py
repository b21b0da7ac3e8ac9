"""How long a topic is still open, in words: ``Còn 3 ngày 4 giờ``."""

from datetime import datetime
from hcmedu.portal import _
from math import ceil


MINUTE, HOUR, DAY = 60, 3600, 86400


def seconds_left(closes: datetime, moment: datetime) -> int:
    """Whole seconds until it closes, rounded up; 0 when it is closed."""
    return max(0, ceil((closes - moment).total_seconds()))


def time_left(seconds: int) -> str:
    """A message: the two largest units, below an hour minutes, below a minute that."""
    days, rest = divmod(seconds, DAY)
    hours, minutes = rest // HOUR, rest % HOUR // MINUTE
    if days:
        return days_and_hours(days, hours)
    if hours:
        return hours_and_minutes(hours, minutes)
    return only_minutes(minutes) if minutes else LAST


def days_and_hours(days: int | str, hours: int | str) -> str:
    return _("${days} days ${hours} hours left", mapping={"days": days, "hours": hours})


def hours_and_minutes(hours: int | str, minutes: int | str) -> str:
    mapping = {"hours": hours, "minutes": minutes}
    return _("${hours} hours ${minutes} minutes left", mapping=mapping)


def only_minutes(minutes: int | str) -> str:
    return _("${minutes} minutes left", mapping={"minutes": minutes})


LAST = _("Less than a minute left")
