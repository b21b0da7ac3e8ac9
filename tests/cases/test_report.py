"""The month in numbers: pure, with properties."""

from datetime import date
from datetime import timedelta
from hcmedu.portal.cases.desk.report import average_days
from hcmedu.portal.cases.desk.report import by_form
from hcmedu.portal.cases.desk.report import Fact
from hcmedu.portal.cases.desk.report import Month
from hcmedu.portal.cases.desk.report import NUMBERS
from hcmedu.portal.cases.desk.report import Numbers
from hcmedu.portal.cases.desk.report import numbers
from hcmedu.portal.cases.desk.report import report
from hypothesis import given
from hypothesis import strategies as st

import pytest


NOVEMBER = Month(2026, 11)
TODAY = date(2026, 12, 10)
DAYS = st.dates(date(2026, 6, 1), date(2026, 12, 31))


@st.composite
def facts(draw):
    created = draw(DAYS)
    due = draw(st.none() | st.integers(0, 40).map(lambda n: created + timedelta(days=n)))
    ended = draw(st.none() | st.integers(0, 60).map(lambda n: created + timedelta(days=n)))
    refused = ended is not None and draw(st.booleans())
    return Fact(draw(st.sampled_from("abc")), created, due, ended, refused)


FACTS = st.lists(facts(), max_size=30)
MONTHS = st.builds(Month, st.just(2026), st.integers(1, 12))


@given(FACTS, MONTHS)
def test_what_ended_was_in_time_or_late_or_without_a_limit(found, month):
    total = numbers(found, month, TODAY)
    free = sum(month.holds(f.ended) and f.due is None for f in found)
    assert total.handled == total.in_time + total.late + free
    assert total.refused <= total.handled
    assert total.overdue <= total.open


@given(FACTS, MONTHS)
def test_the_forms_add_up_to_the_whole(found, month):
    parts = [each for _form, each in by_form(found, month, TODAY)]
    total = numbers(found, month, TODAY)
    for name in NUMBERS:
        assert sum(getattr(part, name) for part in parts) == getattr(total, name)


@given(FACTS, st.integers(7, 11))
def test_what_is_open_is_what_was_open_and_came_less_what_ended(found, number):
    """Sổ: đầu kỳ + nhận − giải quyết = cuối kỳ."""
    month = Month(2026, number)
    before, now = numbers(found, month.shifted(-1), TODAY), numbers(found, month, TODAY)
    assert now.open == before.open + now.received - now.handled


@given(FACTS, MONTHS)
def test_nothing_of_a_month_to_come_is_told(found, month):
    early = month.first - timedelta(days=1)
    assert numbers(found, month, early).open == 0


@given(MONTHS, st.integers(-30, 30))
def test_months_are_counted_back_and_forth(month, number):
    assert month.shifted(number).shifted(-number) == month
    assert Month.parse(str(month)) == month
    assert month.holds(month.first) and month.holds(month.last)
    assert not month.holds(month.last + timedelta(days=1))


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "11-2026", "2026-1", "2026-٠٣", "1999-12", "x" * 99]
)
def test_what_is_no_month(text):
    with pytest.raises(ValueError):
        Month.parse(text)


def test_a_month_by_hand():
    found = [
        Fact("a", date(2026, 10, 30), date(2026, 11, 4), date(2026, 11, 3)),
        Fact("a", date(2026, 11, 2), date(2026, 11, 5), date(2026, 11, 9)),
        Fact("b", date(2026, 11, 20), date(2026, 11, 25), None),
        Fact("b", date(2026, 11, 27), None, None),
    ]
    told = report(found, NOVEMBER, TODAY, frozenset())
    assert told.total == Numbers(3, 2, 0, 1, 1, 2, 1)
    assert told.before == Numbers(received=1, open=1)
    assert told.days == (2 + 5) / 2
    assert told.days_before is None
    assert [month.number for month, _numbers in told.history] == [6, 7, 8, 9, 10, 11]


def test_a_holiday_is_no_working_day_of_the_average():
    fact = Fact("a", date(2026, 4, 29), None, date(2026, 5, 4))
    holidays = {date(2026, 4, 30), date(2026, 5, 1)}
    assert average_days([fact], Month(2026, 5), holidays) == 1
