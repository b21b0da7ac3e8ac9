"""The last day of a time limit: working days, public holidays, the school's own days off."""

from datetime import date
from hcmedu.portal.cases.timelimits import DAYS_OFF
from hcmedu.portal.cases.timelimits import due_day
from hcmedu.portal.cases.timelimits import SETTINGS_KEY
from zope.annotation.interfaces import IAnnotations

import pytest


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 11, 27), 3, date(2026, 12, 2)),
        (date(2026, 4, 28), 2, date(2026, 5, 4)),  # 30/4 and 1/5
        (date(2026, 2, 13), 1, date(2026, 2, 23)),  # Tết
        (date(2026, 11, 27), None, None),
        (date(2026, 11, 27), 0, date(2026, 11, 27)),
        (date(2026, 11, 28), 0, date(2026, 11, 30)),  # a Saturday
        (date(2026, 11, 27), -1, None),
        (date(2026, 11, 27), 10**9, None),
    ],
)
def test_the_last_day(portal, start, days, due):
    assert due_day(portal, start, days) == due


def test_a_school_adds_days_of_its_own(portal):
    IAnnotations(portal)[SETTINGS_KEY] = {DAYS_OFF: (date(2026, 11, 30),)}
    assert due_day(portal, date(2026, 11, 27), 1) == date(2026, 12, 1)
