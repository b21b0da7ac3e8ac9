"""A visitor sends an opinion, from the opening until before the end, and gets a receipt."""

from datetime import timedelta
from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.model import Who
from hcmedu.portal.consultations.settings import ConsultationSettings
from hcmedu.portal.content import consultation
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.submissions.testing import guard_values

import lxml.html
import pytest
import transaction


SECOND = timedelta(seconds=1)
PDF = b"%PDF-1.4\n%%EOF\n"
VALUES = {
    "name": "Trần Thị Hoa",
    "contact": "0903 123 456",
    "who": "parent",
    "text": "Tôi đồng ý với Điều 2.",
}


def page_of(answer):
    return lxml.html.fromstring(answer.content)


def test_what_was_typed_is_stored_and_a_receipt_is_shown_once(browser, open_topic, opinions):
    visitor = browser()
    answer = visitor.send(open_topic, files=[("don.pdf", PDF)], may_show_name="selected")
    assert answer.url == f"{open_topic.absolute_url()}/@@da-gui-y-kien"
    [number] = page_of(answer).xpath("//dl[@class='hcmedu-receipt']/dd/text()")
    [found] = opinions(open_topic)
    assert number.replace("-", "").strip() == found.row.receipt
    assert (found.name, found.contact, found.text) == (
        VALUES["name"],
        VALUES["contact"],
        VALUES["text"],
    )
    assert (found.row.who, found.row.state) == (Who.PARENT, State.WAITING)
    assert found.may_show_name and found.files[0].filename == "don.pdf"
    assert "không dùng để tra cứu tình trạng hồ sơ" in answer.text
    again = visitor.get(answer.url)
    assert again.url == open_topic.absolute_url() and number not in again.text


def test_the_answer_tells_nothing_in_its_address_and_no_cache_keeps_it(browser, open_topic):
    answer = browser().send(open_topic, follow=False)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{open_topic.absolute_url()}/@@da-gui-y-kien"
    assert "no-store" in answer.headers["Cache-Control"]
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "/@@da-gui-y-kien" in cookie


@pytest.mark.parametrize(
    ("at", "taken"),
    [
        ("opens-1", False),
        ("opens", True),
        ("closes-1", True),
        ("closes", False),
        ("closes+1", False),
    ],
)
def test_it_is_open_exactly_between_its_times(
    browser, open_topic, monkeypatch, at, taken, opinions
):
    name, shift = at[: len("opens")] if at.startswith("opens") else "closes", at[-2:]
    moment = in_zone(getattr(open_topic, name))
    moment += {"-1": -SECOND, "+1": SECOND}.get(shift, timedelta())
    monkeypatch.setattr(consultation, "now", lambda: moment)
    answer = browser().send(open_topic, text="Ý kiến của tôi <b>")
    assert len(opinions(open_topic)) == taken
    assert answer.url.endswith("/@@da-gui-y-kien" if taken else "/@@gui-y-kien")
    kept = [pre.text_content() for pre in page_of(answer).xpath("//pre")]
    assert kept == ([] if taken else [VALUES["name"], "Ý kiến của tôi <b>"])


@pytest.mark.parametrize("state", ["opens-1", "open", "closes"])
def test_the_page_has_a_form_while_it_is_open_only(browser, open_topic, monkeypatch, state):
    moment = {
        "opens-1": in_zone(open_topic.opens) - SECOND,
        "open": in_zone(open_topic.opens),
        "closes": in_zone(open_topic.closes),
    }[state]
    monkeypatch.setattr(consultation, "now", lambda: moment)
    page = page_of(browser().get(open_topic.absolute_url()))
    forms = page.xpath("//form[contains(@action, 'gui-y-kien')]")
    assert len(forms) == (state == "open")
    assert len(page.xpath("//button[@name='opinion.buttons.send']")) == (state == "open")


def test_the_time_left_is_told_by_the_server(browser, open_topic):
    page = page_of(browser().get(open_topic.absolute_url()))
    [text] = page.xpath("//*[contains(@class, 'hcmedu-time-left')]/strong/text()")
    assert text == "Còn 3 ngày 4 giờ"


def test_a_draft_shows_its_form_without_a_button(browser, site, opinions, new_topic):
    draft = new_topic(site, state="draft")
    transaction.commit()
    page = page_of(browser("head").get(draft.absolute_url()))
    assert page.xpath("//form[contains(@action, 'gui-y-kien')]//textarea")
    assert not page.xpath("//button[@name='opinion.buttons.send']")
    assert browser("head").send(draft).url.endswith("/@@gui-y-kien")
    assert opinions(draft) == []


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "", "bắt buộc"),
        ("name", "\u200e \u202e", "Xin viết"),
        ("name", "a" * 101, "dài"),
        ("contact", "", "bắt buộc"),
        ("contact", "12345", "số điện thoại Việt Nam"),
        ("contact", "hoa@", "thư điện tử"),
        ("who", "", "bắt buộc"),
        ("who", "hieu-truong", ""),
        ("text", " \n ", "bắt buộc"),
        ("text", "a" * 10_001, "dài"),
    ],
)
def test_bad_input_gets_a_message_at_its_field_and_nothing_is_lost(
    browser, open_topic, field, value, message, opinions
):
    answer = browser().send(open_topic, **{field: value})
    page = page_of(answer)
    assert opinions(open_topic) == []
    ids = page.xpath("//*[contains(@class, 'invalid-feedback')]/@id")
    assert ids == [f"opinion-widgets-{field}-error"]
    assert message in page.xpath("//*[contains(@class, 'invalid-feedback')]")[0].text_content()
    kept = {name: v for name, v in VALUES.items() if name != field}
    for name in {"name", "contact"} & set(kept):
        assert page.get_element_by_id(f"opinion-widgets-{name}").value == kept[name]
    if "text" in kept:
        assert page.get_element_by_id("opinion-widgets-text").value == kept["text"]
    if "who" in kept:
        assert page.get_element_by_id("opinion-widgets-who").value == "parent"


def test_pressing_twice_is_one_opinion(browser, open_topic, site, opinions):
    visitor = browser()
    ticket = guard_values(open_topic)
    for _turn in range(2):
        assert visitor.send(open_topic, extra=ticket).url.endswith("/@@da-gui-y-kien")
    assert len(opinions(open_topic)) == 1
    visitor.send(open_topic, extra=ticket, text="Ý kiến khác")
    assert len(opinions(open_topic)) == 2


def test_what_is_published_is_read_with_the_name_only_if_agreed(browser, open_topic, put):

    put(open_topic, "a", State.PUBLISHED)
    put(
        open_topic,
        "b",
        State.PUBLISHED,
        answer="Cảm ơn anh.",
        name="Lê Văn Nam",
        may_show_name=True,
        text="Không đồng ý",
    )
    put(open_topic, "c", text="Chưa duyệt")
    put(open_topic, "d", State.REJECTED, text="Bị loại")
    put(open_topic, "e", State.PUBLISHED, shown="Cháu [...] lớp 6A", text="Cháu Bi lớp 6A")
    text = browser().get(open_topic.absolute_url()).text
    for there in ("đồng ý với Điều 2", "Lê Văn Nam", "Cảm ơn anh.", "Phụ huynh", "Cháu [...]"):
        assert there in text
    for hidden in ("Trần Thị Hoa", "0903", "Chưa duyệt", "Bị loại", "Cháu Bi"):
        assert hidden not in text
    assert text.count("đã lược bớt") == 1


def test_opinions_are_read_in_pages_of_twenty(browser, open_topic, put):
    for number in range(21):
        put(open_topic, str(number), State.PUBLISHED)
    url = open_topic.absolute_url()
    counts = [
        len(page_of(browser().get(url + query)).xpath("//ol[@class='hcmedu-opinion-list']/li"))
        for query in ("", "?b_start:int=20", "?b_start:int=999", "?b_start=x")
    ]
    assert counts == [20, 1, 1, 20]


def test_afterwards_the_figures_stand_there(browser, open_topic, put):
    put(open_topic, "a", State.PUBLISHED)
    put(open_topic, "b", State.REJECTED)
    open_topic.closes = open_topic.opens + SECOND
    page = page_of(browser().get(open_topic.absolute_url()))
    [row] = page.xpath("//table[contains(@class, 'hcmedu-opinion-table')]/tbody/tr")
    assert [cell.text_content().strip() for cell in row] == ["Phụ huynh", "2", "1"]
    assert page.xpath("//*[@class='hcmedu-opinion-chart']/*[local-name()='svg']")


def test_a_closed_page_is_never_stale(browser, open_topic, put):
    """Kept by the browser and by Zope until an opinion changes."""
    open_topic.closes = open_topic.opens + SECOND
    put(open_topic, "a")
    url = open_topic.absolute_url()
    first = browser().get(url)
    assert "đồng ý với Điều 2" not in first.text
    put(open_topic, "b", State.PUBLISHED)
    known = {"If-None-Match": first.headers.get("ETag", '"x"')}
    second = browser().get(url, headers=known)
    assert second.status_code == 200 and "đồng ý với Điều 2" in second.text


def test_the_form_tells_what_is_required_and_how_long_data_is_kept(browser, open_topic, site):
    ConsultationSettings(site).months_kept = 7
    transaction.commit()
    page = page_of(browser().get(open_topic.absolute_url()))
    (form,) = page.xpath("//form[contains(@class, 'hcmedu-opinion-form')]")
    stars = form.xpath(".//label[span[@class='hcmedu-required']]/@for")
    assert [each.rsplit("-", 1)[-1] for each in stars] == ["name", "contact", "who", "text"]
    assert "được xóa sau 7 tháng" in " ".join(form.text_content().split())
