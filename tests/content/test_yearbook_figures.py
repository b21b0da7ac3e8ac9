"""Figures of a yearbook for lists over the years, without a site."""

from hcmedu.portal.content.yearbook_figures import figures
from hypothesis import given
from hypothesis import strategies as st

import pytest


ENTRY = {
    "grades": [
        {"grade": "6", "classes": 2, "pupils": 70, "girls": 30, "boarders": None},
        {"grade": "7", "classes": 2, "pupils": 81, "girls": 40, "boarders": 5},
    ],
    "staff": [
        {"role": "hieu-truong", "qualification": "thac-si", "count": 1, "women": 1},
        {"role": "giao-vien", "qualification": "dai-hoc", "count": 8, "women": 5},
        {"role": "giao-vien", "qualification": "thac-si", "count": 2, "women": 1},
        {"role": "bao-ve", "qualification": None, "count": 1, "women": 0},
    ],
    "rooms": [{"kind": "phong-hoc", "count": 5}, {"kind": "thu-vien", "count": 1}],
    "total_classes": 4,
    "total_pupils": 151,
    "total_staff": 12,
    "computers": 0,
    "library_books": None,
    "land_area": 1200.5,
}
#: Anything that a script may have left in a field.
JUNK = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["grade", "pupils"]), inner)
    ),
    max_leaves=8,
)


def test_measures():
    assert figures(ENTRY)["measures"] == {
        "classes": 4,
        "pupils": 151,
        "pupils_a_class": 37.8,
        "staff": 12,
        "girls": 70,
        "women": 7,
        "teachers": 10,
        "rooms": 6,
        "classrooms": 5,
        "computers": 0,
        "land_area": 1200.5,
    }


def test_kinds():
    found = figures(ENTRY)
    assert found["grades"] == {"6": 70, "7": 81}
    assert list(found["qualifications"].items()) == [("thac-si", 3), ("dai-hoc", 8)]


def test_totals_without_tables():
    found = figures({"total_pupils": 300, "total_classes": 0})
    assert found == {"measures": {"pupils": 300, "classes": 0}, "grades": {}, "qualifications": {}}


@pytest.mark.parametrize("value", [-1, True, "12", float("nan"), float("inf"), []])
def test_what_is_no_number_is_left_out(value):
    row = {"grade": "6", "pupils": value}
    assert figures({"total_pupils": value, "grades": [row]})["measures"] == {}


@given(st.dictionaries(st.sampled_from(["grades", "staff", "rooms", "total_pupils"]), JUNK))
def test_whatever_is_stored_nothing_breaks(entry):
    numbers = figures(entry)["measures"].values()
    assert all(type(number) in (int, float) and number >= 0 for number in numbers)
