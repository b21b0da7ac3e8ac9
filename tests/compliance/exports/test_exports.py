"""The report as files and on paper: for whoever may read it, the same everywhere, harmless."""

from hcmedu.portal.compliance.exports import pdf
from hcmedu.portal.compliance.exports.paper import BY_HAND
from hcmedu.portal.compliance.exports.paper import place_of
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.conversion import abilities
from hcmedu.portal.conversion import ConversionError
from hcmedu.portal.conversion import Reason
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.profile import ISchoolProfile
from io import BytesIO
from openpyxl import load_workbook

import json
import pytest
import re


PAGES = (
    "hcmedu-compliance.json",
    "hcmedu-compliance.xlsx",
    "hcmedu-compliance-print",
    "hcmedu-compliance.pdf",
    "hcmedu-compliance-paper",
)
EVIL = '=HYPERLINK("http://x")</p><script>alert(1)</script>'


class TestDenied:
    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize("user", [None, "nguoila", "phongvien", "thuky"])
    def test_not_for_this_person(self, board, page, user):
        assert board.page(page, user) == "refused"


@pytest.fixture
def school(board):
    profile = ISchoolProfile(board.root)
    profile.school_name = EVIL
    profile.authority_name = "UBND phường Bến Thành"
    profile.principal = "Nguyễn Thị Hoà"
    profile.levels = {"thcs"}
    profile.address = "12 Lê Lợi, phường Bến Thành, Thành phố Hồ Chí Minh"
    return board


def cells(body):
    book = load_workbook(BytesIO(body))
    return {sheet.title: [cell for row in sheet.iter_rows() for cell in row] for sheet in book}


class TestFiles:
    def test_json_is_the_report(self, school):
        data = json.loads(school.page("hcmedu-compliance.json", "hieutruong", on="20/11/2026"))
        assert data["school"] == EVIL
        assert data["moment"].startswith("2026-11-20T23:59:59")
        report = report_of(school.root)
        assert {each["key"] for each in data["results"]} == {each.key for each in report.results}
        assert school.answer.getHeader("Content-Type").startswith("application/json")
        assert "attachment" in school.answer.getHeader("Content-Disposition")
        assert school.answer.getHeader("Cache-Control") == "private, no-store"

    def test_another_circular_is_told(self, school):
        body = school.page("hcmedu-compliance.json", "quantri", assume="tt-36-2017")
        assert json.loads(body)["assumed"] == "tt-36-2017"
        text = school.page("hcmedu-compliance-print", "quantri", assume="tt-36-2017")
        assert catalogue().regulations["tt-36-2017"].number in text

    def test_the_workbook_has_all_results_and_no_formula(self, school):
        found = cells(school.page("hcmedu-compliance.xlsx", "hieutruong"))
        assert list(found) == ["Tổng hợp điểm", "Kết quả"]
        told = {cell.value for cell in found["Kết quả"]}
        results = report_of(school.root).results
        assert told.issuperset(each.check.demand for each in results)
        assert all(cell.data_type != "f" for each in found.values() for cell in each)
        assert EVIL in {cell.value for cell in found["Tổng hợp điểm"]}

    def test_paper_tells_what_the_report_tells(self, school):
        text = school.page("hcmedu-compliance-print", "hieutruong")
        for part in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "UBND phường Bến Thành", "HIỆU TRƯỞNG"):
            assert part in text
        assert "Thành phố Hồ Chí Minh, ngày" in " ".join(text.split())
        assert "<script>alert" not in text
        titles = [each.title for each in catalogue().criteria.values()]
        assert all(title in text for title in titles)

    def test_what_is_missing_stands_before_what_is_met(self, school):
        text = school.page("hcmedu-compliance-print", "hieutruong")
        parts = ("I. Điểm theo", "II. Nội dung chưa đạt", "III. ", "IV. Văn bản áp dụng", "Mã đối")
        places = [text.index(part) for part in parts]
        assert places == sorted(places)

    @pytest.mark.parametrize("page", ["hcmedu-compliance-print", "hcmedu-compliance.xlsx"])
    def test_regulations_are_told_by_their_names(self, school, page):
        body = school.page(page, "hieutruong")
        if page.endswith("xlsx"):
            body = " ".join(str(cell.value) for each in cells(body).values() for cell in each)
        assert "Hướng dẫn của Phòng Giáo dục và Đào tạo Quận 8, mục" in body
        assert "Thông tư 09/2024/TT-BGDĐT, Điều" in body
        assert "q8 " not in body and "91/2015/QH13" not in body

    def test_each_finding_tells_its_demand_and_since_when(self, school):
        """No code of the catalogue, which means nothing to who signs; two alike told apart."""
        text = " ".join(school.page("hcmedu-compliance-print", "hieutruong").split())
        part = text[text.index("II. Nội dung chưa đạt") : text.index("III. ")]
        assert "Không để trống chuyên mục." in part and "quá hạn từ" in part
        assert "A31" not in text and "Lịch công tác tuần" in part

    @pytest.mark.parametrize(("day", "told"), [("20/11/2025", True), ("20/11/2090", False)])
    def test_of_a_day_that_is_over_it_says_what_it_can_not_know(self, school, day, told):
        text = school.page("hcmedu-compliance-print", "hieutruong", on=day)
        assert ("không lưu lại nội dung của những ngày đã qua" in text) is told


class TestPdf:
    def test_nobody_signs_an_empty_page(self, school, monkeypatch):
        """What stands before the signatures is kept on their page."""
        made = []
        monkeypatch.setattr(pdf, "pdf_of", lambda text, *_rest: made.append(text) or b"%PDF-")
        school.page("hcmedu-compliance.pdf", "hieutruong", on="20/11/2025")
        above, _table, _signatures = made[0].rpartition("<table:table ")
        before = re.findall(r'<text:p text:style-name="(\w+)">', above)[-4:]
        assert before == ["Kept", "Kept", "SmallKept", "Kept"]
        assert 'style:name="Kept"' in made[0] and 'fo:keep-with-next="always"' in made[0]
        assert "không lưu lại nội dung" in made[0]

    def test_it_is_a_pdf_or_a_reason(self, school):
        body = school.page("hcmedu-compliance.pdf", "hieutruong")
        if abilities().office:
            assert body.startswith(b"%PDF-")
        else:
            assert school.answer.getStatus() == 303

    @pytest.mark.parametrize("reason", [Reason.NO_TOOL, Reason.TIMED_OUT, Reason.DAMAGED])
    def test_what_fails_leads_back_with_a_reason(self, school, monkeypatch, reason):
        def broken(*args):
            raise ConversionError(reason, "secret path")

        monkeypatch.setattr(pdf, "pdf_of", broken)
        school.page("hcmedu-compliance.pdf", "hieutruong", on="20/11/2026")
        assert school.answer.getStatus() == 303
        assert school.answer.getHeader("Location").endswith(
            "/@@hcmedu-compliance?on=20%2F11%2F2026"
        )
        assert not pdf._one_at_a_time.locked()

    def test_one_is_made_at_a_time(self, school):
        with pdf._one_at_a_time:
            school.page("hcmedu-compliance.pdf", "hieutruong")
        assert school.answer.getStatus() == 303


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("12 Lê Lợi, Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("12 Lê Lợi, TP. Hồ Chí Minh.", "TP. Hồ Chí Minh"),
        ("12 Lê Lợi", BY_HAND),
        ("12 Lê Lợi, ", BY_HAND),
        ("", BY_HAND),
    ],
)
def test_where_it_is_signed(address, place):
    assert place_of(address) == place
