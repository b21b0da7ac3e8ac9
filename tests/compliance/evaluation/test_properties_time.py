"""What holds of the judges of time whatever a school publishes, and whenever one asks."""

from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from functools import cache
from hcmedu.portal.compliance.evaluation import Attestation
from hcmedu.portal.compliance.evaluation import evaluate
from hcmedu.portal.compliance.evaluation import Fact
from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.compliance.evaluation import Rows
from hcmedu.portal.compliance.evaluation import SchoolFacts
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.evaluation.asking import Case
from hcmedu.portal.compliance.evaluation.deadlines import deadlines
from hcmedu.portal.compliance.evaluation.deadlines import due_within
from hcmedu.portal.compliance.evaluation.judging import applied
from hcmedu.portal.compliance.evaluation.judging import binding
from hcmedu.portal.compliance.evaluation.judging import judge
from hcmedu.portal.compliance.wording import SENTENCES
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import CheckKind
from hcmedu.portal.vietnamese import SchoolYear
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

import re


ZONE = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 20, 16, 30, tzinfo=ZONE)
TIMED = frozenset(
    {
        CheckKind.DISCLOSURE_FORMS_PRESENT,
        CheckKind.FRESHNESS,
        CheckKind.KEPT_FOR,
        CheckKind.WEEKLY_DEADLINE,
        CheckKind.WITHIN_WORKING_DAYS,
        CheckKind.YEARLY_DEADLINE,
        CheckKind.YEARS_COVERED,
    }
)
RANK = {Status.NOT_MET: 0, Status.TO_ATTEST: 0, Status.PARTIAL: 1, Status.MET: 2}
SCHOOLS = st.builds(
    SchoolFacts,
    levels=st.frozensets(st.sampled_from(["mam-non", "tieu-hoc", "thcs", "gdtx"]), min_size=1),
    boarding=st.booleans(),
    founding_year=st.none() | st.integers(2015, 2030),
    second_term=st.tuples(st.integers(1, 31), st.sampled_from([1, 2])),
    days_off=st.frozensets(st.dates(date(2026, 11, 1), date(2026, 12, 31)), max_size=9),
    attestations=st.none()
    | st.dictionaries(
        st.sampled_from(["A01.on-change", "A01.before-school-year", "A16.received"]),
        st.builds(Attestation, st.just("Hà"), st.dates(date(2024, 1, 1), date(2027, 12, 31))),
    ),
)
AGES = st.timedeltas(timedelta(0), timedelta(days=900))
YEARS = st.integers(2022, 2027).map(lambda start: SchoolYear(start).title)
FORMS = st.sampled_from(sorted(catalogue().all_disclosure_forms))


@st.composite
def facts(draw) -> Fact:
    """Something of a kind that is judged by time, published within 900 days before ``NOW``."""
    kind = draw(st.sampled_from(sorted(SHAPES)))
    section, values = SHAPES[kind]
    more = {name: value for name, value in draw(values).items() if value is not None}
    uid = str(draw(st.integers(0, 10**9)))
    published = NOW - draw(AGES)
    return Fact(uid, "Bài", f"/{uid}", kind.split()[0], (section,), published, more)


MONDAYS = st.integers(-8, 8).map(lambda weeks: date(2026, 11, 23) + timedelta(weeks=weeks))
DAYS = st.dates(date(2025, 1, 1), date(2027, 1, 1))
SHAPES = {
    "Schedule weekly": (
        "A31",
        st.fixed_dictionaries({"schedule_kind": st.just("weekly"), "week_start": MONDAYS}),
    ),
    "Schedule menu": (
        "A30",
        st.fixed_dictionaries(
            {
                "schedule_kind": st.just("menu"),
                "week_start": st.none() | MONDAYS,
                "school_year": st.none() | YEARS,
                "term": st.sampled_from([None, "1", "2", "year", "summer"]),
            }
        ),
    ),
    "Schedule timetable": (
        "A29",
        st.fixed_dictionaries(
            {
                "schedule_kind": st.just("timetable"),
                "school_year": YEARS,
                "term": st.sampled_from([None, "1", "2", "year"]),
            }
        ),
    ),
    "Disclosure": (
        "A13",
        st.fixed_dictionaries(
            {
                "disclosure_form": st.none() | FORMS,
                "school_year": YEARS,
                "period": st.sampled_from([None, "june", "september"]),
            }
        ),
    ),
    "YearbookEntry": ("A15", st.fixed_dictionaries({"school_year": YEARS})),
    "OfficialDocument": (
        "A07",
        st.fixed_dictionaries({"issue_date": st.none() | DAYS, "in_force_from": st.none() | DAYS}),
    ),
    "Image": ("A25", st.just({})),
    "Document": ("A01", st.just({})),
}
CONTENT = st.lists(facts(), max_size=5, unique_by=lambda fact: fact.uid)


@cache
def timed_checks(levels: frozenset[str], boarding: bool, on: date) -> tuple:
    law, school = catalogue(), SchoolFacts(levels=levels, boarding=boarding)
    found = binding(law, school, applied(law, school, on))
    return tuple((owner, check) for owner, check in found if check.kind in TIMED)


def results(school: SchoolFacts, content: list[Fact], now: datetime = NOW) -> dict:
    """Findings of the checks of time, by key."""
    law, source = catalogue(), Rows(content, {})
    ids = applied(law, school, now.date())
    checks = timed_checks(school.levels, school.boarding, now.date())
    cases = [Case(law, school, source, now, ids, owner, check) for owner, check in checks]
    return {case.key: judge(case).finding for case in cases}


def renamed(fact: Fact, published: datetime) -> Fact:
    """Another one of the same kind, published at a moment."""
    return replace(fact, uid=f"other-{fact.uid}", published=published)


def not_worse(before: dict, after: dict, key: str) -> bool:
    """Whether a result is as good as before; what did not apply has no rank."""
    old, new = before[key].status, after[key].status
    return old not in RANK or new not in RANK or RANK[old] <= RANK[new]


@settings(max_examples=60, deadline=None)
@given(SCHOOLS, CONTENT, st.data())
def test_publishing_earlier_makes_no_result_worse(school, content, data):
    assume(content)
    chosen = data.draw(st.integers(0, len(content) - 1))
    fact = content[chosen]
    earlier = replace(fact, published=fact.published - data.draw(AGES))
    moved = [*content[:chosen], earlier, *content[chosen + 1 :]]
    before, after = results(school, content), results(school, moved)
    old = {key for key, finding in before.items() if not not_worse(before, after, key)}
    # What is asked of these is that the newest is new: there, earlier is older
    assert old <= {"A25.one-month", "A01.before-school-year"}


@settings(max_examples=60, deadline=None)
@given(SCHOOLS, CONTENT, CONTENT, st.timedeltas(timedelta(seconds=1), timedelta(days=400)))
def test_what_is_published_later_changes_nothing(school, content, more, later):
    to_come = [renamed(fact, NOW + later) for fact in more]
    assert results(school, [*content, *to_come]) == results(school, content)


@settings(max_examples=60, deadline=None)
@given(SCHOOLS, CONTENT, facts())
def test_something_in_time_lowers_no_result(school, content, fact):
    """In time: published before any day that it names."""
    issued = [day for name, day in fact.values.items() if name in ("issue_date", "in_force_from")]
    in_time = datetime.combine(min([*issued, NOW.date()]), NOW.timetz())
    added = renamed(fact, min(in_time, NOW))
    before, after = results(school, content), results(school, [*content, added])
    assert all(not_worse(before, after, key) for key in before)


@settings(max_examples=100, deadline=None)
@given(
    SCHOOLS,
    CONTENT,
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 12, 31), timezones=st.just(ZONE)),
)
def test_no_judge_raises_whatever_the_day(school, content, now):
    for finding in results(school, content, now).values():
        assert isinstance(finding.status, Status)
        says_all(finding.missing)
        known = finding.total is None or 0 <= finding.fulfilled <= finding.total
        assert known


def says_all(missing) -> None:
    """A sentence is there, and each of its values."""
    if missing is not None:
        assert set(re.findall(r"\$\{(\w+)\}", SENTENCES[missing.key])) <= set(missing.values)


@settings(max_examples=60, deadline=None)
@given(
    SCHOOLS,
    CONTENT,
    st.dates(date(2000, 1, 1), date(2099, 1, 1)),
    st.integers(-30, 500),
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(ZONE)),
)
def test_deadlines_are_in_order_and_within_the_days_asked_for(school, content, first, days, now):
    last = first + timedelta(days=days)
    found = deadlines(catalogue(), school, Rows(content, {}), now, first, last)
    assert [each.when for each in found] == sorted(each.when for each in found)
    assert all(first <= each.when.date() <= last for each in found)
    assert len({(each.when, each.key, each.uid) for each in found}) == len(found)
    for each in found:
        says_all(each.what)
        assert each.mend is None or not each.done


@settings(max_examples=10, deadline=None)
@given(SCHOOLS, CONTENT, st.integers(0, 400))
def test_what_is_due_soon_lies_ahead(school, content, days):
    report: Report = evaluate(catalogue(), school, Rows(content, {}), NOW)
    for result in due_within(report, days):
        due = result.finding.due
        day = due.date() if isinstance(due, datetime) else due
        assert NOW.date() <= day <= NOW.date() + timedelta(days=days)
