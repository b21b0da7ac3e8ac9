"""The demo school reviews itself: a mix of results, each for a reason that is really there."""

from collections import Counter
from datetime import date
from datetime import timedelta
from hcmedu.portal.compliance.attesting import attestations
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.history.snapshots import Kind
from hcmedu.portal.compliance.history.store import heads
from hcmedu.portal.compliance.review.store import measures
from hcmedu.portal.compliance.settings import own_checks
from hcmedu.portal.content.moments import now
from hcmedu.portal.demo.compliance import fill_compliance
from hcmedu.portal.demo.compliance import load_compliance
from hcmedu.portal.demo.compliance import WEEKS
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.profile import ISchoolProfile

import pytest


FRIDAY = date(2026, 11, 27)


@pytest.fixture
def today():
    return now().date()


class TestReport:
    def test_a_mix(self, school):
        report = report_of(school)
        counts = Counter(each.status for each in report.results)
        assert 70 <= report.overall <= 90
        assert counts[Status.MET] > 80
        for status in (Status.PARTIAL, Status.NOT_MET, Status.TO_ATTEST):
            assert counts[status] >= 3, status

    def test_what_is_missing_is_really_missing(self, school):
        report = report_of(school)
        missing = {each.key for each in report.of(Status.NOT_MET)}
        assert missing >= {"A01.before-school-year", "B07.feeds"}
        assert not [key for key in missing if key.endswith(".not-empty")]

    @pytest.mark.parametrize("key", ["A30.friday", "A31.friday", "A25.one-month"])
    def test_what_is_there_on_any_day(self, school, key):
        assert report_of(school).result(key).status is Status.MET

    def test_the_head_answers_by_name(self, school, today):
        given = report_of(school).result("A16.topics").finding.attestation
        assert given.by == ISchoolProfile(school).principal and given.on < today

    def test_the_schools_own_rules(self, school):
        own = own_checks(school)
        assert len(own) >= 3
        results = report_of(school)
        statuses = {results.result(f"{code}.{check.id}").status for code, check in own}
        assert {Status.MET, Status.PARTIAL, Status.NOT_MET} <= statuses


class TestHistory:
    def test_weeks_and_an_assessment(self, school):
        kinds = Counter(each.kind for each in heads(school))
        assert kinds == {Kind.WEEKLY: WEEKS, Kind.ASSESSMENT: 1}
        assert all(each.at < now() and each.overall is not None for each in heads(school))

    def test_it_got_better(self, school):
        first = heads(school)[0]
        assert first.overall < report_of(school).overall

    def test_measures_done_open_and_overdue(self, school, today):
        found = measures(school)
        assert any(each.done for each in found)
        assert any(each.is_overdue(today) for each in found)
        assert any(not each.done and not each.is_overdue(today) for each in found)

    def test_a_second_time_nothing(self, school, today):
        before = (attestations(school), own_checks(school), len(heads(school)), measures(school))
        fill_compliance(school, today + timedelta(days=1))
        after = (attestations(school), own_checks(school), len(heads(school)), measures(school))
        assert before == after


class TestData:
    """Without a site: the file alone."""

    def test_each_key_is_of_the_catalogue(self):
        law = catalogue()
        owners = {**law.sections, **law.items}
        data = load_compliance(FRIDAY)
        for row in (*data["attested"], *data["measures"]):
            code, _dot, name = row["key"].rpartition(".")
            assert name in {check.id for check in owners[code].checks}, row["key"]

    @pytest.mark.parametrize("days", range(7))
    def test_nothing_is_of_tomorrow_whatever_the_day(self, days):
        day = FRIDAY + timedelta(days=days)
        data = load_compliance(day)
        assert all(row["day"] < day for row in data["attested"])
        assert all(
            row["found_on"] < day and row["found_on"] < row["due"] for row in data["measures"]
        )
