"""The directory: search, jumps, the chart of the organisation, ways to reach people."""

from hcmedu.portal.browser.directory.people import chart
from hcmedu.portal.browser.directory.people import is_found
from hcmedu.portal.browser.directory.people import Person
from hcmedu.portal.school import find_section
from lxml import html as parser

import pytest


SECRET = "BẢN-NHÁP-KÍN"
HEAD = Person("Bùi Đức Thịnh", "Tổ trưởng, giáo viên Toán", "to-chuyen-mon", "Tổ Toán")
TEACHER = Person("Lưu Thị Yến", "Giáo viên Toán", "to-chuyen-mon", "Tổ Toán")
POET = Person("Nguyễn Thu Hà", "Giáo viên Ngữ văn", "to-chuyen-mon", "Tổ Ngữ văn")
GUARDS = [Person(name, "Nhân viên bảo vệ", "to-bao-ve", "Tổ bảo vệ") for name in ("A", "B")]
BOARD = [Person("Trần Mai", "Hiệu trưởng", "ban-giam-hieu")]


class TestSearch:
    @pytest.mark.parametrize(
        "words",
        ["", "thinh", "Bui Duc", "đức thịnh", "to truong", "toán", "thinh toan", "TO CHUYEN MON"],
    )
    def test_found(self, words):
        assert is_found(words, HEAD, "Tổ chuyên môn")

    @pytest.mark.parametrize("words", ["thình", "hiệu trưởng", "thinh van", "<script>", "an nhien"])
    def test_not_found(self, words):
        assert not is_found(words, HEAD, "Tổ chuyên môn")


class TestChart:
    def test_groups_and_heads(self):
        units = [
            ("ban-giam-hieu", "Ban giám hiệu", BOARD),
            ("to-chuyen-mon", "Tổ chuyên môn", [TEACHER, HEAD, POET]),
            ("to-bao-ve", "Tổ bảo vệ", GUARDS),
        ]
        leaders, (subjects, guards) = chart(units)
        assert leaders == BOARD
        assert [(each.title, each.count, each.head) for each in subjects.groups] == [
            ("Tổ Toán", 2, HEAD),
            ("Tổ Ngữ văn", 1, POET),
        ]
        assert (guards.count, guards.head, guards.groups) == (2, None, ())

    def test_nobody(self):
        assert chart([]) == ([], [])


@pytest.fixture
def directory(root, make):
    """Enough people to search among, of three units."""
    section = find_section(root, "A04")
    for person in (HEAD, TEACHER, POET, *GUARDS):
        fields = {"position": person.position, "unit": person.unit, "team": person.team}
        make(section, "StaffMember", title=person.name, **fields)
    return section


def names(html: str) -> list[str]:
    found = parser.fromstring(html).xpath('//*[@class="hcmedu-person"]//h3')
    return [node.text_content().strip() for node in found]


class TestPage:
    def test_drafts_are_not_found(self, directory, visit):
        assert SECRET not in visit(directory)
        assert names(visit(directory, text="BẢN NHÁP KÍN")) == []

    def test_search_without_diacritics(self, directory, visit):
        assert names(visit(directory, text="bui duc")) == ["Bùi Đức Thịnh"]
        assert names(visit(directory, text="to toan")) == [
            "Trần Thị Ánh",
            "Bùi Đức Thịnh",
            "Lưu Thị Yến",
        ]

    def test_nobody_found_is_said(self, directory, visit):
        html = visit(directory, text="<b>xyz")
        assert "Không tìm thấy ai" in html
        assert "<b>xyz" not in html
        assert "Chuyên mục đang được cập nhật" not in html

    def test_jumps_lead_to_units(self, directory, visit):
        tree = parser.fromstring(visit(directory))
        links = tree.xpath('//*[@class="hcmedu-jumps"]//a')
        assert [" ".join(link.text_content().split()) for link in links] == [
            "Ban giám hiệu 2",
            "Tổ chuyên môn 4",
            "Tổ bảo vệ 2",
        ]
        for link in links:
            assert tree.xpath("//section[@id=$id]", id=link.get("href").lstrip("#"))

    def test_organisation_chart(self, directory, visit):
        tree = parser.fromstring(visit(directory))
        [details] = tree.xpath('//details[@class="hcmedu-organisation"]')
        text = " ".join(details.text_content().split())
        assert "Hiệu trưởng Nguyễn Thị Hồng Đào" in text
        assert "Tổ Toán 3 người Bùi Đức Thịnh" in text

    def test_no_chart_beside_a_search(self, directory, visit):
        assert "hcmedu-organisation" not in visit(directory, text="toan")

    def test_ways_to_reach(self, directory, visit):
        html = visit(directory)
        assert 'href="tel:02838291875"' in html
        assert "nthdao<wbr />@hcm.edu.vn" in html or "nthdao<wbr>@hcm.edu.vn" in html
