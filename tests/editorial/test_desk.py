"""The desk: who sees it, what stands in which list, how it is counted and filtered."""

from DateTime import DateTime
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.editorial.deputies import Delegation
from hcmedu.portal.editorial.deputies.delegations import delegate
from hcmedu.portal.editorial.desk import lists
from hcmedu.portal.editorial.desk.access import colleague
from hcmedu.portal.editorial.desk.lists import PENDING
from hcmedu.portal.editorial.desk.records import find
from hcmedu.portal.editorial.desk.rows import age
from hcmedu.portal.editorial.desk.rows import Rows
from hcmedu.portal.editorial.settings import settings
from lxml import html
from plone import api

import pytest
import transaction


BOARD = ("owner", "colleague", "section_editor", "elsewhere", "head", "administrator", "manager")


def titles(school, actor, desk_list):
    with school.as_(actor):
        found = desk_list.find(school.portal, colleague(school.portal))
        return [brain.Title for brain in found.rows(0, 100)]


def send(school, title, container=None, **fields):
    return school.item("News Item", "pending", container, id=title.lower(), title=title, **fields)


def backdate(item, days):
    """As if the last transition had been made that long ago."""
    (name,) = item.workflow_history
    history = list(item.workflow_history[name])
    history[-1] = {**history[-1], "time": DateTime() - days}
    item.workflow_history[name] = tuple(history)
    item.reindexObject()


def desk(web, actor, query=""):
    response = web.visit(actor).get(web.portal, f"/@@hcmedu-desk{query}")
    assert response.status_code == 200
    return html.document_fromstring(response.text)


def listed(page):
    return [link.text_content().strip() for link in page.cssselect(".hcmedu-queue-title")]


def counts(page):
    """Number by title of the tabs."""
    found = {}
    for tab in page.cssselect(".hcmedu-tabs a"):
        title, _, number = tab.text_content().strip().partition("\n")
        found[title.strip()] = int(number.strip() or 0)
    return found


def expire(item, days):
    """Nothing that has expired is approved: let time go by."""
    item.setExpirationDate(DateTime() + days)
    item.reindexObject()


# Denied first


@pytest.mark.parametrize("actor", ["anonymous", "member"])
def test_the_desk_is_closed_to_everybody_else(web, actor):
    send(web, "Tin-kin")
    response = web.visit(actor).get(web.portal, "/@@hcmedu-desk")
    assert "Tin-kin" not in response.text
    assert "hcmedu-desk" not in html.document_fromstring(response.text).text_content()
    assert "/@@hcmedu-desk" not in response.url.partition("?")[0]


@pytest.mark.parametrize("actor", ["owner", "colleague", "elsewhere", "administrator", "manager"])
def test_who_approves_nothing_sees_no_queue(web, actor):
    send(web, "Tin-cho-duyet")
    page = desk(web, actor, "?list=pending")
    assert "Chờ duyệt" not in counts(page)
    assert not page.cssselect("[name=decision]")
    if actor != "owner":
        assert "Tin-cho-duyet" not in listed(page)


def test_another_editors_drafts_are_in_no_list_of_mine(school):
    school.item("News Item", "draft", title="Nháp của owner")
    for each in lists.OWN_LISTS:
        assert titles(school, "colleague", each) == []
        assert titles(school, "elsewhere", each) == []


# Lists


@pytest.mark.parametrize("actor", BOARD)
def test_the_board_has_a_desk(web, actor):
    assert desk(web, actor).cssselect("h1")[0].text_content().strip() == "Bàn làm việc"


def test_the_queue_begins_with_what_waits_longest(school):
    for title, days in (("Moi", 0.1), ("Cu", 5), ("Giua", 2)):
        backdate(send(school, title), days)
    assert titles(school, "head", PENDING) == ["Cu", "Giua", "Moi"]


def test_what_publishes_later_or_has_expired_is_in_the_queue_too(school):
    send(school, "Mai", effective_date=DateTime() + 5)
    expire(send(school, "Qua"), -1)
    assert sorted(titles(school, "head", PENDING)) == ["Mai", "Qua"]


def test_comments_and_attachments_are_no_content_of_the_queue(school):
    document = school.item("OfficialDocument", "pending")
    with school.as_("head"):
        assert len(PENDING.find(school.portal, colleague(school.portal))) == 1
    assert document.workflow_history


def test_an_item_goes_through_the_lists_of_its_author(school):
    item = school.item("News Item", "draft", title="Tin")
    where = {"draft": lists.DRAFTS, "pending": lists.SUBMITTED, "returned": lists.RETURNED}
    assert titles(school, "owner", where["draft"]) == ["Tin"]
    school.do(item, "submit", "owner")
    assert titles(school, "owner", where["draft"]) == []
    assert titles(school, "owner", where["pending"]) == ["Tin"]
    school.do(item, "return", "head", comment="Thiếu ảnh")
    assert titles(school, "owner", where["returned"]) == ["Tin"]
    assert titles(school, "owner", where["draft"]) == []
    school.do(item, "submit", "owner")
    assert titles(school, "owner", where["returned"]) == []
    school.do(item, "recall", "owner")
    assert titles(school, "owner", where["draft"]) == ["Tin"]
    assert titles(school, "owner", where["returned"]) == []


@pytest.mark.parametrize(
    "state, desk_list",
    [
        ("approved", lists.SUBMITTED),
        ("published", lists.PUBLISHED),
        ("withdrawn", lists.WITHDRAWN),
    ],
)
def test_my_items_by_state(school, state, desk_list):
    school.item("News Item", state, title="Tin")
    assert titles(school, "owner", desk_list) == ["Tin"]
    assert titles(school, "colleague", desk_list) == []


def test_soon_expiring(school):
    for title, days in (("Gan", 6), ("Xa", 60), ("Het", -1)):
        expire(school.item("News Item", "published", id=title, title=title), days)
    assert titles(school, "head", lists.EXPIRING) == ["Gan"]
    assert titles(school, "owner", lists.MY_EXPIRING) == ["Gan"]
    assert titles(school, "colleague", lists.MY_EXPIRING) == []


def test_a_deputys_queue_is_the_heads(web):
    send(web, "Tin-cho")
    now = datetime.now(UTC)
    assert "Chờ duyệt" not in counts(desk(web, "colleague"))
    delegate(web.portal, Delegation("colleague", "head", now - timedelta(1), now + timedelta(1)))
    page = desk(web, "colleague")
    assert counts(page)["Chờ duyệt"] == 1
    assert listed(page) == ["Tin-cho"]


# The page


def test_counters_tell_what_the_lists_hold(web):
    for title in ("Mot", "Hai", "Ba"):
        send(web, title)
    web.item("News Item", "approved", id="bon", title="Bon")
    returned = send(web, "Nam")
    web.do(returned, "return", "head")

    def told(actor):
        return {title: number for title, number in counts(desk(web, actor)).items() if number}

    assert told("head") == {"Chờ duyệt": 3, "Chờ xuất bản": 1}
    assert told("owner") == {"Bài của tôi": 1}
    assert told("colleague") == {}


def test_a_section_narrows_the_queue(web):
    send(web, "O-day")
    send(web, "O-kia", web.other_section)
    page = desk(web, "head")
    options = [option.text_content().strip() for option in page.cssselect("select option")]
    assert any(option.startswith(web.other_section.Title()) for option in options)
    assert all(option.endswith(")") for option in options[1:])
    assert listed(desk(web, "head", "?list=pending&section=A13")) == ["O-kia"]
    assert listed(desk(web, "head", "?list=pending&section=KHONG-CO")) == ["O-day", "O-kia"]


def test_overdue_is_told_by_the_settings(web):
    backdate(send(web, "Cu"), 4)
    backdate(send(web, "Moi"), 2)
    page = desk(web, "head")
    late = list(page.cssselect("tr.hcmedu-overdue"))
    assert len(late) == 1
    assert "chờ 4 ngày" in late[0].text_content()
    assert "quá hạn" in late[0].text_content()
    settings(web.portal).overdue_days = 1
    assert len(desk(web, "head").cssselect("tr.hcmedu-overdue")) == 2


def test_the_reason_stands_with_what_was_returned(web):
    item = send(web, "Tin")
    web.do(item, "return", "head", comment="Thiếu <b>ảnh</b>")
    page = desk(web, "owner")
    (reason,) = page.cssselect(".hcmedu-row-reason")
    assert "Thiếu <b>ảnh</b>" in reason.text_content()
    assert page.cssselect(".hcmedu-desk-returned") == page.cssselect(".hcmedu-desk-panel")[:1]


def test_titles_are_text(web):
    send(web, "Tin", description="<img src=x onerror=alert(1)>").title = "<script>alert(1)</script>"
    web.section["tin"].reindexObject()
    response = web.visit("head").get(web.portal, "/@@hcmedu-desk")
    assert "<script>alert(1)" not in response.text
    assert "<img src=x" not in response.text
    assert listed(html.document_fromstring(response.text)) == ["<script>alert(1)</script>"]


def test_pages_of_twenty(web):
    for number in range(23):
        send(web, f"Tin-{number:02}")
    first = desk(web, "head")
    assert len(listed(first)) == 20
    second = desk(web, "head", "?list=pending&b_start:int=20")
    assert len(listed(second)) == 3
    assert not set(listed(first)) & set(listed(second))
    beyond = desk(web, "head", "?list=pending&b_start:int=9999")
    assert listed(beyond) == listed(second)


def test_nobody_keeps_a_copy_of_the_page(web):
    response = web.visit("head").get(web.portal, "/@@hcmedu-desk")
    assert "no-store" in response.headers["Cache-Control"]


# The catalog behind it


def test_no_object_is_woken_for_a_row(web):
    item = send(web, "Tin")
    transaction.commit()
    with web.as_("head"):
        records = PENDING.find(web.portal, colleague(web.portal))
        item._p_deactivate()
        (row,) = map(Rows(web.portal, web.portal.REQUEST).make, records.rows(0, 20))
    assert row.title == "Tin"
    assert item._p_changed is None, "still a ghost"


def test_the_column_follows_the_attachments(school):
    document = school.item("OfficialDocument", "draft")

    def revision():
        with school.as_("owner"):
            (brain,) = api.content.find(context=document, depth=0)
            return brain.editorial["revision"]

    before = revision()
    with school.as_("owner"):
        api.content.create(document, "File", title="Phụ lục")
    assert revision() > before


def test_records_count_by_section(school):
    send(school, "Mot")
    send(school, "Hai", school.other_section)
    with school.as_("head"):
        found = find(school.portal, "state_since", review_state="pending")
    assert found.counts("in_sections")["A05"] == 1
    assert found.counts("in_sections")["A13"] == 1


@pytest.mark.parametrize(
    "seconds, text",
    [
        (5, "just now"),
        (61, "${count} minutes"),
        (7200, "${count} hours"),
        (200000, "${count} days"),
    ],
)
def test_age_in_the_largest_unit(seconds, text):
    assert age(seconds) == text
