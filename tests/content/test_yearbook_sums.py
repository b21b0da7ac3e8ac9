"""Arithmetic of a yearbook, without a site."""

from hcmedu.portal.content.yearbook_sums import column_sum
from hcmedu.portal.content.yearbook_sums import fill_totals
from hcmedu.portal.content.yearbook_sums import problems
from hcmedu.portal.content.yearbook_sums import TOTALS
from hypothesis import given
from hypothesis import strategies as st

import pytest


COUNT = st.integers(0, 5000)
GRADES = st.lists(st.sampled_from([str(n) for n in range(1, 13)]), unique=True, max_size=12)


def title(kind: str, token: str) -> str:
    return f"{kind} {token}"


@st.composite
def entries(draw) -> dict:
    """Sound yearbooks: parts never exceed their whole, totals are left empty."""
    grades = []
    for grade in draw(GRADES):
        pupils = draw(COUNT)
        part = st.one_of(st.none(), st.integers(0, pupils))
        grades.append(
            {"grade": grade, "classes": draw(COUNT), "pupils": pupils}
            | {"girls": draw(part), "boarders": draw(part)}
        )
    staff = []
    for role in draw(st.lists(st.sampled_from("abcdef"), unique=True)):
        count = draw(COUNT)
        women = draw(st.one_of(st.none(), st.integers(0, count)))
        staff.append({"role": role, "qualification": None, "count": count, "women": women})
    area = st.one_of(st.none(), st.integers(0, 10**7).map(lambda n: n / 100))
    sites = [{"name": "x", "area": draw(area)} for _ in range(draw(st.integers(0, 3)))]
    return {"grades": grades, "staff": staff, "sites": sites}


@given(entries())
def test_sound_numbers_have_no_problem(entry):
    assert problems(entry, title) == []
    assert problems(entry | fill_totals(entry), title) == []


@given(entries())
def test_empty_totals_are_filled_with_the_sums(entry):
    filled = fill_totals(entry)
    for each in TOTALS:
        values = [row[each.column] for row in entry[each.table]]
        if values and None not in values:
            assert filled[each.field] == pytest.approx(sum(values), abs=0.01)
        else:
            assert each.field not in filled


@given(entries())
def test_filled_totals_are_not_filled_again(entry):
    full = entry | fill_totals(entry)
    assert fill_totals(full) == {}


@given(entries(), st.integers(1, 500), st.sampled_from(TOTALS))
def test_a_wrong_total_is_told_once_with_both_numbers(entry, more, total):
    right = column_sum(entry[total.table], total.column)
    if right is None:
        return
    [(field, message)] = problems(entry | {total.field: right + more}, title)
    assert field == total.field
    assert message == total.message
    assert message.mapping["total"] != message.mapping["sum"]


@given(entries(), st.sampled_from(["girls", "boarders"]), st.data())
def test_more_of_a_part_than_of_the_whole_is_told(entry, part, data):
    if not entry["grades"]:
        return
    row = data.draw(st.sampled_from(entry["grades"]))
    row[part] = row["pupils"] + data.draw(st.integers(1, 100))
    [(field, message)] = problems(entry, title)
    assert field == "grades"
    assert message.mapping["row"] == f"grade {row['grade']}"


def test_totals_stand_alone_without_rows():
    assert problems({"total_pupils": 1200, "total_classes": 30}, title) == []


def test_zero_is_a_total_and_not_an_empty_one():
    entry = {"grades": [{"grade": "6", "classes": 1, "pupils": 30}], "total_pupils": 0}
    assert [field for field, _message in problems(entry, title)] == ["total_pupils"]
    assert fill_totals(entry) == {"total_classes": 1}


@pytest.mark.parametrize("table, keys", [("grades", {"grade": "6"}), ("staff", {"role": "a"})])
def test_the_same_row_twice_is_told_once(table, keys):
    row = {"classes": 1, "pupils": 1, "count": 1} | keys
    [(field, message)] = problems({table: [row, dict(row), dict(row)]}, title)
    assert field == table
    assert "two rows" in message


def test_same_role_with_other_qualification_is_no_double():
    staff = [{"role": "a", "qualification": q, "count": 1} for q in ("dai-hoc", "thac-si", None)]
    assert problems({"staff": staff}, title) == []


def test_areas_are_added_without_the_dust_of_floats():
    sites = [{"name": "x", "area": 0.1}, {"name": "y", "area": 0.2}]
    assert fill_totals({"sites": sites}) == {"land_area": 0.3}
    assert problems({"sites": sites, "land_area": 0.3}, title) == []
