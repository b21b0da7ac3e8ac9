"""Time limits of cases: working days of this school, from the day on which a case came in.

Public holidays are those of the catalogue (Điều 112 Bộ luật Lao động), further days off those that
the settings of the school name.
"""

from datetime import date
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.vietnamese.workdays import add_working_days
from typing import Any
from zope.annotation.interfaces import IAnnotations


#: Annotation of a school root: its settings for cases, by name.
SETTINGS_KEY = "hcmedu.portal.cases"
DAYS_OFF = "days_off"
#: A longer limit than that nobody sets; what is asked for beyond it has no last day.
LONGEST = 365


def days_off(root: Any) -> frozenset[date]:
    """Holidays of all, and what this school adds."""
    own = (IAnnotations(root).get(SETTINGS_KEY) or {}).get(DAYS_OFF) or ()
    return frozenset(catalogue().holidays) | frozenset(own)


def due_day(root: Any, start: date, working_days: int | None) -> date | None:
    """The last day of the time limit of a case that came in on ``start``.

    The next day is the first that counts (Điều 147 Bộ luật Dân sự); a limit of 0 ends on the day
    itself, or on the next working day. None: there is no limit.
    """
    if working_days is None or not 0 <= working_days <= LONGEST:
        return None
    return add_working_days(start, working_days, days_off(root))
