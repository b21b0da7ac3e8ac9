"""What a visitor can find out of a portal agrees with what it knows of itself."""

from datetime import datetime
from datetime import timedelta
from datetime import timezone
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.external import external_report
from hcmedu.portal.compliance.external import ExternalError
from hcmedu.portal.compliance.external import UNSEEN
from hcmedu.portal.compliance.external.asking import AT_ONCE
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.facts.schools import school_facts
from hcmedu.portal.content.moments import now
from plone.testing.zope import Browser

import json
import pytest


NOW = datetime(2026, 11, 20, 10, 0, tzinfo=timezone(timedelta(hours=7)))


@pytest.fixture
def get(demo):
    """Anybody's GET of JSON, in this process; ``get.asked``: the addresses."""
    browser = Browser(demo["app"])
    browser.addHeader("Accept", "application/json")
    asked = []

    def fetch(url):
        asked.append(url)
        browser.open(url)
        return json.loads(browser.contents)

    fetch.asked = asked
    return fetch


class TestDemo:
    def test_both_reports_agree(self, school, get):
        moment = now()
        own = {check for _code, check in school_facts(school).own}
        inside = {
            each.key: each for each in report_of(school, moment).results if each.check not in own
        }
        outside = external_report(get, school.absolute_url(), moment)
        told = {each.key: each for each in outside.results}
        assert set(told) == set(inside)
        seen = {
            key: each
            for key, each in inside.items()
            if each.check.kind not in UNSEEN and each.finding.attestation is None
        }
        assert len(seen) > 60
        different = {
            key: (each.status, told[key].status)
            for key, each in seen.items()
            if each.status is not told[key].status
        }
        assert different == {}
        assert len({each.status for each in seen.values()}) >= 4
        for key in set(inside) - set(seen):
            statuses = (Status.TO_ATTEST, Status.NOT_APPLICABLE, Status.NOT_MET)
            assert told[key].status in statuses, key

    def test_few_questions_and_all_of_this_portal(self, school, get):
        external_report(get, school.absolute_url(), now())
        assert len(get.asked) <= 3 + 2000 // AT_ONCE
        assert all(url.startswith(school.absolute_url()) for url in get.asked)


@pytest.mark.parametrize("answer", [None, [], "x", {"items": None}, {"items": ["x"]}, {}])
def test_an_answer_of_something_else_is_refused(answer):
    with pytest.raises(ExternalError):
        external_report(lambda url: answer, "https://thcs.example.vn", NOW)


def test_a_portal_without_an_end_is_refused():
    endless = {"items": [{"@id": "https://other.example.vn/x"}] * AT_ONCE}
    with pytest.raises(ExternalError):
        external_report(lambda url: endless, "https://thcs.example.vn", NOW)


@pytest.mark.parametrize("value", ["x", 5, {}, [], [[]], {"token": []}, "9999-12-31T23:59:59Z"])
def test_odd_values_break_nothing(value):
    names = ("effective", "lacks", "in_sections", "compliance", "issue_date", "closes", "levels")
    row = {"@id": "https://thcs.example.vn/x", **dict.fromkeys(names, value)}
    answer = {"items": [row], **dict.fromkeys(("founding_year", "boarding", "domain"), value)}
    assert external_report(lambda url: answer, "https://thcs.example.vn/", NOW).results
