"""Those in charge read, decide, answer, leave parts out and export."""

from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.overview import waiting_in
from hcmedu.portal.editorial.trace import entries
from io import BytesIO
from openpyxl import load_workbook
from plone.uuid.interfaces import IUUID

import csv
import lxml.html
import pytest
import transaction


def page_of(answer):
    return lxml.html.fromstring(answer.content)


@pytest.fixture
def url(open_topic):
    return f"{open_topic.absolute_url()}/@@hcmedu-opinions"


def decide(person, url, receipts, decision, revision=0, **values):
    items = [f"{receipt}:{revision}" for receipt in receipts]
    return person.post(url, {"items:list": items, "decision": decision, **values})


@pytest.mark.parametrize("person", ["clerk", "head"])
def test_several_are_published_at_once(browser, open_topic, url, put, opinions, person):
    receipts = [put(open_topic, str(number)) for number in range(3)]
    answer = decide(browser(person), url, receipts[:2], "publish")
    assert "Đã thực hiện: 2, không thực hiện được: 0" in answer.text
    found = {opinion.row.receipt: opinion for opinion in opinions(open_topic)}
    assert [found[r].row.state for r in receipts] == [
        State.PUBLISHED,
        State.PUBLISHED,
        State.WAITING,
    ]
    assert found[receipts[0]].steps[-1].by == person


def test_a_refusal_needs_its_reason_which_visitors_never_read(
    browser, open_topic, url, put, opinions
):
    receipt = put(open_topic)
    answer = decide(browser("clerk"), url, [receipt], "reject", note=" ")
    assert "Hãy ghi lý do" in answer.text
    assert page_of(answer).xpath("//input[@type='checkbox' and @checked]")
    decide(browser("clerk"), url, [receipt], "reject", note="Xúc phạm cô giáo")
    [found] = opinions(open_topic)
    assert (found.row.state, found.last_note) == (State.REJECTED, "Xúc phạm cô giáo")
    assert "Xúc phạm" not in browser().get(open_topic.absolute_url()).text
    assert "Xúc phạm" in browser("clerk").get(f"{url}?state=rejected").text


def test_an_answer_stands_below_what_is_published(browser, open_topic, url, put, opinions):
    receipts = [put(open_topic, str(number), State.PUBLISHED) for number in range(2)]
    decide(
        browser("clerk"), url, receipts, "answer", revision=1, answer="Nhà trường <b>tiếp thu</b>"
    )
    assert [each.row.state for each in opinions(open_topic)] == [State.PUBLISHED] * 2
    page = browser().get(open_topic.absolute_url()).text
    assert page.count("Nhà trường &lt;b&gt;tiếp thu&lt;/b&gt;") == 2


def test_what_was_published_can_be_taken_down(browser, open_topic, url, put):
    receipt = put(open_topic, "a", State.PUBLISHED)
    assert "Điều 2." in browser().get(open_topic.absolute_url()).text
    decide(browser("head"), url, [receipt], "reject", revision=1, note="Không phù hợp")
    assert "đồng ý với Điều 2." not in browser().get(open_topic.absolute_url()).text


def test_nothing_chosen_says_so(browser, url, put, open_topic):
    put(open_topic)
    assert "chọn ít nhất một" in decide(browser("clerk"), url, [], "publish").text


def test_who_decides_by_an_older_state_is_told(browser, open_topic, url, put, opinions):
    receipt = put(open_topic)
    decide(browser("clerk"), url, [receipt], "publish")
    answer = decide(browser("head"), url, [receipt], "reject", note="Muộn")
    assert "không thực hiện được: 1" in answer.text
    assert opinions(open_topic)[0].row.state == State.PUBLISHED
    single = f"{open_topic.absolute_url()}/@@hcmedu-opinion/{receipt}"
    values = {"decision": "reject", "note": "Muộn", "revision": "0", "answer": "Viết dở"}
    answer = browser("head").post(single, values)
    assert "Người khác vừa thay đổi" in answer.text and "Viết dở" in answer.text


def test_parts_are_left_out_and_the_original_is_kept(browser, open_topic, put, opinions):
    receipt = put(open_topic, text="Cháu Bi lớp 6A bị bắt nạt.")
    single = f"{open_topic.absolute_url()}/@@hcmedu-opinion/{receipt}"
    assert "Cháu Bi" in browser("clerk").get(single).text
    values = {"decision": "publish", "revision": "0", "shown": "[...] bị bắt nạt.", "answer": ""}
    browser("clerk").post(single, values)
    [found] = opinions(open_topic)
    assert (found.text, found.shown) == ("Cháu Bi lớp 6A bị bắt nạt.", "[...] bị bắt nạt.")
    page = browser().get(open_topic.absolute_url()).text
    assert "[...] bị bắt nạt." in page and "đã lược bớt" in page and "Cháu Bi" not in page


def test_a_text_that_stays_is_not_marked(browser, open_topic, put, opinions):
    receipt = put(open_topic, text="Một\n\nHai")
    single = f"{open_topic.absolute_url()}/@@hcmedu-opinion/{receipt}"
    browser("clerk").post(
        single, {"decision": "publish", "revision": "0", "shown": "Một\r\n\r\nHai"}
    )
    assert opinions(open_topic)[0].shown == ""


def test_files_are_downloads(browser, open_topic, put):
    receipt = put(open_topic, files=[("don.pdf", b"%PDF-1.4\n%%EOF\n")])
    answer = browser("clerk").get(f"{open_topic.absolute_url()}/@@hcmedu-opinion-file/{receipt}/0")
    assert answer.content == b"%PDF-1.4\n%%EOF\n"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_exports_hold_everything(browser, url, open_topic, put):
    put(open_topic, "a", State.PUBLISHED, name="=1+1", text="=HYPERLINK(1)", answer="@SUM(1)")
    clerk = browser("clerk")
    text = clerk.post(f"{url}.csv", {}).content.decode("utf-8-sig")
    head, row = csv.reader(text.splitlines())
    assert head[7] == "Ý kiến" and row[3] == "'=1+1" and row[7] == "'=HYPERLINK(1)"
    sheet = load_workbook(BytesIO(clerk.post(f"{url}.xlsx", {}).content)).active
    assert [cell.data_type for cell in sheet[2]][:10] == ["s"] * 10
    assert sheet["H2"].value == "=HYPERLINK(1)"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_is_told_in_the_log(browser, site, url, open_topic, put, kind):
    put(open_topic)
    put(open_topic, "b")
    clerk = browser("clerk")
    [action] = page_of(clerk.get(url)).xpath(f"//form[contains(@action, '.{kind}')]/@action")
    assert clerk.post(action, {}).headers["Cache-Control"] == "private, no-store"
    transaction.begin()
    [entry] = entries(site, uid=IUUID(open_topic), action="export-opinions")
    assert (entry.actor, entry.details) == ("clerk", {"count": 2, "format": kind})


def test_the_leader_sees_the_numbers_of_all_topics(browser, site, open_topic, put):
    put(open_topic, "a", State.PUBLISHED)
    put(open_topic, "b")
    assert waiting_in(site) == 1
    clerk = browser("clerk")
    page = page_of(clerk.get(f"{site.absolute_url()}/@@hcmedu-opinions"))
    [row] = page.xpath("//table[contains(@class, 'hcmedu-opinion-topics')]/tbody/tr")
    assert [cell.text_content().strip() for cell in row[1:]] == ["1", "1", "0", "0", "2"]
    [action] = page.xpath("//form[contains(@action, '.csv')]/@action")
    text = clerk.post(action, {}).content.decode("utf-8-sig")
    assert list(csv.reader(text.splitlines()))[1][3] == "2"
    assert "Trần Thị Hoa" not in text


def test_the_bar_counts_what_waits_for_those_in_charge_only(browser, site, open_topic, put):
    put(open_topic)
    marks = [
        "hcmedu-toolbar-opinions" in browser(user).get(open_topic.absolute_url()).text
        for user in ("clerk", "head", "editor", "admin-1", None)
    ]
    assert marks == [True, True, False, False, False]
