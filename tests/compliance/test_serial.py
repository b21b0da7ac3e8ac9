"""A report as data that JSON holds, whatever the report says."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from hcmedu.portal.compliance.evaluation import Attestation
from hcmedu.portal.compliance.evaluation import evaluate
from hcmedu.portal.compliance.evaluation import Evidence
from hcmedu.portal.compliance.evaluation import Finding
from hcmedu.portal.compliance.evaluation import Mend
from hcmedu.portal.compliance.evaluation import Missing
from hcmedu.portal.compliance.evaluation import Result
from hcmedu.portal.compliance.evaluation import Rows
from hcmedu.portal.compliance.evaluation import SchoolFacts
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.serial import report_data
from hcmedu.portal.compliance.serial import result_data
from hcmedu.portal.regulations import catalogue

import json
import pytest


NOW = datetime(2026, 11, 20, 10, 0, tzinfo=timezone(timedelta(hours=7)))
THCS = SchoolFacts(levels=frozenset({"thcs"}))

#: Sentences tell of moments in the zone of the site.
pytestmark = pytest.mark.usefixtures("integration")


@pytest.fixture(scope="module")
def report():
    return evaluate(catalogue(), THCS, Rows([], {}), NOW, "tt-36-2017")


def test_json_holds_all_of_it(report):
    data = report_data(report, str, school="THCS Đoàn Kết")
    assert json.loads(json.dumps(data)) == data
    assert data["moment"] == "2026-11-20T10:00:00+07:00"
    assert data["assumed"] == "tt-36-2017"
    assert [each["key"] for each in data["results"]] == [each.key for each in report.results]
    assert [each["id"] for each in data["criteria"]] == list(report.scores)


def test_each_regulation_has_its_title(report):
    told = {each["id"]: each["title"] for each in report_data(report, str)["regulations"]}
    assert set(told) == set(report.regulations)
    assert all(told.values())


def test_mending_is_told_where_an_address_is_known(report):
    asked = []

    def urls(mend):
        asked.append(mend)
        return "https://truong.edu.vn/sua" if mend else ""

    told = report_data(report, str, urls)["results"]
    assert {each["mend_url"] for each in told} <= {None, "https://truong.edu.vn/sua"}
    assert len(asked) == len(report.results)
    assert {each["mend_url"] for each in report_data(report, str)["results"]} == {None}


@pytest.mark.parametrize("due", [date(2026, 6, 30), NOW, None])
def test_a_finding_with_everything(report, due):
    finding = Finding(
        Status.PARTIAL,
        Missing("too_few", {"found": 1, "number": 2}),
        (Evidence("u1", "Bài =1+1", "https://truong.edu.vn/bai"),),
        fulfilled=1,
        total=2,
        due=due,
        mend=Mend("open", "A05"),
        attestation=Attestation("Nguyễn Thị Hoà", date(2026, 9, 5), "đã xem"),
    )
    result = report.results[0]
    data = result_data(Result("A.x", "A05", result.check, "d01", finding), str)
    assert json.loads(json.dumps(data)) == data
    assert data["attested"] == {"by": "Nguyễn Thị Hoà", "on": "2026-09-05", "note": "đã xem"}
    assert data["due"] == (due.isoformat() if due else None)
    assert data["evidence"][0]["title"] == "Bài =1+1"
    assert data["section"]["code"] == "A05"


def test_a_section_that_the_catalogue_has_no_more_is_told_by_its_code(report):
    result = report.results[0]
    data = result_data(Result("Z9.x", "Z9", result.check, "d01", result.finding), str)
    assert data["section"] == {"code": "Z9", "title": "Z9"}


def test_only_regulations_that_a_result_rests_on_are_told(report):
    data = report_data(report, str)
    applying = [each for each in data["results"] if each["status"] != "not_applicable"]
    cited = {place["regulation"] for each in applying for place in each["citations"]}
    assert {each["id"] for each in data["regulations"]} - {"tt-36-2017"} <= cited
    assert "blds-2015" not in {each["id"] for each in data["regulations"]}
    assert all(each["name"] for each in data["regulations"])
    assert all(each["basis"] for each in data["results"])
