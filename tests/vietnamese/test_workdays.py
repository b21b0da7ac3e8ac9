"""Time limits in working days."""

from datetime import date
from datetime import timedelta
from hcmedu.portal.vietnamese.workdays import add_working_days
from hcmedu.portal.vietnamese.workdays import is_working_day
from hcmedu.portal.vietnamese.workdays import working_days_between
from hypothesis import given
from hypothesis import strategies as st

import pytest


DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
HOLIDAYS = st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 1)), max_size=9)
TEACHERS_DAY = date(2026, 11, 20)  # a Friday


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 27), 5, date(2026, 12, 4)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 19), 1, date(2026, 11, 23)),
        (date(2026, 11, 27), 0, date(2026, 11, 27)),
        (date(2026, 11, 28), 0, date(2026, 11, 30)),
    ],
)
def test_the_day_after_is_the_first(start, days, end):
    assert add_working_days(start, days, {TEACHERS_DAY}) == end


def test_a_negative_limit_is_an_error():
    with pytest.raises(ValueError):
        add_working_days(date(2026, 11, 27), -1)


@given(DAYS, st.integers(1, 60), HOLIDAYS)
def test_a_limit_ends_on_a_working_day_and_counts_back(start, days, holidays):
    end = add_working_days(start, days, holidays)
    assert is_working_day(end, holidays)
    assert working_days_between(start, end, holidays) == days
    assert end - start >= timedelta(days=days)


@given(DAYS, DAYS, HOLIDAYS)
def test_back_is_the_negative_of_forth(one, other, holidays):
    forth = working_days_between(one, other, holidays)
    assert forth == -working_days_between(other, one, holidays)
