"""What the terminal shows of reports: plain lines, in order, nothing that it would obey."""

from hcmedu.portal.instance.compliancetext import clean
from hcmedu.portal.instance.compliancetext import due
from hcmedu.portal.instance.compliancetext import number
from hcmedu.portal.instance.compliancetext import ranked
from hcmedu.portal.instance.compliancetext import ranking_lines
from hcmedu.portal.instance.compliancetext import report_lines
from hcmedu.portal.instance.compliancetext import width
from hypothesis import given
from hypothesis import strategies as st
from unicodedata import category
from unicodedata import normalize

import pytest


def result(key, status, criterion="coverage", **more):
    row = {"section": {"code": key}, "demand": f"Có {key}.", "missing": None, "due": None}
    return {**row, "status": status, "criterion": criterion, **more}


def report(school="THCS A", overall=78.5, **more):
    criteria = [
        {"id": "coverage", "title": "Mức độ đầy đủ", "percent": 75.0},
        {"id": "timeliness", "title": "Tính kịp thời", "percent": None},
    ]
    return {
        "school": school,
        "moment": "2026-11-27T08:05:00+07:00",
        "overall": overall,
        "assumed": None,
        "regulations": [{"id": "tt-09-2024", "title": "Thông tư 09"}],
        "criteria": criteria,
        "results": [],
        **more,
    }


def test_a_report():
    rows = [
        result("A01", "met"),
        result("A02", "not_met", missing="Chưa có bài nào.", due="2026-11-27T16:00:00+07:00"),
        result("A03", "partial", missing="Mới có 1 trong 3."),
        result("A04", "to_attest"),
        result("A05", "not_applicable"),
    ]
    assert list(report_lines(report(results=rows, assumed="tt-09-2024"))) == [
        "THCS A",
        "Thời điểm:   08:05, 27/11/2026",
        "Giả định:    Thông tư 09",
        "Điểm chung:  78,5 / 100",
        "",
        "Tiêu chí       Điểm  Đạt  Một phần  Chưa đạt  Chờ xác nhận  Không áp dụng",
        "Mức độ đầy đủ  75,0    1         1         1             1              1",
        "Tính kịp thời     –    0         0         0             0              0",
        "",
        "Chưa đạt (1)",
        "  A02   Có A02.",
        "        Chưa có bài nào. Hạn: 16:00, 27/11/2026.",
        "",
        "Đạt một phần (1)",
        "  A03   Có A03.",
        "        Mới có 1 trong 3.",
        "",
        "Cần người xác nhận (1)",
        "  A04   Có A04.",
    ]


def test_schools_in_order():
    reports = [
        report("THCS C", 50.0),
        report("THCS Đ", None),
        report("THCS D", 90.0),
        report("THCS B", 50.0),
    ]
    assert [(place, data["school"]) for place, data in ranked(reports)] == [
        (1, "THCS D"),
        (2, "THCS B"),
        (2, "THCS C"),
        (4, "THCS Đ"),
    ]
    assert list(ranking_lines(reports)) == [
        "Hạng  Trường  Điểm chung   (1)  (2)",
        "1     THCS D        90,0  75,0    –",
        "2     THCS B        50,0  75,0    –",
        "2     THCS C        50,0  75,0    –",
        "4     THCS Đ           –  75,0    –",
        "",
        "(1) Mức độ đầy đủ",
        "(2) Tính kịp thời",
    ]


def test_no_school():
    assert next(ranking_lines([])) == "Hạng  Trường  Điểm chung"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, ""),
        ("2026-06-30", "Hạn: 30/06/2026."),
        ("2026-11-27T16:00:00+07:00", "Hạn: 16:00, 27/11/2026."),
    ],
)
def test_due(text, told):
    assert due(text) == told


@pytest.mark.parametrize(("value", "told"), [(None, "–"), (0, "0,0"), (100, "100,0"), (9.5, "9,5")])
def test_number(value, told):
    assert number(value) == told


@given(st.text())
def test_nothing_that_a_terminal_obeys(text):
    found = clean(text)
    assert not any(category(sign) == "Cc" for sign in found)
    assert "\u202e" not in found and "\n" not in found


@given(st.text(alphabet="Nguyễn Thị Hoà đơn vị ờ", max_size=30))
def test_composed_or_not_a_text_is_as_wide(text):
    assert width(normalize("NFD", text)) == width(normalize("NFC", text))
