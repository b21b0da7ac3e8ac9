"""Rows of the settings → checks; what can be no rule is told."""

from datetime import datetime
from datetime import timedelta
from datetime import timezone
from hcmedu.portal.compliance.evaluation import evaluate
from hcmedu.portal.compliance.evaluation import Rows
from hcmedu.portal.compliance.evaluation import SchoolFacts
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.evaluation.deadlines import deadlines
from hcmedu.portal.compliance.settings.rules import check_of
from hcmedu.portal.compliance.settings.rules import is_day
from hcmedu.portal.compliance.settings.rules import KINDS
from hcmedu.portal.compliance.settings.rules import problem_of
from hcmedu.portal.compliance.wording import sentence
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.checks import PARAMETERS
from hcmedu.portal.vietnamese import SchoolYear
from itertools import product

import pytest


NOW = datetime(2026, 11, 27, 9, 0, tzinfo=timezone(timedelta(hours=7)))
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


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_is_judged_and_counted_like_any_demand(kind):
    check = check_of({**ROW, "kind": kind, "day": 30, "month": 6}, ("thcs",))
    school = SchoolFacts(levels=frozenset({"thcs"}), own=(("A31", check),))
    law, source = catalogue(), Rows([], {})
    result = evaluate(law, school, source, NOW).result("A31.own-1")
    assert result.criterion in law.criteria and result.status is not Status.MET
    year = SchoolYear.of(NOW.date())
    found = deadlines(law, school, source, NOW, year.begins, year.ends)
    assert all(str(sentence(each.what)) for each in found if each.key == "A31.own-1")


VALUES = (None, -9, 0, 1, 5, 29, 31, 400, 401, 1000, 5000, "", "x", "2", True, 1.5)


@pytest.mark.parametrize("kind", [*KINDS, "x", "", None])
def test_whatever_is_stored_is_a_check_or_has_a_problem(kind):
    for section, number, day, month in product(("A31", "Z9", None), VALUES, VALUES, VALUES):
        row = {**ROW, "kind": kind, "section": section, "number": number, "day": day}
        row["month"] = month
        if not problem_of(row, CODES):
            check = check_of(row, ("thcs",))
            assert check.demand and set(check.params) == set(PARAMETERS[check.kind])


def test_no_value_breaks_the_question_for_a_day():
    assert {is_day(*pair) for pair in product(VALUES, VALUES)} == {True, False}
