"""The holidays against a calendar of their own: new moons and the sun, nothing of the portal's.

Vietnam's lunar months begin on the day of the new moon in its zone (UTC+7); month 11 holds the
winter solstice; a month without a principal term is a leap month. The series of new moon and sun
are those of Meeus, Astronomical Algorithms, exact to minutes.
"""

from datetime import date
from datetime import timedelta
from functools import cache
from hcmedu.portal.regulations import catalogue
from math import floor
from math import radians
from math import sin

import pytest


YEARS = (2025, 2026, 2027, 2028)
ZONE = 7 / 24
EPOCH = date(2000, 1, 1), 2451545
DAY = timedelta(days=1)
#: Days between two new moons, on average; number of the first one of 1900 is 0.
MONTH = 29.530588853
MADE_UP, EXCHANGED, BESIDE = "(nghỉ bù)", "(hoán đổi ngày làm việc)", "(ngày liền kề)"


def wave(factor: float, *degrees: float) -> float:
    return factor * sin(radians(sum(degrees)))


@cache
def new_moon(number: int) -> date:
    """The day of a new moon in Vietnam."""
    t = number / 1236.85
    mean = 2415020.75933 + 29.53058868 * number + 0.0001178 * t**2
    mean += wave(0.00033, 166.56, 132.87 * t, -0.009173 * t**2)
    sun = 359.2242 + 29.10535608 * number - 0.0000333 * t**2
    moon = 306.0253 + 385.81691806 * number + 0.0107306 * t**2
    node = 21.2964 + 390.67050646 * number - 0.0016528 * t**2
    true = mean + sum(
        (
            wave(0.1734 - 0.000393 * t, sun),
            wave(0.0021, 2 * sun),
            wave(-0.4068, moon),
            wave(0.0161, 2 * moon),
            wave(-0.0004, 3 * moon),
            wave(0.0104, 2 * node),
            wave(-0.0051, sun, moon),
            wave(-0.0074, sun, -moon),
            wave(0.0004, 2 * node, sun),
            wave(-0.0004, 2 * node, -sun),
            wave(-0.0006, 2 * node, moon),
            wave(0.0010, 2 * node, -moon),
            wave(0.0005, sun, 2 * moon),
        )
    )
    slow = -0.000278 + 0.000265 * t + 0.000262 * t**2
    return EPOCH[0] + timedelta(days=floor(true - slow + 0.5 + ZONE) - EPOCH[1])


def sign(day: date) -> int:
    """The principal term in which the sun stands as the day begins: 0 at the spring equinox."""
    t = ((day - EPOCH[0]).days - 0.5 - ZONE) / 36525
    anomaly = 357.5291 + 35999.0503 * t
    longitude = 280.46645 + 36000.76983 * t + (1.9146 - 0.004817 * t) * sin(radians(anomaly))
    longitude += wave(0.019993, 2 * anomaly) + wave(0.00029, 3 * anomaly)
    return int(longitude % 360 // 30)


def eleventh(year: int) -> int:
    """Number of the new moon that begins month 11."""
    number = int((date(year, 12, 31) - date(1900, 1, 1)).days / MONTH)
    while new_moon(number + 1) <= date(year, 12, 31):
        number += 1
    return number - 1 if sign(new_moon(number)) >= 9 else number


def months(year: int) -> dict[int, date]:
    """First days of the lunar months 1-10 of a year."""
    first, last = eleventh(year - 1), eleventh(year)
    starts = [new_moon(number) for number in range(first, last + 1)]
    if len(starts) == 14:
        terms = [sign(start) for start in starts]
        leap = next(at for at in range(1, 13) if terms[at] == terms[at + 1])
        del starts[leap]
    return dict(enumerate(starts[2:12], 1))


def days(year: int, word: str, *left_out: str) -> list[date]:
    return sorted(
        row.day
        for row in catalogue().holidays.values()
        if row.day.year == year
        and word in row.title
        and not any(each in row.title for each in left_out)
    )


@pytest.mark.parametrize(
    ("day", "month_one"),
    [(2020, date(2020, 1, 25)), (2023, date(2023, 1, 22)), (2024, date(2024, 2, 10))],
)
def test_the_calendar_knows_years_that_were(day, month_one):
    assert months(day)[1] == month_one


@pytest.mark.parametrize("year", YEARS)
def test_tet_has_five_days_on_end_round_its_first(year):
    first = months(year)[1]
    found = days(year, "Tết Âm lịch", MADE_UP, EXCHANGED)
    assert found == [found[0] + number * DAY for number in range(5)]
    assert 1 <= (first - found[0]).days <= 3


@pytest.mark.parametrize("year", YEARS)
def test_kings_are_remembered_on_the_tenth_of_the_third(year):
    assert days(year, "Giỗ Tổ", MADE_UP) == [months(year)[3] + 9 * DAY]


@pytest.mark.parametrize("year", YEARS)
def test_fixed_days_and_one_beside_the_second_of_september(year):
    fixed = {"Tết Dương lịch": (1, 1), "Chiến thắng": (4, 30), "Quốc tế lao động": (5, 1)}
    for title, day in fixed.items():
        assert days(year, title, MADE_UP, EXCHANGED) == [date(year, *day)]
    [national] = days(year, "Quốc khánh", MADE_UP, EXCHANGED, BESIDE)
    assert national == date(year, 9, 2)
    [beside] = days(year, BESIDE)
    assert abs(beside - national) == DAY


@pytest.mark.parametrize("year", YEARS)
def test_each_weekend_is_made_up_for_by_the_next_working_day(year):
    """Điều 111 khoản 3; two days of one holiday on a weekend by the two that follow."""
    rows = [row for row in catalogue().holidays.values() if row.day.year == year]
    own = sorted(row.day for row in rows if MADE_UP not in row.title)
    expected: set[date] = set()
    for lost in (day for day in own if day.weekday() > 4):
        day = lost
        while day.weekday() > 4 or day in own or day in expected:
            day += DAY
        expected.add(day)
    assert {row.day for row in rows if MADE_UP in row.title} == expected
