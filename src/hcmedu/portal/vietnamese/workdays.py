"""Working days (ngày làm việc): Monday to Friday, but for holidays (Điều 112 Bộ luật Lao động)."""

from collections.abc import Collection
from datetime import date
from datetime import timedelta


DAY = timedelta(days=1)
SATURDAY = 5


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def add_working_days(start: date, days: int, holidays: Collection[date] = ()) -> date:
    """The last day of a time limit of so many working days (1 or more): the day after ``start`` is
    the first that counts, as Điều 147 Bộ luật Dân sự has it.

    Raises ValueError for a negative number; 0 is the day itself, or the next working day.
    """
    if days < 0:
        raise ValueError(f"{days} working days")
    day = start
    while days or not is_working_day(day, holidays):
        day += DAY
        if is_working_day(day, holidays):
            days = max(0, days - 1)
    return day


def working_days_between(start: date, end: date, holidays: Collection[date] = ()) -> int:
    """Working days after ``start`` up to and with ``end``; negative when ``end`` lies before."""
    if end < start:
        return -working_days_between(end, start, holidays)
    later = (start + DAY * number for number in range(1, (end - start).days + 1))
    return sum(is_working_day(day, holidays) for day in later)
