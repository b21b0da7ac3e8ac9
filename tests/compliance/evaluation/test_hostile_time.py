"""Odd values that an import or a script can leave behind stop no report, and win nothing."""

from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from datetime import UTC
from hcmedu.portal.compliance.evaluation import evaluate
from hcmedu.portal.compliance.evaluation import Fact
from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.compliance.evaluation import Rows
from hcmedu.portal.compliance.evaluation import SchoolFacts
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.evaluation.deadlines import deadlines
from hcmedu.portal.regulations import catalogue

import pytest


ZONE = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 20, 17, 0, tzinfo=ZONE)
BOARDING = SchoolFacts(levels=frozenset({"thcs"}), boarding=True)
FAR = date(9999, 12, 31)


def fact(code: str, kind: str, **values) -> Fact:
    return Fact(f"{code}-{kind}", "Bài", "/bai", kind, (code,), NOW - timedelta(hours=8), values)


def report(*facts: Fact, school: SchoolFacts = BOARDING, now: datetime = NOW) -> Report:
    rows = Rows(facts, {})
    deadlines(catalogue(), school, rows, now, now.date(), now.date() + timedelta(days=400))
    return evaluate(catalogue(), school, rows, now)


@pytest.mark.parametrize(
    ("key", "hostile", "status"),
    [
        ("A07.one-working-day", fact("A07", "OfficialDocument", issue_date=FAR), Status.MET),
        ("A07.one-working-day", fact("A07", "OfficialDocument"), Status.NOT_APPLICABLE),
        ("A31.friday", fact("A31", "Schedule", schedule_kind="weekly"), Status.NOT_MET),
        (
            "A31.friday",
            fact("A31", "Schedule", schedule_kind="weekly", week_start=FAR),
            Status.NOT_MET,
        ),
        (
            "A30.friday",
            fact("A30", "Schedule", schedule_kind="menu", school_year="muôn năm", term="year"),
            Status.NOT_MET,
        ),
        (
            "A30.friday",
            fact("A30", "Schedule", schedule_kind="menu", school_year="2026-2027", term="9"),
            Status.NOT_MET,
        ),
        (
            "A29.start-of-year",
            fact("A29", "Schedule", schedule_kind="timetable", school_year="9998-9999"),
            Status.NOT_MET,
        ),
        (
            "A13.tt-09-2024-forms",
            fact("A13", "Disclosure", disclosure_form="tt-99-2099", school_year="2025-2026"),
            Status.NOT_MET,
        ),
        ("A13.three-years", fact("A13", "Disclosure", school_year=""), Status.NOT_MET),
        ("A15.five-years", fact("A15", "YearbookEntry", school_year="9998-9999"), Status.NOT_MET),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_an_odd_value_wins_nothing(key: str, hostile: Fact, status: Status):
    assert report(hostile).result(key).status is status


@pytest.mark.parametrize("term", [(31, 2), (29, 2), (31, 9), (1, 8)])
def test_any_day_may_begin_the_second_term(term: tuple[int, int]):
    school = replace(BOARDING, second_term=term)
    for month in range(1, 13):
        report(school=school, now=NOW.replace(month=month))


def test_a_school_that_always_is_closed_owes_no_plan():
    every = frozenset(date(2026, 1, 1) + timedelta(days=number) for number in range(900))
    found = report(school=replace(BOARDING, days_off=every))
    assert found.result("A31.friday").status is Status.NOT_APPLICABLE


def test_a_school_of_the_future_owes_nothing_of_the_past():
    found = report(school=replace(BOARDING, founding_year=3000))
    keys = ("A31.friday", "A30.friday", "A13.three-years", "A15.five-years", "A13.tt-09-2024-june")
    assert {found.result(key).status for key in keys} == {Status.NOT_APPLICABLE}


def test_a_title_is_never_read_as_a_sentence():
    late = replace(
        fact("A07", "OfficialDocument", issue_date=date(2026, 11, 2)), title="${number} <script>"
    )
    missing = report(late).result("A07.one-working-day").finding.missing
    assert missing.values["title"] == "${number} <script>"


def test_what_has_no_day_of_publication_has_always_been_there():
    plan = fact("A31", "Schedule", schedule_kind="weekly", week_start=date(2026, 11, 23))
    assert report(replace(plan, published=None)).result("A31.friday").status is Status.MET


def test_a_moment_of_another_zone_is_the_same_moment():
    """09:00 in London is 16:00 in Vietnam: too late."""
    plan = fact("A31", "Schedule", schedule_kind="weekly", week_start=date(2026, 11, 23))
    london = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    late = report(replace(plan, published=london)).result("A31.friday")
    in_time = report(replace(plan, published=london - timedelta(seconds=1))).result("A31.friday")
    assert (late.status, in_time.status) == (Status.PARTIAL, Status.MET)


def test_a_day_is_a_day_in_vietnam():
    """17:30 on Monday in London is 00:30 on Tuesday in Vietnam: a working day too late."""
    issued = fact("A07", "OfficialDocument", issue_date=date(2026, 11, 13))
    monday = datetime(2026, 11, 16, 17, 30, tzinfo=UTC)
    found = report(replace(issued, published=monday)).result("A07.one-working-day")
    assert found.status is Status.NOT_MET
