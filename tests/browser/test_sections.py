"""``section_view``: every kind, with and without content, on the site and on a ``School``."""

from datetime import date
from datetime import timedelta
from hcmedu.portal.browser.interfaces import ISectionDisplay
from hcmedu.portal.browser.sections.base import Display
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations import Display as Kind
from hcmedu.portal.school import find_section
from lxml import html as parser
from plone import api
from plone.app.contenttypes.interfaces import IFolder
from Products.ZCatalog.CatalogBrains import AbstractCatalogBrain
from unittest import mock
from zope.component import getSiteManager
from zope.component import queryMultiAdapter
from zope.interface import alsoProvides

import pytest


TODAY = date.today()
SECRET = "BẢN-NHÁP-KÍN"
UPDATING = "Chuyên mục đang được cập nhật."
CODES = list(catalogue().sections)
GROUPS = [f"G-{group}" for group in catalogue().groups]
#: Sections that the fixture fills, and a text that a visitor has to find there.
SHOWN = {
    "A01": "Trường nằm cạnh",
    "A04": "Nguyễn Thị Hồng Đào",
    "A05": "Lễ khai giảng lần thứ 1",
    "A06": "4223/SGDĐT-VP",
    "A07": "12/QĐ-THCS",
    "A08": "4223/SGDĐT-VP",
    "A09": "3 ngày làm việc",
    "A11": "Dự thảo kế hoạch bán trú",
    "A12": "Hòm thư góp ý",
    "A13": "Cam kết chất lượng",
    "A15": "2025-2026",
    "A19": "Bài giảng Phân số",
    "A20": "Bộ GD&amp;ĐT",
    "A21": "Kết quả thi học sinh giỏi",
    "A23": "3/TB-THCS",
    "A24": "Phim hội trại",
    "A25": "Hội trại truyền thống",
    "A28": "Họp phụ huynh đầu năm",
    "A30": "Thực đơn từ",
    "A31": "Lịch tuần từ",
    "A32": "Nghỉ học ngày 20/11",
    "A33": "Quy chế phát ngôn",
    "A34": "(028) 3829 1875",
}
#: What shows one text or table at once; the items of its list stay asleep.
WOKEN = {"A01", "A30", "A31"}
#: What these say does not depend on items.
NEVER_EMPTY = {"A08", "A13", "A14", "A33", "A34"}


def texts(html: str, path: str) -> list[str]:
    return [node.text_content().strip() for node in parser.fromstring(html).xpath(path)]


LISTING = 'contains(@class, "hcmedu-table") and not(contains(@class, "hcmedu-matrix"))'


def rows(html: str) -> list[list[str]]:
    tree = parser.fromstring(html)
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("td")]
        for row in tree.xpath(f"//table[{LISTING}]/tbody/tr")
    ]


@pytest.mark.parametrize("kind", [*Kind, "group"])
def test_every_kind_has_a_display(empty, kind):
    section = find_section(empty, "A05")
    request = empty.REQUEST.clone()
    alsoProvides(request, IHcmeduPortalLayer)
    found = queryMultiAdapter((section, request), ISectionDisplay, name=str(kind))
    assert found is not None


@pytest.mark.parametrize("code", CODES)
def test_empty_section(empty, visit, code):
    section = find_section(empty, code)
    if section is None:  # a section for other levels
        return
    html = visit(section)
    assert section.Title() in texts(html, "//h1")
    assert section.Description()[:20] in html
    assert (UPDATING in html) == (code not in NEVER_EMPTY)
    assert 'class="hcmedu-add"' not in html


@pytest.mark.parametrize("code", SHOWN)
def test_content_shows(root, visit, code):
    html = visit(find_section(root, code))
    assert SHOWN[code] in html
    assert UPDATING not in html


@pytest.mark.parametrize("code", [*CODES, *GROUPS])
def test_drafts_stay_hidden(root, visit, code):
    section = find_section(root, code)
    if section is not None:
        assert SECRET not in visit(section)


@pytest.mark.parametrize("code", GROUPS)
def test_group_shows_its_sections(root, visit, code):
    group = find_section(root, code)
    html = visit(group)
    assert UPDATING not in html
    tiles = parser.fromstring(html).xpath('//*[@class="hcmedu-tile"]/@href')
    shown = [child.absolute_url() for child in group.objectValues() if not child.exclude_from_nav]
    assert tiles == shown


def test_section_shows_its_sub_sections_and_what_is_in_them(root, visit):
    html = visit(find_section(root, "A05"))
    assert find_section(root, "A05.2").absolute_url() in html
    assert "Chuyên đề dạy học Ngữ văn" in html


def test_editors_get_buttons(root, as_manager):
    html = as_manager(find_section(root, "A06"))
    links = parser.fromstring(html).xpath('//*[@class="hcmedu-add"]/a/@href')
    url = find_section(root, "A06").absolute_url()
    assert links == [f"{url}/++add++OfficialDocument", f"{url}/@@hcmedu-intake"]
    other = parser.fromstring(as_manager(find_section(root, "A05")))
    assert other.xpath('//*[@class="hcmedu-add"]/a[contains(@href, "hcmedu-intake")]') == []


def test_section_of_a_school_shows_nothing_of_the_site(school, visit):
    tree = parser.fromstring(visit(find_section(school, "A06")))
    links = tree.xpath('//*[@id="content"]//a/@href')
    assert links
    assert [link for link in links if not link.startswith(school.absolute_url())] == []


def test_copy_without_a_code_is_shown(root, visit, make):
    folder = make(find_section(root, "A25"), "Folder", title="Thư mục thường")
    make(folder, "News Item", title="Tin trong thư mục")
    assert "Tin trong thư mục" in visit(folder)


def test_unknown_kind_is_shown_as_articles(root, visit):
    section = find_section(root, "A05")
    section.section_kind = "a-kind-of-a-later-release"
    assert "Lễ khai giảng lần thứ 1" in visit(section)


def test_later_rooms_add_kinds(root, visit):
    class Later(Display):
        def render(self):
            return "<p>Cách hiển thị mới</p>"

    section = find_section(root, "A05")
    section.section_kind = "later"
    manager = getSiteManager()
    where = (IFolder, IHcmeduPortalLayer)
    manager.registerAdapter(Later, where, ISectionDisplay, "later")
    try:
        assert "Cách hiển thị mới" in visit(section)
    finally:
        manager.unregisterAdapter(Later, where, ISectionDisplay, "later")


def test_html_in_fields_is_escaped(root, visit, make):
    bad = "<img src=x onerror=alert(1)>"
    make(
        find_section(root, "A07"),
        "OfficialDocument",
        title=bad,
        abstract=bad,
        issuer=bad,
        number="1/TB-THCS",
        document_form="cong-van",
        issue_date=TODAY,
        file=None,
    )
    make(find_section(root, "A28"), "News Item", title=bad, description=bad)
    make(
        find_section(root, "A04"),
        "StaffMember",
        title=bad,
        position=bad,
        team=bad,
        unit="van-phong",
    )
    for code in ("A07", "A08", "A28", "A04"):
        html = visit(find_section(root, code))
        assert bad not in html
        assert "&lt;img src=x" in html


class TestTable:
    def test_columns(self, root, visit):
        heads = texts(visit(find_section(root, "A07")), "//thead//th")
        assert heads == [
            "Số, ký hiệu",
            "Ngày ban hành",
            "Cơ quan ban hành",
            "Trích yếu",
            "Tình trạng hiệu lực",
            "Tệp",
        ]

    def test_rows(self, root, visit):
        found = {row[0]: row for row in rows(visit(find_section(root, "A07")))}
        day = (TODAY - timedelta(days=40)).strftime("%d/%m/%Y")
        _number, issued, issuer, abstract, state, file = found["12/QĐ-THCS"]
        assert (issued, abstract) == (day, "Quyết định phân công nhiệm vụ")
        assert issuer.startswith("Sở Giáo dục")
        assert state == "Còn hiệu lực"
        assert file == "Tải về 12/QĐ-THCSPDF, 81 byte"
        assert found["07/KH-THCS"][4] == "Hết hiệu lực"

    def test_labels_for_phones(self, root, visit):
        tree = parser.fromstring(visit(find_section(root, "A07")))
        labels = tree.xpath("//tbody/tr[1]/td/@data-label")
        assert labels[0] == "Số, ký hiệu"
        assert len(labels) == 6

    def test_download_leads_to_the_file(self, root, visit):
        section = find_section(root, "A07")
        tree = parser.fromstring(visit(section))
        links = tree.xpath('//td[contains(@class, "hcmedu-column-download")]//a/@href')
        path = links[0].removeprefix(section.absolute_url() + "/")
        assert section.restrictedTraverse(path.split("/")[0]).file is not None
        assert path.endswith("/@@download/file")

    @pytest.mark.parametrize("order", ["ascending", "descending"])
    def test_sorts_through_links(self, root, visit, order):
        html = visit(find_section(root, "A07"), sort_on="number", sort_order=order)
        numbers = [row[0] for row in rows(html)]
        assert numbers == sorted(numbers, reverse=order == "descending")
        states = parser.fromstring(html).xpath("//th/@aria-sort")
        assert states == [order]

    def test_link_turns_the_order_round(self, root, visit):
        html = visit(find_section(root, "A07"), sort_on="number", sort_order="ascending")
        link = parser.fromstring(html).xpath("//th[1]/a/@href")[0]
        assert link.endswith("?sort_on=number&sort_order=descending")

    @pytest.mark.parametrize(
        "form",
        [
            {"sort_on": "no-such-column"},
            {"sort_on": "review_state"},
            {"sort_on": ["number", "date"]},
            {"sort_on": "number", "sort_order": "<b>"},
            {"b_start": "-20"},
            {"b_start": "99999"},
            {"b_start": "x"},
            {"b_start": ["1", "2"]},
            {"b_start": "9" * 400},
            {"b_size": "100000"},
        ],
    )
    def test_bad_parameters_do_no_harm(self, root, visit, form):
        found = rows(visit(find_section(root, "A06"), **form))
        assert 1 <= len(found) <= 20

    def test_pages_of_twenty(self, root, visit):
        section = find_section(root, "A06")
        first = rows(visit(section))
        second = rows(visit(section, b_start=20))
        assert len(first) == 20
        assert len(second) == 3
        numbers = {row[0] for row in first + second}
        assert len(numbers) == 23

    def test_other_items_stand_below_the_table(self, root, visit, make):
        section = find_section(root, "C02")
        make(section, "Document", title="Danh sách Ban Biên tập")
        assert "Danh sách Ban Biên tập" in visit(section)


class TestSearch:
    def numbers(self, visit, root, **form) -> list[str]:
        return [row[0] for row in rows(visit(find_section(root, "A08"), **form))]

    def test_nothing_asked_shows_the_newest(self, root, visit):
        assert len(self.numbers(visit, root)) == 20

    def test_words(self, root, visit):
        assert self.numbers(visit, root, text="phân công") == ["12/QĐ-THCS"]

    @pytest.mark.parametrize("number", ["12/QĐ-THCS", "12 / qđ-thcs", "12/QĐ", "12"])
    def test_number(self, root, visit, number):
        assert self.numbers(visit, root, number=number) == ["12/QĐ-THCS"]

    def test_year(self, root, visit):
        year = str((TODAY - timedelta(days=40)).year)
        assert "12/QĐ-THCS" in self.numbers(visit, root, year=year, text="phân công")
        assert self.numbers(visit, root, year="1999") == []

    def test_together(self, root, visit):
        assert self.numbers(visit, root, text="phân công", number="7") == []

    def test_finds_no_draft(self, root, visit):
        assert self.numbers(visit, root, text=SECRET) == []
        assert self.numbers(visit, root, number="9999") == []

    def test_nothing_found_says_so(self, root, visit):
        html = visit(find_section(root, "A08"), text="khôngcógì")
        assert "Không tìm thấy văn bản nào" in html
        assert 'value="khôngcógì"' in html

    @pytest.mark.parametrize(
        "form",
        [
            {"text": '"(* AND OR NOT'},
            {"text": "***"},
            {"text": "a" * 5000},
            {"text": ["phân", "công"]},
            {"text": '"><script>alert(1)</script>'},
            {"number": "////"},
            {"number": "'; DROP TABLE"},
            {"year": "abcd"},
            {"year": "99999"},
            {"year": "²⁰²⁰"},
        ],
    )
    def test_bad_input(self, root, visit, form):
        html = visit(find_section(root, "A08"), **form)
        assert "<script>alert" not in html
        assert "hcmedu-search-form" in html


class TestKinds:
    def test_article_shows_its_text_and_the_picture_beside_it_once(self, root, visit):
        html = visit(find_section(root, "A01"))
        assert html.count("@@images/image") == 1
        assert "Ba mươi năm xây dựng." in html

    def test_directory_in_order(self, root, visit):
        html = visit(find_section(root, "A04"))
        assert texts(html, '//section[@class="hcmedu-unit"]/h2') == [
            "Ban giám hiệu",
            "Tổ chuyên môn",
        ]
        assert texts(html, '//*[@class="hcmedu-person"]//h3') == [
            "Nguyễn Thị Hồng Đào",
            "Lê Văn Bình",
            "Trần Thị Ánh",
        ]
        assert 'href="tel:02838291875"' in html
        assert 'href="mailto:nthdao@hcm.edu.vn"' in html

    def test_disclosures_by_year_and_group(self, root, visit):
        html = visit(find_section(root, "A13"))
        years = texts(html, '//*[@class="hcmedu-table-wrapper"]/h2')
        assert years == sorted(years, reverse=True)
        assert len(years) == 2
        assert [row[1] for row in rows(html)] == [
            "Cam kết chất lượng",
            "Công khai cơ sở vật chất",
            "Cam kết cũ",
        ]

    def test_disclosures_that_are_missing(self, root, visit):
        html = visit(find_section(root, "A13"))
        headings = texts(html, '//*[@class="hcmedu-matrix"]/h2')
        assert headings[0].startswith("Công khai theo Thông tư")
        assert "Chưa có" in texts(html, '//*[contains(@class, "hcmedu-badge-missing")]')
        assert SECRET not in html

    def test_statistics_of_the_five_latest_years(self, root, visit):
        html = visit(find_section(root, "A15"))
        heads = texts(html, "//thead//th")[1:]
        assert heads == ["2021-2022", "2022-2023", "2023-2024", "2024-2025", "2025-2026"]
        pupils = [row for row in rows(html) if "1.225" in row]
        assert pupils == [["1.221", "1.222", "1.223", "1.224", "1.225"]]

    def test_consultation_tells_its_state(self, root, visit):
        html = visit(find_section(root, "A11"))
        assert texts(html, '//*[contains(@class, "hcmedu-badge")]') == [
            "Đang lấy ý kiến",
            "Đã kết thúc",
        ]
        assert "Hạn góp ý: " in html

    def test_album_shows_its_first_picture(self, root, visit):
        tree = parser.fromstring(visit(find_section(root, "A25")))
        (cover,) = tree.xpath('//*[@class="hcmedu-album-cover"]//img/@src')
        assert "hoi-trai" in cover
        (single,) = tree.xpath('//*[@class="hcmedu-picture"]//img/@src')
        assert "hoi-trai" not in single

    def test_links_lead_out(self, root, visit):
        html = visit(find_section(root, "A20"))
        assert 'href="https://moet.gov.vn"' in html
        assert "moet.gov.vn" in texts(html, '//*[@class="hcmedu-links-host"]')[0]

    def test_procedures(self, root, visit):
        html = visit(find_section(root, "A09"))
        assert rows(html)[0][0].startswith("Chuyển trường")
        assert "Dịch vụ công trực tuyến toàn trình" in html
        assert "Đơn xin nghỉ học" in html

    def test_contact_of_the_nearest_school(self, school, visit):
        assert "Trường THCS Hoa Mai" in visit(find_section(school, "A34"))

    def test_press_names_the_spokesperson(self, root, visit):
        html = visit(find_section(root, "A33"))
        assert "Lê Văn Bình, Phó Hiệu trưởng" in html


@pytest.mark.parametrize("code", [code for code in SHOWN if code not in WOKEN])
def test_no_object_is_woken(root, visit, code):
    section = find_section(root, code)
    woken = []
    with (
        mock.patch.object(AbstractCatalogBrain, "getObject", lambda brain: woken.append(brain)),
        mock.patch.object(
            AbstractCatalogBrain, "_unrestrictedGetObject", lambda brain: woken.append(brain)
        ),
    ):
        visit(section)
    assert woken == []


def test_folder_without_the_marker_stays_editable(root, as_manager, make):
    folder = make(root, "Folder", title="Thư mục gốc")
    assert 'class="hcmedu-add"' in as_manager(folder)
    assert api.content.get_view("section_view", folder, folder.REQUEST)
