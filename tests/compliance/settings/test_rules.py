"""Rows of the settings → checks; what can be no rule is told."""

from hcmedu.portal.compliance.settings.rules import check_of
from hcmedu.portal.compliance.settings.rules import is_day
from hcmedu.portal.compliance.settings.rules import KINDS
from hcmedu.portal.compliance.settings.rules import problem_of
from hcmedu.portal.regulations.checks import PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

import pytest


CODES = {"A05.1", "A31"}
ROW = {"id": "own-1", "section": "A31", "kind": "number", "number": 2, "demand": "Có đủ lịch."}


@pytest.mark.parametrize("kind", KINDS)
def test_a_check_has_what_its_kind_needs(kind):
    check = check_of({**ROW, "kind": kind, "day": 30, "month": 6}, ("thcs",))
    assert check.id == "own-1" and check.citations == () and check.levels == ("thcs",)
    assert set(check.params) == set(PARAMETERS[check.kind])


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({}, True),
        ({"section": "A30"}, False),
        ({"section": None}, False),
        ({"kind": "not_empty"}, False),
        ({"kind": None}, False),
        ({"demand": "  "}, False),
        ({"number": None}, False),
        ({"number": 0}, False),
        ({"number": 1001}, False),
        ({"number": "2"}, False),
        ({"kind": "age-days", "number": 401}, False),
        ({"kind": "age-days", "number": 400}, True),
        ({"kind": "yearly"}, False),
        ({"kind": "yearly", "day": 30, "month": 6}, True),
        ({"kind": "yearly", "day": 31, "month": 6}, False),
        ({"kind": "yearly", "day": 29, "month": 2}, False),
    ],
)
def test_what_can_be_a_rule(change, wanted):
    assert (problem_of({**ROW, **change}, CODES) == "") is wanted


VALUES = st.one_of(st.none(), st.integers(-9, 5000), st.text("ă <\n", max_size=9), st.booleans())
ROWS = st.fixed_dictionaries(
    {
        "id": st.just("own-1"),
        "section": st.sampled_from(["A31", "A05.1", "Z9", None]),
        "kind": st.sampled_from([*KINDS, "x", None]),
        "number": VALUES,
        "day": VALUES,
        "month": VALUES,
        "demand": st.one_of(st.none(), st.text("ă <\n", max_size=20)),
    }
)


@given(ROWS)
def test_whatever_is_stored_is_a_check_or_has_a_problem(row):
    if not problem_of(row, CODES):
        check = check_of(row, ("thcs",))
        assert check.demand and set(check.params) == set(PARAMETERS[check.kind])


@given(VALUES, VALUES)
def test_no_value_breaks_the_question_for_a_day(day, month):
    assert is_day(day, month) in (True, False)
