"""The register of projects: states and kinds to choose, the documents below."""

from datetime import date
from datetime import datetime
from hcmedu.portal.browser.sections.documents import DocumentTable
from hcmedu.portal.browser.sections.projects import register
from hcmedu.portal.school import find_section
from io import BytesIO
from lxml import html as parser
from openpyxl import load_workbook
from zExceptions import NotFound

import csv
import pytest


SECRET = "BẢN-NHÁP-KÍN"
ROWS = (
    ("Cải tạo dãy B", "hang-muc-dau-tu", "da-trien-khai", 486_000_000, date(2026, 7, 1)),
    ("Thiết bị thực hành", "mua-sam-cong", "dang-trien-khai", 412_000_000, date(2026, 10, 1)),
    ("Hai phòng học bộ môn", "du-an", "sap-trien-khai", None, date(2027, 3, 1)),
    ("Máy chiếu", "mua-sam-cong", "da-trien-khai", 96_000_000, None),
)


@pytest.fixture
def section(root, make):
    section = find_section(root, "A23")
    for title, kind, state, amount, begins in ROWS:
        fields = {"project_kind": kind, "project_state": state, "amount": amount, "begins": begins}
        make(section, "Project", title=title, **fields)
    make(
        section,
        "Project",
        publish=False,
        title=SECRET,
        project_kind="du-an",
        project_state="dang-trien-khai",
    )
    return section


def titles(html: str) -> list[str]:
    cells = parser.fromstring(html).xpath('//td[contains(@class, "hcmedu-column-title")]//a')
    return [cell.text_content() for cell in cells]


def counts(html: str) -> dict[str, str]:
    links = parser.fromstring(html).xpath('//a[contains(@class, "hcmedu-value")]')
    return {link.xpath("string(span[1])"): link.xpath("string(span[2])") for link in links}


class TestRegister:
    def test_drafts_are_neither_shown_nor_counted(self, section, visit):
        html = visit(section)
        assert SECRET not in html
        assert counts(html)["Đang triển khai"] == "1"

    def test_what_begins_last_stands_first(self, section, visit):
        assert titles(visit(section)) == [
            "Hai phòng học bộ môn",
            "Thiết bị thực hành",
            "Cải tạo dãy B",
            "Máy chiếu",
        ]

    def test_states_and_kinds(self, section, visit):
        html = visit(section, state="da-trien-khai")
        assert titles(html) == ["Cải tạo dãy B", "Máy chiếu"]
        assert counts(html) == {
            "Đang triển khai": "1",
            "Sắp triển khai": "1",
            "Đã triển khai": "2",
            "Hạng mục đầu tư": "1",
            "Mua sắm công": "1",
        }
        assert titles(visit(section, state="da-trien-khai", kind="mua-sam-cong")) == ["Máy chiếu"]

    def test_amounts_as_vietnamese_write_them(self, section, visit):
        assert "486.000.000 đồng" in visit(section)

    def test_documents_stand_below(self, section, visit):
        html = visit(section)
        assert html.index("Máy chiếu") < html.index("3/TB-THCS")
        assert "3/TB-THCS" not in visit(section, state="da-trien-khai")

    def test_without_projects_the_documents_have_all_of_their_register(self, root):
        section = find_section(root, "A23")
        assert isinstance(register(section, section.REQUEST), DocumentTable)


class TestFiles:
    @pytest.mark.parametrize("name", ["projects.csv", "projects.xlsx"])
    def test_other_sections_have_none(self, site, visit, name):
        with pytest.raises(NotFound):
            visit(find_section(site, "A05"), name)

    def test_csv_of_what_is_asked_without_drafts(self, section, visit):
        body = visit(section, "projects.csv", kind="mua-sam-cong").decode("utf-8-sig")
        head, *lines = csv.reader(body.splitlines())
        assert head[4] == "Giá trị (đồng)"
        assert [line[0] for line in lines] == ["Thiết bị thực hành", "Máy chiếu"]
        assert lines[0][2:7] == ["Mua sắm công", "Đang triển khai", "412000000", "01/10/2026", ""]
        assert SECRET not in visit(section, "projects.csv").decode()

    def test_xlsx_has_numbers_and_days(self, section, visit):
        book = load_workbook(BytesIO(visit(section, "projects.xlsx", kind="mua-sam-cong")))
        row = [cell.value for cell in list(book.active.rows)[1]]
        assert row[4:6] == [412_000_000, datetime(2026, 10, 1)]

    def test_the_page_leads_to_them(self, section, visit):
        html = visit(section, state="da-trien-khai")
        urls = parser.fromstring(html).xpath('//*[@class="hcmedu-tools"]//a/@href')
        assert [url.rpartition("/")[2] for url in urls] == [
            "@@projects.xlsx?state=da-trien-khai",
            "@@projects.csv?state=da-trien-khai",
        ]
