"""Lists with facets: the question in the address, the counts; the resources of a school."""

from hcmedu.portal.browser.sections.asked import Asked
from hcmedu.portal.browser.sections.asked import counts
from hcmedu.portal.browser.sections.asked import read_asked
from hcmedu.portal.school import find_section
from hypothesis import given
from hypothesis import strategies as st
from io import BytesIO
from lxml import html as parser
from openpyxl import load_workbook
from urllib.parse import parse_qs
from urllib.parse import urlsplit
from zExceptions import NotFound

import csv
import pytest


SECRET = "BẢN-NHÁP-KÍN"
FACETS, SORTS = ("kind", "grade"), ("title",)
ANY = st.one_of(st.text(max_size=8), st.lists(st.text(max_size=8), max_size=4), st.integers())
FORMS = st.dictionaries(st.sampled_from([*FACETS, "text", "sort_on", "sort_order", "x"]), ANY)
VALUES = st.fixed_dictionaries({name: st.sampled_from(["", "a", "b", "c"]) for name in FACETS})


def read(form) -> Asked:
    return read_asked(form, FACETS, SORTS)


def form_of(url: str) -> dict:
    found = parse_qs(urlsplit(url).query)
    return {name: values if len(values) > 1 else values[0] for name, values in found.items()}


class TestAsked:
    @given(FORMS)
    def test_an_address_leads_back(self, form):
        asked = read(form)
        assert read(form_of(asked.url("http://nohost/a"))) == asked

    @given(FORMS, st.sampled_from(FACETS), st.sampled_from(["a", "b"]))
    def test_twice_is_as_before(self, form, facet, value):
        asked = read(form)
        changed = asked.toggled(facet, value)
        assert (value in changed.chosen[facet]) != (value in asked.chosen[facet])
        assert set(changed.toggled(facet, value).chosen[facet]) == set(asked.chosen[facet])

    @given(st.lists(VALUES, max_size=12), st.sampled_from(["a", "b"]))
    def test_choosing_gives_as_many_as_was_said(self, rows, value):
        asked = read({"grade": "a"})
        found = [row for row in rows if asked.toggled("kind", value).holds(row)]
        assert len(found) == counts(rows, asked)["kind"][value]

    def test_an_unknown_order_is_none(self):
        assert read({"sort_on": "getId", "sort_order": "up"}) == read({})


@pytest.fixture
def section(root, make):
    """Six more resources of two subjects."""
    section = find_section(root, "A19")
    for number in range(6):
        make(
            section,
            "LearningResource",
            title=f"Giáo án {number}",
            resource_kind="lesson-plan",
            school_subject="ngu-van" if number % 2 else "toan",
            grade=str(6 + number % 3),
            term="1",
            author="Đỗ Hạnh",
            remote_url="https://igiaoduc.vn",
        )
    return section


def titles(html: str) -> set[str]:
    cells = parser.fromstring(html).xpath('//td[contains(@class, "hcmedu-column-title")]//a')
    return {cell.text_content() for cell in cells}


def facet(html: str, title: str) -> dict[str, tuple[str, str]]:
    """Value → (count, address) of the facet with this title."""
    tree = parser.fromstring(html)
    [found] = [s for s in tree.xpath('//*[@class="hcmedu-facet"]') if s.findtext("h2") == title]
    return {
        link.xpath('string(*[@class="hcmedu-value-title"])'): (
            link.xpath('string(*[@class="hcmedu-value-count"])'),
            link.get("href"),
        )
        for link in found.xpath(".//a")
    }


class TestResources:
    def test_drafts_are_neither_shown_nor_counted(self, section, visit):
        html = visit(section)
        assert SECRET not in html
        assert facet(html, "Loại tài nguyên")["Bài giảng E-learning"][0] == "1"
        assert titles(visit(section, text=SECRET)) == set()

    def test_counts_lead_to_what_they_say(self, section, visit):
        count, url = facet(visit(section), "Môn học")["Toán"]
        html = visit(section, **form_of(url))
        assert len(titles(html)) == int(count) == 4
        assert f"{count} tài nguyên" in html

    def test_the_other_values_stay(self, section, visit):
        html = visit(section, subject="ngu-van", author="Đỗ Hạnh")
        assert facet(html, "Môn học")["Toán"][0] == "3"
        assert len(titles(html)) == 3

    def test_words(self, section, visit):
        assert titles(visit(section, text="phan so")) == {"Bài giảng Phân số"}
        assert titles(visit(section, text="giao an", grade=["6", "7"])) == {
            "Giáo án 0",
            "Giáo án 1",
            "Giáo án 3",
            "Giáo án 4",
        }

    def test_chips_take_a_choice_back(self, section, visit):
        html = visit(section, text="giao an", subject="toan", sort_on="title")
        chips = parser.fromstring(html).xpath('//*[@class="hcmedu-chip"]/@href')
        assert [form_of(url) for url in chips] == [
            {"subject": "toan", "sort_on": "title"},
            {"text": "giao an", "sort_on": "title"},
        ]

    def test_nothing_found_is_said(self, section, visit):
        html = visit(section, text="<script>alert(1)</script>")
        assert "Không tìm thấy" in html
        assert "<script>alert(1)" not in html

    def test_sorting_keeps_what_was_asked(self, section, visit):
        html = visit(section, subject="toan")
        heads = parser.fromstring(html).xpath("//thead//a/@href")
        assert all(form_of(url)["subject"] == "toan" for url in heads)

    def test_a_resource_leads_to_what_is_alike(self, section, visit):
        html = visit(section["giao-an-1"], "view")
        urls = parser.fromstring(html).xpath('//nav[@class="hcmedu-jumps"]//a/@href')
        assert [form_of(url) for url in urls] == [
            {"subject": "ngu-van"},
            {"grade": "7"},
            {"author": "Đỗ Hạnh"},
        ]


class TestFilesOfResources:
    @pytest.mark.parametrize("name", ["resources.csv", "resources.xlsx"])
    def test_other_sections_have_none(self, site, visit, name):
        with pytest.raises(NotFound):
            visit(find_section(site, "A05"), name)

    def test_csv_of_what_is_asked_without_drafts(self, section, visit):
        body = visit(section, "resources.csv", subject="ngu-van").decode("utf-8-sig")
        head, *lines = csv.reader(body.splitlines())
        assert head[:2] == ["Tiêu đề", "Tóm tắt"]
        assert head[7] == "Ngày xuất bản"
        assert {line[0] for line in lines} == {"Giáo án 1", "Giáo án 3", "Giáo án 5"}
        assert set(lines[0][2:4] + lines[0][5:7]) == {
            "Giáo án",
            "Ngữ văn",
            "Học kỳ I",
            "Đỗ Hạnh",
        }
        assert SECRET not in visit(section, "resources.csv").decode()

    def test_formulas_are_texts(self, section, visit, make):
        make(
            section, "LearningResource", title="=1+2", author="@SUM(A1)", remote_url="https://a.vn"
        )
        body = visit(section, "resources.csv").decode("utf-8-sig")
        [line] = [each for each in csv.reader(body.splitlines()) if "1+2" in each[0]]
        assert (line[0], line[6]) == ("'=1+2", "'@SUM(A1)")
        book = load_workbook(BytesIO(visit(section, "resources.xlsx")))
        cells = [cell for row in book.active.rows for cell in row if "1+2" in str(cell.value)]
        assert [cell.data_type for cell in cells] == ["s"]

    def test_the_page_leads_to_them(self, section, visit):
        urls = parser.fromstring(visit(section, subject="toan")).xpath(
            '//*[@class="hcmedu-tools"]//a/@href'
        )
        assert [url.rpartition("/")[2] for url in urls] == [
            "@@resources.xlsx?subject=toan",
            "@@resources.csv?subject=toan",
        ]
