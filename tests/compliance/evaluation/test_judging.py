"""The evaluation as a whole: what binds, what counts, what a score is."""

from datetime import datetime
from datetime import timedelta
from datetime import timezone
from hcmedu.portal.compliance.evaluation import evaluate
from hcmedu.portal.compliance.evaluation import Fact
from hcmedu.portal.compliance.evaluation import Rows
from hcmedu.portal.compliance.evaluation import SchoolFacts
from hcmedu.portal.compliance.evaluation import Score
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.settings.rules import check_of
from hcmedu.portal.regulations import catalogue

import pytest


ZONE = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZONE)
THCS = SchoolFacts(levels=frozenset({"thcs"}))


def fact(code, portal_type, **more):
    return Fact(f"{code}-{portal_type}", "Bài", f"/{code}", portal_type, (code,), NOW, **more)


def test_a_school_without_anything_has_no_points():
    report = evaluate(catalogue(), THCS, Rows([], {}), NOW)
    assert report.of(Status.MET) == ()
    assert report.overall == 0.0
    assert report.result("A31.not-empty").finding.mend.portal_type == "Schedule"


def test_the_same_facts_have_the_same_report():
    facts = [fact("A31", "Schedule"), fact("A05.1", "News Item")]
    law = catalogue()
    assert evaluate(law, THCS, Rows(facts, {}), NOW) == evaluate(law, THCS, Rows(facts, {}), NOW)


def test_a_wrong_type_does_not_fill_a_section():
    report = evaluate(catalogue(), THCS, Rows([fact("A31", "Document")], {}), NOW)
    assert report.result("A31.not-empty").status is Status.NOT_MET


def test_a_menu_is_asked_of_schools_with_boarding_only():
    boarding = SchoolFacts(levels=frozenset({"thcs"}), boarding=True)
    keys = {each.key for each in evaluate(catalogue(), THCS, Rows([], {}), NOW).results}
    more = {each.key for each in evaluate(catalogue(), boarding, Rows([], {}), NOW).results}
    assert "A30.not-empty" in more - keys


def test_another_circular_can_be_assumed():
    report = evaluate(catalogue(), THCS, Rows([], {}), NOW, "tt-36-2017")
    assert "tt-36-2017" in report.regulations
    assert "tt-09-2024" not in report.regulations
    with pytest.raises(KeyError):
        evaluate(catalogue(), THCS, Rows([], {}), NOW, "nothing")


def test_rules_of_the_school_count_for_nothing():
    """Met or not: they are judged, and the scores are those by the law alone."""
    law = catalogue()
    facts = Rows([fact("A13", "Disclosure")], {})
    row = {"id": "own-1", "kind": "number", "number": 1, "demand": "Dễ"}
    own = tuple(
        ("A13", check_of({**row, "id": f"own-{number}", "number": number}, tuple(law.levels)))
        for number in (1, 9)
    )
    more = SchoolFacts(levels=frozenset({"thcs"}), own=own)
    plain, found = (evaluate(law, each, facts, NOW) for each in (THCS, more))
    assert found.result("A13.own-1").is_own and found.result("A13.own-1").status is Status.MET
    assert found.scores == plain.scores and found.overall == plain.overall
    assert not any(each.is_own for each in plain.results)


def test_a_score_is_rounded_half_up_but_never_to_a_full_one():
    assert Score(2999.5, 3000).percent == 99.9
    assert Score(3000, 3000).percent == 100.0
    assert Score(2, 3).percent == 66.7
    assert Score(182.5, 400).percent == 45.6
    assert Score(0.5, 3000).percent == 0.0
    assert Score(0, 0).percent is None
