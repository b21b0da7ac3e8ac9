"""Days, hours, school years and terms as the judges of time need them."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from datetime import datetime
from datetime import time
from datetime import tzinfo
from datetime import UTC
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.kinds.findings import BLANK
from hcmedu.portal.compliance.evaluation.model import Fact
from hcmedu.portal.vietnamese import SchoolYear


#: Teaching ends on 31 May as a rule; what comes before the next school year is its summer.
SUMMER = 6
#: The year 9000: what comes later is no moment.
LATEST = 221_845_392_000


def at(case: Case, day: date, clock: time = time.min) -> datetime:
    """That hour of a day by the portal's clock."""
    return datetime.combine(day, clock, case.now.tzinfo)


def day_of(case: Case, moment: datetime) -> date:
    """The day of a moment by the portal's clock."""
    return moment.astimezone(case.now.tzinfo).date()


def seen(case: Case, facts: Iterable[Fact]) -> list[Fact]:
    """What is there by now and holds something; without a moment it has always been there."""
    filled = [fact for fact in facts if BLANK not in fact.lacks]
    return [fact for fact in filled if fact.published is None or fact.published <= case.now]


def published_day(case: Case, fact: Fact) -> date:
    """The day of its date, by which it is old or new; the first of all where nobody noted it."""
    return day_of(case, fact.published) if fact.published else date.min


def came(fact: Fact) -> datetime | None:
    """When visitors could see it first: a date that was set back makes nothing be in time.

    ``seen``: seconds since 1970 (``facts.beginning``), where the portal knows better than the date.
    Of another portal's catalog anything may be read there.
    """
    known = fact.values.get("seen")
    moments = [fact.published] if fact.published else []
    if type(known) is int and 0 <= known < LATEST:
        moments.append(datetime.fromtimestamp(known, UTC).astimezone(zone_of(fact)))
    return max(moments, default=None)


def zone_of(fact: Fact) -> tzinfo:
    return (fact.published and fact.published.tzinfo) or UTC


def came_day(case: Case, fact: Fact) -> date:
    """The day on which it really came; the first of all days where nobody noted it."""
    moment = came(fact)
    return day_of(case, moment) if moment else date.min


def add_months(day: date, number: int) -> date:
    """The same day so many months later, else the last of that month (Điều 148 Bộ luật Dân sự)."""
    months = day.year * 12 + day.month - 1 + number
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def clamped(year: int, month: int, day: int) -> date:
    """That day, or the last of its month."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def founded(case: Case) -> int:
    """The first school year of the school by its beginning; 0: as long as anybody remembers."""
    return case.school.founding_year or 0


def summer_of(year: SchoolYear) -> date:
    """The first day after the teaching of a school year."""
    return date(year.end, SUMMER, 1)


def second_term(case: Case, year: SchoolYear) -> date:
    """The day on which term II of a school year begins."""
    day, month = case.school.second_term
    return clamped(year.start if month >= year.begins.month else year.end, month, day)


def term_of(case: Case, day: date) -> str:
    """Token of the term in which a day lies: ``1``, ``2``, ``summer``."""
    year = SchoolYear.of(day)
    if day >= summer_of(year):
        return "summer"
    return "2" if day >= second_term(case, year) else "1"


def whole(year: SchoolYear, case: Case) -> tuple[datetime, datetime]:
    """First and last moment of a school year."""
    return at(case, year.begins), at(case, year.ends, time.max)
