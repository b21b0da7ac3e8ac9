"""The yearbooks side by side: charts, the table, files; of one yearbook and of all."""

from hcmedu.portal.browser.statistics.measures import groups
from hcmedu.portal.browser.statistics.measures import with_gaps
from hcmedu.portal.browser.statistics.measures import Year
from hcmedu.portal.school import find_section
from io import BytesIO
from lxml import html as parser
from openpyxl import load_workbook
from plone import api
from plone.app.testing import logout
from zExceptions import NotFound
from zExceptions import Unauthorized

import csv
import pytest


FULL = {
    "school_year": "2018-2019",
    "grades": [
        {"grade": "6", "classes": 2, "pupils": 70, "girls": 30, "boarders": None},
        {"grade": "7", "classes": 2, "pupils": 81, "girls": 41, "boarders": 5},
    ],
    "staff": [
        {"role": "giao-vien", "qualification": "dai-hoc", "count": 9, "women": 5},
        {"role": "giao-vien", "qualification": "thac-si", "count": 3, "women": 1},
    ],
    "rooms": [{"kind": "phong-hoc", "count": 5, "area": 250.5}],
    "sites": [{"name": "=1+1", "address": None, "area": None}],
    "total_classes": 4,
    "total_pupils": 151,
    "total_staff": 12,
}


@pytest.fixture
def yearbook(root, make):
    return make(find_section(root, "A15"), "YearbookEntry", **FULL)


def read_csv(body: bytes) -> list[list[str]]:
    return list(csv.reader(body.decode("utf-8-sig").splitlines()))


def export(context, name: str) -> bytes:
    return api.content.get_view(name, context, context.REQUEST)()


class TestDenied:
    def test_a_draft_gives_visitors_nothing(self, site, make):
        draft = make(find_section(site, "A15"), "YearbookEntry", publish=False, **FULL)
        logout()
        for name in ("yearbook.csv", "yearbook.xlsx"):
            with pytest.raises(Unauthorized):
                draft.restrictedTraverse(f"@@{name}")
        rows = read_csv(export(find_section(site, "A15"), "yearbooks.csv"))
        assert "2018-2019" not in rows[0]

    @pytest.mark.parametrize("name", ["yearbooks.csv", "yearbooks.xlsx"])
    def test_other_sections_have_no_years(self, site, name):
        with pytest.raises(NotFound):
            export(find_section(site, "A05"), name)


class TestMeasures:
    def test_nothing_known_no_group(self):
        assert groups([Year("2025-2026"), Year("2026-2027", "", {"measures": {}})]) == []

    def test_what_is_known_of_one_year_has_a_line(self):
        figures = {"measures": {"pupils": 0}, "grades": {"6": 3, "unknown": 1}}
        [group] = groups([Year("2025-2026"), Year("2026-2027", "", figures)])
        assert [line.numbers for line in group.lines] == [(None, 0), (None, 3)]

    def test_missing_years_are_shown(self):
        years = with_gaps([Year("2021-2022", "a"), Year("2024-2025", "b")])
        assert [year.title for year in years] == [
            "2021-2022",
            "2022-2023",
            "2023-2024",
            "2024-2025",
        ]
        assert [year.url for year in years] == ["a", "", "", "b"]

    @pytest.mark.parametrize("titles", [["1990-1991", "2024-2025"], ["x", "2024-2025"], []])
    def test_no_endless_gap(self, titles):
        assert len(with_gaps([Year(title) for title in titles])) == len(titles)


class TestSection:
    def test_charts_over_the_years(self, root, visit):
        tree = parser.fromstring(visit(find_section(root, "A15")))
        charts = tree.xpath('//*[@class="hcmedu-chart"]//*[local-name()="svg"]')
        assert [len(chart.xpath('.//*[local-name()="rect"]')) for chart in charts] == [5, 5, 5]
        said = charts[0].xpath('string(.//*[local-name()="desc"])')
        assert said.startswith("2021-2022: 1.221; ")
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))

    def test_grades_and_averages(self, root, make, visit):
        fields = {**FULL, "school_year": "2026-2027"}
        make(find_section(root, "A15"), "YearbookEntry", **fields)
        tree = parser.fromstring(visit(find_section(root, "A15")))
        lines = {
            row.xpath("string(th)"): [cell.text for cell in row.xpath("td")]
            for row in tree.xpath('//table[contains(@class, "hcmedu-years")]//tr[td]')
        }
        assert lines["Khối 7"] == ["–", "–", "–", "–", "81"]
        assert lines["Bình quân học sinh một lớp"][-1] == "37,8"
        assert "Thạc sĩ" in lines
        captions = tree.xpath("//figcaption/text()")
        assert captions[-2:] == ["Học sinh theo khối", "Đội ngũ theo trình độ"]

    def test_all_years_as_csv(self, root, yearbook):
        rows = read_csv(export(find_section(root, "A15"), "yearbooks.csv"))
        assert rows[0][2:4] == ["2018-2019", "2019-2020"]
        assert rows[0][-1] == "2025-2026"
        assert rows[4][:3] == ["Lớp và học sinh", "Bình quân học sinh một lớp", "37,8"]
        assert rows[5][:3] == ["Lớp và học sinh", "Khối 6", "70"]

    def test_all_years_as_xlsx(self, root, yearbook):
        book = load_workbook(BytesIO(export(find_section(root, "A15"), "yearbooks.xlsx")))
        rows = [[cell.value for cell in row] for row in book.active.rows]
        assert rows[1][2] == 4
        assert rows[4][2] == 37.8


class TestYearbook:
    def test_page_has_charts_and_files(self, yearbook, visit):
        tree = parser.fromstring(visit(yearbook, "view"))
        assert tree.xpath("//figcaption/text()") == ["Học sinh theo khối", "Đội ngũ theo trình độ"]
        values = tree.xpath('//*[@class="hcmedu-chart-value"]/text()')
        assert values == ["70", "81", "3 (25 %)", "9 (75 %)"]
        links = tree.xpath('//*[contains(@class, "hcmedu-yearbook-tools")]//a/@href')
        assert [link.rpartition("/")[2] for link in links] == [
            "@@yearbook.xlsx",
            "@@yearbook.csv",
        ]

    def test_csv(self, yearbook):
        rows = read_csv(export(yearbook, "yearbook.csv"))
        assert ["2018-2019", "", "", "Tổng số học sinh", "151"] in rows
        assert ["2018-2019", "Lớp và học sinh", "Khối 7", "Bán trú, nội trú", "5"] in rows
        assert ["2018-2019", "Đội ngũ", "Giáo viên, Đại học", "Số người", "9"] in rows
        assert ["2018-2019", "Phòng", "Phòng học", "Diện tích (m²)", "250,5"] in rows

    def test_xlsx_has_numbers_and_no_formula(self, yearbook):
        yearbook.sites = [{"name": "=1+1", "address": None, "area": 12.5}]
        book = load_workbook(BytesIO(export(yearbook, "yearbook.xlsx")))
        cells = [cell for row in book.active.rows for cell in row]
        assert 250.5 in [cell.value for cell in cells]
        [risky] = [cell for cell in cells if cell.value == "=1+1"]
        assert risky.data_type == "s"

    def test_empty_one_has_neither(self, root, make, visit):
        html = visit(
            make(find_section(root, "A15"), "YearbookEntry", school_year="2017-2018"), "view"
        )
        assert "hcmedu-chart" not in html
        assert "@@yearbook.csv" not in html
