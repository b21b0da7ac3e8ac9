"""The log's pages: who may read them, what they show, what they answer to bad input."""

from hcmedu.portal.editorial.trace import record
from hcmedu.portal.editorial.trace import store
from hcmedu.portal.editorial.trace.filters import read_filter
from hcmedu.portal.editorial.trace.log import ensure_log
from hcmedu.portal.editorial.trace.pages import RootTrace
from hcmedu.portal.editorial.trace.reading import entries
from lxml import html
from plone import api
from plone.uuid.interfaces import IUUID
from time import perf_counter

import pytest
import re
import transaction


PAGES = ("/@@hcmedu-trace", "/@@hcmedu-trace-csv", "/@@hcmedu-trace-xlsx")
WAYS_TO_THE_STORE = (
    "/__annotations__",
    "/__annotations__/hcmedu.portal.trace",
    "/hcmedu.portal.trace",
    "/++annotations++hcmedu.portal.trace",
    "/++attribute++__annotations__",
    "/@@sharing/hcmedu.portal.trace",
    "/@@hcmedu-trace/root",
    "/@@hcmedu-trace/known",
    "/@@hcmedu-trace/found",
    "/@@hcmedu-trace/listing",
    "/@@hcmedu_trace_menu/root",
)
READERS = ("head", "administrator", "manager")
OTHERS = ("member", "owner", "colleague", "section_editor", "elsewhere")


def refused(response):
    """The login form, or the page that says that the rights are missing."""
    return response.status_code in (401, 403) or re.search(
        r"/(login|require_login|insufficient-privileges)\b|acl_users", response.url
    )


def rows(response):
    """Texts of the table's cells, row by row."""
    tree = html.fromstring(response.text)
    found = tree.xpath("//table[contains(@class, 'hcmedu-trace-table')]/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in row.xpath("td")] for row in found]


def texts(response):
    return " | ".join(" ".join(row) for row in rows(response))


# Denied ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", ["anonymous", *OTHERS])
def test_the_log_is_for_head_and_administrator(web, actor):
    web.item(title="Kế hoạch mật")
    for path in PAGES:
        response = web.visit(actor).get(web.portal, path)
        assert refused(response), path
        assert "Kế hoạch mật" not in response.text


@pytest.mark.parametrize("state", ["draft", "published"])
def test_the_log_of_an_item_is_for_its_authors_and_the_board(web, state):
    item = web.item(state=state)
    for actor in ("anonymous", "member", "colleague", "elsewhere"):
        response = web.visit(actor).get(item, "/@@hcmedu-trace")
        assert refused(response), actor
        assert "Tạo mới" not in response.text


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PROPFIND"])
def test_nothing_on_the_web_is_the_log_itself(web, method):
    item = web.item(title="Kế hoạch mật")
    before = [each.key for each in entries(web.portal)]
    visit = web.visit("manager")
    transaction.commit()
    for path in WAYS_TO_THE_STORE:
        response = visit.session.request(method, f"{web.portal.absolute_url()}{path}")
        assert response.status_code in (400, 401, 403, 404, 405), path
        assert IUUID(item) not in response.text
    transaction.begin()
    assert [each.key for each in entries(web.portal)] == before


def test_the_pages_only_read(web):
    before = [each.key for each in entries(web.portal)]
    visit = web.visit("manager")
    for path in PAGES:
        for data in ({}, {"key": str(before[0]), "delete": "1", "action": "delete"}):
            visit.post(web.portal, path, data)
    assert [each.key for each in entries(web.portal)] == before


def test_rest_tells_nothing_of_it(web):
    web.do(web.item(title="Kế hoạch"), "submit", "owner", comment="Lời nhắn kín")
    for path in ("", "?fullobjects=1", "/@sharing", "/@history"):
        response = web.visit("manager").rest("GET", web.portal, path)
        assert "Lời nhắn kín" not in response.text
        assert "hcmedu.portal.trace" not in response.text


# Allowed -----------------------------------------------------------------------------------------


def test_the_log_of_the_portal(web):
    item = web.item(state="withdrawn", title="Kế hoạch năm học")
    for actor in READERS:
        response = web.visit(actor).get(web.portal, "/@@hcmedu-trace")
        assert response.status_code == 200, actor
    told = [row for row in rows(response) if "Kế hoạch năm học" in row[3]]
    assert [row[2] for row in told] == [
        "Gỡ xuống",
        "Xuất bản",
        "Duyệt",
        "Gửi duyệt",
        "Tạo mới",
    ]
    assert [row[1] for row in told] == ["head", "head", "head", "owner", "owner"]
    assert "Vì sai số liệu" in told[0][4]
    assert re.fullmatch(r"\d\d/\d\d/\d{4} \d\d:\d\d", told[0][0])
    assert f'href="{item.absolute_url()}"' in response.text


def test_the_log_of_an_item(web):
    other = web.item(title="Bài khác", id="bai-khac")
    item = web.item(state="pending", title="Kế hoạch năm học")
    web.do(item, "return", "head", comment="Thiếu số ký hiệu")
    for actor in ("owner", "section_editor", *READERS):
        response = web.visit(actor).get(item, "/@@hcmedu-trace")
        assert response.status_code == 200, actor
        assert [row[2] for row in rows(response)] == ["Trả lại tác giả", "Gửi duyệt", "Tạo mới"]
        assert "Thiếu số ký hiệu" in texts(response)
        assert other.title not in texts(response)


def test_titles_lead_to_what_is_still_there(web):
    item = web.item(title="Bài sẽ xóa")
    url = item.absolute_url()
    with web.as_("manager"):
        web.section.manage_delObjects([item.getId()])
    response = web.visit("head").get(web.portal, "/@@hcmedu-trace")
    assert "Bài sẽ xóa" in texts(response)
    assert f'href="{url}"' not in response.text


def test_titles_and_reasons_are_text(web):
    item = web.item(title="<script>alert(1)</script>")
    web.do(item, "submit", "owner", comment="<b>đậm</b>")
    for target in (web.portal, item):
        response = web.visit("head").get(target, "/@@hcmedu-trace")
        assert "<script>alert(1)" not in response.text
        assert "<b>đậm" not in response.text


def test_details_are_sentences(web):
    item = web.item("OfficialDocument", title="Công văn")
    record(item, "modify", fields=["title", "number"])
    record(item, "modify", attachment="Biểu mẫu", change="add")
    record(item, "approve", self_approved=True, deputy_for="head", scheduled="2026-11-20T08:05:00Z")
    record(web.portal, "join-group", group="truong-ban", member="owner", member_name="Cô Lan")
    record(web.portal, "settings", fields=["overdue_days"], values={"overdue_days": 5})
    record(web.section, "share", roles={"owner": {"added": ["Editor"], "removed": []}})
    record(item, "unheard-of", thing=["một", 2])
    text = texts(web.visit("head").get(web.portal, "/@@hcmedu-trace"))
    for sentence in (
        "Đã sửa: Tiêu đề trong danh sách, Số, ký hiệu",
        "Thêm tệp đính kèm: Biểu mẫu",
        "Tác giả tự duyệt, theo thiết lập của trường",
        "Thay mặt head",
        "Tự xuất bản lúc 20/11/2026 15:05",
        "Cô Lan (owner): Trưởng ban biên tập",
        "Số ngày chờ duyệt được coi là quá hạn: 5",
        "owner: +",
        "thing: một, 2",
    ):
        assert sentence in text


# Menus -------------------------------------------------------------------------------------------


MENUS = {
    "anonymous": (False, False),
    "member": (False, False),
    "colleague": (False, False),
    "owner": (True, False),
    "head": (True, True),
    "administrator": (True, True),
}


def test_menus_lead_there(web):
    item = web.item(state="published")
    for actor, (of_item, of_portal) in MENUS.items():
        page = html.fromstring(web.visit(actor).get(item).text)
        links = {link.partition("?")[0] for link in page.xpath("//a/@href")}
        assert (f"{item.absolute_url()}/@@hcmedu-trace" in links) is of_item, actor
        assert (f"{web.portal.absolute_url()}/@@hcmedu-trace" in links) is of_portal, actor


# Filter ------------------------------------------------------------------------------------------


@pytest.fixture
def some(web):
    """A log of three items in two sections."""
    web.item(state="published", title="Thông báo nghỉ học", id="thong-bao")
    web.item(title="Kế hoạch công khai", id="ke-hoach", container=web.other_section)
    returned = web.item(state="pending", title="Bài thơ", id="bai-tho")
    web.do(returned, "return", "head", comment="Chưa đạt yêu cầu")
    return web


FILTERS = (
    ("action=return", ["Bài thơ"]),
    ("action=publish", ["Thông báo nghỉ học"]),
    ("who=head&section=A05", ["Bài thơ", "Thông báo nghỉ học", "Thông báo nghỉ học"]),
    ("section=A13&who=owner", ["Kế hoạch công khai"]),
    ("text=ke hoach", ["Kế hoạch công khai"]),
    ("text=CHUA ĐẠT", ["Bài thơ"]),
    ("text=không có gì", []),
    ("since=01/01/2100", []),
    ("until=31/12/2000", []),
    ("text=bai tho&since=01/01/2020&until=31/12/2100&action=create", ["Bài thơ"]),
)


def test_filter(some):
    for query, expected in FILTERS:
        response = some.visit("head").get(some.portal, f"/@@hcmedu-trace?{query}")
        found = [row[3] for row in rows(response)]
        assert len(found) == len(expected), query
        assert all(title in cell for title, cell in zip(expected, found, strict=True))
        assert ("Không có mục nào" in response.text) is (not expected)


WRONG_DATES = (
    ("since=hôm qua", "Hãy viết ngày theo dạng dd/mm/yyyy"),
    ("until=32/01/2026", "Không có ngày này"),
    ("until=30/02/2026", "Không có ngày này"),
    ("since=01/01/0001", "Không có ngày này"),
    ("since=02/01/2026&until=01/01/2026", "Ngày cuối không thể trước ngày đầu"),
)


def test_wrong_dates_are_told_at_the_field(some):
    for query, message in WRONG_DATES:
        response = some.visit("head").get(some.portal, f"/@@hcmedu-trace?{query}")
        assert response.status_code == 200
        tree = html.fromstring(response.text)
        [field] = tree.xpath("//input[@aria-invalid='true']")
        [told] = tree.xpath(f"//*[@id='{field.get('aria-describedby')}']")
        assert message in told.text_content()
        assert rows(response) == []


def test_an_export_with_wrong_dates_leads_back_to_the_form(some):
    response = some.visit("head").get(some.portal, "/@@hcmedu-trace-csv?since=32/01/2026")
    assert "aria-invalid" in response.text


def test_nonsense_is_no_error(some):
    for query in (
        "b_start:int=-5",
        "b_start=99999999999999999999",
        "b_start=²",
        "action=no-such",
        "section=%00&who=%F0%9F%98%80&text=" + "x" * 5000,
        "since:list=1&since:list=2&text:record.x=1",
    ):
        response = some.visit("head").get(some.portal, f"/@@hcmedu-trace?{query}")
        assert response.status_code == 200, query


def test_days_are_days_of_the_school():
    found = read_filter({"since": "20/11/2026", "until": "2026-11-21", "who": ["a"], "text": " x "})
    assert (found.since.isoformat(), found.until.isoformat()) == ("2026-11-20", "2026-11-21")
    assert (found.values["who"], found.values["text"]) == ("", "x")
    assert found.query() == "since=20%2F11%2F2026&until=2026-11-21&text=x"


def test_pages_of_entries(web):
    for number in range(260):
        record(web.section, "modify", comment=f"Lần {number:03}")
    query = "/@@hcmedu-trace?action=modify&text=lan"
    visit = web.visit("head")
    first, second = visit.get(web.portal, query), visit.get(web.portal, f"{query}&b_start:int=50")
    assert [len(rows(page)) for page in (first, second)] == [50, 50]
    assert "Lần 259" in rows(first)[0][4]
    assert "Lần 209" in rows(second)[0][4]
    assert "Hơn 200 mục" in " ".join(html.fromstring(first.text).text_content().split())
    last = visit.get(web.portal, f"{query}&b_start:int=250")
    assert len(rows(last)) == 10
    assert "260 mục" in " ".join(html.fromstring(last.text).text_content().split())
    links = html.fromstring(first.text).xpath("//ul[contains(@class,'pagination')]//a/@href")
    assert all("action=modify" in link and "text=lan" in link for link in links)


def test_a_school_reads_its_own_log_only(web):
    web.item(title="Bài của trường khác")
    with web.as_("manager"):
        school = api.content.create(web.portal, "School", "an-lac", title="THCS An Lạc")
        api.user.create(email="h@truong.edu.vn", username="other", password="Truong-hoc-2026")
        api.group.add_user(groupname="an-lac-truong-ban", username="other")
    assert refused(web.visit("other").get(web.portal, "/@@hcmedu-trace"))
    response = web.visit("other").get(school, "/@@hcmedu-trace")
    assert response.status_code == 200
    assert len(rows(response)) == 50
    assert "Bài của trường khác" not in response.text
    page = web.visit("other").get(school).text
    assert f'href="{school.absolute_url()}/@@hcmedu-trace"' in page


# Speed -------------------------------------------------------------------------------------------


def fill(portal, number):
    log = ensure_log(portal)
    for count in range(number):
        row = (
            "lan",
            "Lan",
            "submit",
            f"u{count}",
            f"Bài {count}",
            "/x",
            "Document",
            "A07",
            "",
            None,
        )
        store.add(log, row, [f"u{count}"], count % store.SHARDS)


def quickest(action, times=7):
    def once():
        begin = perf_counter()
        action()
        return perf_counter() - begin

    return min(once() for _ in range(times))


def test_the_first_page_does_not_wait_for_the_whole_log(web):
    """A hundred times as many entries: the page of the latest costs about the same."""

    def look():
        request = web.portal.REQUEST.clone()
        request.form["who"] = "lan"
        assert len(RootTrace(web.portal, request).rows()) == 50

    fill(web.portal, 200)
    few = quickest(look)
    fill(web.portal, 20_000)
    assert quickest(look) < 2 * few
