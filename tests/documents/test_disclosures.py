"""What is missing and late, by school year and form of the circular."""

from datetime import date
from datetime import timedelta
from hcmedu.portal.documents.disclosures import CellState
from hcmedu.portal.documents.disclosures import deadlines
from hcmedu.portal.documents.disclosures import matrices
from hcmedu.portal.documents.disclosures import Published
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.vietnamese import SchoolYear
from hypothesis import given
from hypothesis import strategies as st

import pytest


LAW = catalogue()
TODAY = date(2026, 11, 27)
FORM = "tt-09-2024-thu-chi"
DAYS = st.dates(date(2010, 1, 1), date(2040, 1, 1))


def cell(found, year="2025-2026", form=FORM, today=TODAY, **options):
    return next(
        cell
        for matrix in matrices(LAW, found, today, ["thcs"], **options)
        for row in matrix.rows
        for cell in row.cells
        if (row.form.id, cell.year.title) == (form, year)
    )


def there(day, period="june", year="2025-2026", form=FORM):
    return Published(form, year, period, day, "x")


def test_missing_once_the_deadline_has_passed():
    assert cell([]).state is CellState.MISSING
    assert cell([]).due == date(2026, 6, 29)
    assert cell([], today=date(2026, 6, 29)).state is CellState.NOT_DUE
    assert cell([], "2026-2027").state is CellState.NOT_DUE


@pytest.mark.parametrize(
    ("day", "state"),
    [(date(2026, 6, 29), CellState.ON_TIME), (date(2026, 6, 30), CellState.LATE)],
)
def test_before_the_30th_of_june_is_the_29th(day, state):
    assert cell([there(day)]).state is state


def test_what_was_there_in_time_is_not_late_for_its_update():
    found = [there(date(2026, 9, 1)), there(date(2026, 5, 1))]
    assert cell(found).state is CellState.ON_TIME
    assert [each.day for each in cell(found).found] == [date(2026, 5, 1), date(2026, 9, 1)]


def test_another_year_or_form_is_another_cell():
    assert cell([there(date(2026, 5, 1), year="2024-2025")]).state is CellState.MISSING
    assert cell([there(date(2026, 5, 1), form="tt-36-2017-05")]).state is CellState.MISSING


def test_the_circular_of_each_year():
    found = matrices(LAW, [], date(2025, 11, 1), ["thcs"])
    years = {each.regulation.number: [year.title for year in each.years] for each in found}
    assert years == {
        "09/2024/TT-BGDĐT": ["2025-2026", "2024-2025"],
        "36/2017/TT-BGDĐT": ["2023-2024"],
    }


def test_the_settings_of_a_school_win():
    found = matrices(LAW, [], TODAY, ["thcs"], chosen=["tt-36-2017"])
    assert [each.regulation.id for each in found] == ["tt-36-2017"]
    assert len(found[0].years) == 3


def test_groups():
    found = matrices(LAW, [], TODAY, ["thcs"], groups=["tai-chinh"])
    assert [row.form.id for each in found for row in each.rows] == [FORM]


def test_deadlines_of_both_halves_of_a_year():
    due = deadlines(LAW, "tt-36-2017", SchoolYear(2022))
    assert due == {"june": date(2023, 6, 30), "september": date(2022, 9, 30)}


@given(DAYS, st.sampled_from([*LAW.levels, None]))
def test_every_year_has_its_place_once(today, level):
    found = matrices(LAW, [], today, [level] if level else [])
    years = [year for each in found for year in each.years]
    assert len(set(years)) == len(years) <= 3
    assert all(year.begins <= today for year in years)


@given(DAYS, st.integers(0, 400))
def test_a_day_later_is_never_earlier(today, days):
    """Time makes a missing form overdue, and never the other way round."""
    order = [CellState.NOT_DUE, CellState.MISSING]
    year = SchoolYear(2025).title
    states = [
        order.index(each.state)
        for at in (today, today + timedelta(days=days))
        for matrix in matrices(LAW, [], at, ["thcs"], chosen=["tt-09-2024"])
        for row in matrix.rows
        for each in row.cells
        if each.year.title == year and row.form.id == FORM
    ]
    assert states == sorted(states)
