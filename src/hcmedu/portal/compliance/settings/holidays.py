"""Which days off count for time limits: the catalogue's, and those that the school added.

The school's own stand in the settings of its office (``cases.settings``), once for all limits.
"""

from dataclasses import dataclass
from datetime import date
from hcmedu.portal import _
from hcmedu.portal.cases.settings import settings
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import HolidayBasis
from hcmedu.portal.vietnamese import format_date
from typing import Any


BASES = {
    HolidayBasis.LAW: _("By the law"),
    HolidayBasis.ANNOUNCED: _("As announced"),
    HolidayBasis.COMPUTED: _("Computed until it is announced"),
}
OF_SCHOOL = _("Added by the school")
WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


@dataclass(frozen=True)
class DayOff:
    """``weekday``, ``title``, ``basis``: messages or text."""

    day: date
    title: str
    basis: str

    @property
    def text(self) -> str:
        return format_date(self.day)

    @property
    def weekday(self) -> str:
        return WEEKDAYS[self.day.weekday()]


def days_off_of(root: Any, year: int) -> list[DayOff]:
    """In the order of the year; a day that the catalogue knows is told once."""
    law = catalogue().holidays.values()
    found = {each.day: DayOff(each.day, each.title, BASES[each.basis]) for each in law}
    for day in settings(root).days_off:
        found.setdefault(day, DayOff(day, "", OF_SCHOOL))
    return [found[day] for day in sorted(found) if day.year == year]
