"""Dates and school years."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from hcmedu.portal.vietnamese import format_date
from hcmedu.portal.vietnamese import InvalidDate
from hcmedu.portal.vietnamese import InvalidSchoolYear
from hcmedu.portal.vietnamese import parse_date
from hcmedu.portal.vietnamese import SchoolYear
from hypothesis import given
from hypothesis import strategies as st

import dataclasses
import pytest
import unicodedata


SCHOOL_DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))
STARTS = st.integers(min_value=1801, max_value=2198)


@pytest.mark.parametrize(
    "text, kind",
    [
        ("", "format"),
        ("hôm nay", "format"),
        ("16/12/20", "format"),
        ("12/2020", "format"),
        ("16/12/2020 10:00", "format"),
        ("16/12/2020/1", "format"),
        ("ngày tháng năm 2016", "format"),
        ("<b>16/12/2020</b>", "format"),
        ("٠١/٠٢/٢٠٢٠", "format"),
        ("31/02/2020", "calendar"),
        ("12/16/2020", "calendar"),
        ("29/02/2021", "calendar"),
        ("00/01/2020", "calendar"),
        ("01/01/0000", "calendar"),
        ("ngày 31 tháng 11 năm 2016", "calendar"),
        ("2020-13-01", "calendar"),
    ],
)
def test_no_date(text, kind):
    with pytest.raises(InvalidDate) as caught:
        parse_date(text)
    assert caught.value.kind == kind
    assert caught.value.kind in InvalidDate.kinds
    assert caught.value.text == text


@pytest.mark.parametrize(
    "text, expected",
    [
        ("16/12/2020", date(2020, 12, 16)),
        ("ngày 16 tháng 12 năm 2020", date(2020, 12, 16)),
        ("Ngày 16 Tháng 12 Năm 2020.", date(2020, 12, 16)),
        ("16 tháng 12 năm 2020", date(2020, 12, 16)),
        ("09 /10/2017", date(2017, 10, 9)),
        ("7/5/2009", date(2009, 5, 7)),
        ("24-6-2013", date(2013, 6, 24)),
        ("24.6.2013", date(2013, 6, 24)),
        ("13 – 9 – 2016", date(2016, 9, 13)),
        ("2020-12-16", date(2020, 12, 16)),
        ("Bình Tân, ngày 06 tháng 10 năm 2023", date(2023, 10, 6)),
        ("Tp. Hồ Chí Minh, ngày 30 tháng 11 năm 2016", date(2016, 11, 30)),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_date(text, expected, form):
    assert parse_date(unicodedata.normalize(form, text)) == expected


@given(st.dates())
def test_dates_come_back(day):
    assert parse_date(format_date(day)) == day
    assert parse_date(f"ngày {day.day} tháng {day.month} năm {day.year:04d}") == day
    assert parse_date(day.isoformat()) == day


def test_a_datetime_shows_its_day():
    assert format_date(datetime(2026, 1, 2, 23, 59)) == "02/01/2026"


@pytest.mark.parametrize(
    "text, kind",
    [
        ("", "format"),
        ("2023", "format"),
        ("23-24", "format"),
        ("2023-2024-2025", "format"),
        ("năm 2023-2024", "format"),
        ("2023-2025", "order"),
        ("2024-2023", "order"),
        ("2023-2023", "order"),
        ("2023-25", "order"),
        ("1799-1800", "range"),
        ("2200-2201", "range"),
        ("9998-9999", "range"),
    ],
)
def test_no_school_year(text, kind):
    with pytest.raises(InvalidSchoolYear) as caught:
        SchoolYear.parse(text)
    assert caught.value.kind == kind
    assert caught.value.kind in InvalidSchoolYear.kinds


@pytest.mark.parametrize(
    "text",
    [
        *("2023-2024", "2023 – 2024", "2023—2024", "2023/2024", " 2023 -2024 ", "2023-24"),
        *("năm học 2023 – 2024", "Năm học: 2023-2024", "NH 2023-2024", "na\u0306m học 2023-2024"),
    ],
)
def test_school_year(text):
    assert SchoolYear.parse(text) == SchoolYear(2023)


def test_turn_of_a_century():
    assert SchoolYear.parse("1999-2000") == SchoolYear.parse("1999-00") == SchoolYear(1999)


@pytest.mark.parametrize(
    "day, start",
    [
        (date(2024, 6, 15), 2023),
        (date(2024, 8, 31), 2023),
        (date(2024, 9, 1), 2024),
        (date(2024, 12, 31), 2024),
        (date(2025, 1, 1), 2024),
        (datetime(2026, 11, 20, 8), 2026),
    ],
)
def test_school_year_of_a_day(day, start):
    assert SchoolYear.of(day).start == start


def test_a_school_year_never_changes():
    with pytest.raises(dataclasses.FrozenInstanceError):
        SchoolYear(2023).start = 2024


@given(STARTS)
def test_school_years_come_back(start):
    year = SchoolYear(start)
    assert SchoolYear.parse(year.title) == SchoolYear.parse(str(year)) == year
    assert hash(SchoolYear.parse(year.title)) == hash(year)
    assert year.previous() < year < year.previous(-1)
    assert year.previous(0) == year
    assert year.end == year.previous(-1).start


@given(SCHOOL_DAYS)
def test_each_day_lies_in_its_school_year(day):
    year = SchoolYear.of(day)
    assert year.begins <= day <= year.ends
    assert day in year
    assert year.ends + timedelta(days=1) == year.previous(-1).begins


def test_latest():
    titles = [year.title for year in SchoolYear(2025).latest(3)]
    assert titles == ["2025-2026", "2024-2025", "2023-2024"]
    assert SchoolYear(2025).latest(0) == ()
