"""What people are told, and where they find themselves, after each step of their work."""

from DateTime import DateTime
from gettext import GNUTranslations
from hcmedu.portal.editorial.copies import working_copy_of
from hcmedu.portal.editorial.settings import settings
from importlib.resources import files
from lxml import html
from plone import api
from plone.app.event.base import default_timezone
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy

import pytest
import re
import transaction


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def messages(response):
    page = html.document_fromstring(response.text)
    found = page.cssselect("#global_statusmessage .alert, .portalMessage")
    return [" ".join(each.text_content().split()) for each in found]


def act(web, actor, item, action):
    return web.visit(actor).post(item, "/content_status_modify", {"workflow_action": action})


# What was done


def test_a_refused_step_says_nothing_of_the_kind(web):
    item = web.item("News Item", "pending", title="Lễ khai giảng")
    response = act(web, "owner", item, "approve")
    assert not any("đã duyệt" in each for each in messages(response))
    assert web.state(item) == "pending"


@pytest.mark.parametrize(
    "state, actor, action, said",
    [
        ("draft", "owner", "submit", "đã gửi duyệt"),
        ("pending", "owner", "recall", "đã rút lại"),
        ("pending", "head", "approve", "đã duyệt"),
        ("approved", "head", "publish", "đã xuất bản"),
        ("withdrawn", "owner", "revise", "trở lại bản nháp"),
    ],
)
def test_the_menu_of_states_says_what_was_done(web, state, actor, action, said):
    item = web.item("News Item", state, title="Lễ khai giảng")
    (message,) = messages(act(web, actor, item, action))
    assert message.endswith(f"“Lễ khai giảng”: {said}.")


@pytest.mark.parametrize(
    "state, action, said",
    [("pending", "return", "đã trả lại"), ("published", "withdraw", "đã gỡ xuống")],
)
def test_the_form_of_reasons_says_what_was_done(web, state, action, said):
    item = web.item("News Item", state, title="Lễ khai giảng")
    form = {"widgets.workflow_action": action, "widgets.comment": "Sai ngày"}
    response = web.visit("head").post(
        item, "/@@hcmedu-transition", {**form, "buttons.apply": "Continue"}
    )
    (message,) = messages(response)
    assert message.endswith(f"“Lễ khai giảng”: {said}.")


def test_giving_up_the_form_of_reasons_says_nothing(web):
    item = web.item("News Item", "published", title="Lễ khai giảng")
    form = {"widgets.workflow_action": "withdraw", "buttons.cancel": "Cancel"}
    assert messages(web.visit("head").post(item, "/@@hcmedu-transition", form)) == []


def test_a_working_copy_that_was_approved_is_told_of(web):
    item = web.item("News Item", "published", title="Lễ khai giảng")
    with web.as_("owner"):
        copy = ICheckinCheckoutPolicy(item).checkout()
    web.do(copy, "submit", "owner")
    (message,) = messages(act(web, "head", copy, "approve"))
    assert "thay" in message
    assert "trạng thái" not in message


def test_steps_of_sections_are_told_as_before(web):
    (message,) = messages(act(web, "administrator", web.section, "hide"))
    assert "rạng thái" in message


# Where they go on


@pytest.mark.parametrize("portal_type", ["File", "Image"])
def test_who_attached_a_file_goes_on_at_the_document(web, portal_type):
    document = web.item("OfficialDocument", "draft", title="Công văn")
    transaction.commit()
    response = attach(web, document, portal_type)
    assert response.url == document.absolute_url()
    assert [each.portal_type for each in document.objectValues()] == [portal_type]


def test_a_file_of_a_section_has_its_own_page(web):
    response = attach(web, web.section, "File", "section_editor")
    assert response.url == f"{web.section.absolute_url()}/phu-luc.pdf/view"


def attach(web, container, portal_type, actor="owner"):
    gif = (
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x00\x00\x00\x00\x00,"
    )
    gif += b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
    name, data = ("phu-luc.pdf", PDF) if portal_type == "File" else ("hinh.gif", gif)
    visit = web.visit(actor)
    response = visit.session.post(
        f"{container.absolute_url()}/++add++{portal_type}",
        data={
            "_authenticator": visit.token(),
            "form.widgets.title": name,
            f"form.widgets.{portal_type.lower()}.action": "replace",
            "form.buttons.save": "Save",
        },
        files={f"form.widgets.{portal_type.lower()}": (name, data)},
    )
    transaction.begin()
    return response


@pytest.mark.parametrize("actor", ["owner", "section_editor", "head", "administrator"])
@pytest.mark.parametrize("path", ["/edit", "/@@edit"])
def test_who_may_have_a_working_copy_is_led_to_it(web, actor, path):
    item = web.item("News Item", "published", title="Lễ khai giảng")
    response = web.visit(actor).get(item, path)
    assert response.url == f"{item.absolute_url()}/@@content-checkout"
    assert "Tạo bản làm việc" in response.text
    transaction.begin()
    assert working_copy_of(item) is None


@pytest.mark.parametrize("actor", ["member", "colleague", "elsewhere"])
def test_nobody_else_is_led_to_a_working_copy(web, actor):
    item = web.item("News Item", "published", title="Lễ khai giảng")
    assert "insufficient-privileges" in web.visit(actor).get(item, "/edit").url
    assert "/login?came_from" in web.visit("anonymous").get(item, "/edit").url


@pytest.mark.parametrize(
    "came_from",
    ["", "/edit", "https://xau.example/edit", "{portal}/khong-co/edit", "{portal}/@@sharing/edit"],
)
def test_other_addresses_are_refused_as_ever(web, came_from):
    portal = web.portal.absolute_url()
    path = f"/require_login?came_from={came_from.format(portal=portal)}"
    assert web.visit("owner").get(web.portal, path).url == f"{portal}/insufficient-privileges"


def test_what_is_not_published_is_refused_as_ever(web):
    item = web.item("News Item", "pending", title="Lễ khai giảng")
    assert "insufficient-privileges" in web.visit("owner").get(item, "/edit").url


# The reason of a return stands once


def test_the_reason_stands_once_where_an_item_is_read_again(web):
    item = web.item("News Item", "pending", title="Lễ khai giảng")
    web.do(item, "return", "head", comment="Sai ngày khai giảng")
    page = html.document_fromstring(web.visit("owner").get(item, "/@@hcmedu-review").text)
    (history,) = page.cssselect(".hcmedu-history")
    history.drop_tree()
    assert page.text_content().count("Sai ngày khai giảng") == 1
    page = web.visit("owner").get(item, "/view").text
    assert page.count("Sai ngày khai giảng") == 1


# Where to begin


def desk(web, actor, query=""):
    response = web.visit(actor).get(web.portal, f"/@@hcmedu-desk{query}")
    return html.document_fromstring(response.text)


def links(page, selector):
    found = page.cssselect(f"{selector} a")
    return {" ".join(each.text_content().split()): each.get("href") for each in found}


def test_who_has_written_nothing_is_led_to_his_sections(web):
    empty = desk(web, "section_editor")
    assert empty.cssselect(".hcmedu-empty")
    assert list(links(empty, ".hcmedu-write")) == ["Viết bài mới"]
    (address,) = links(empty, ".hcmedu-write").values()
    assert address.endswith("/@@hcmedu-desk?list=sections")
    page = desk(web, "section_editor", "?list=sections")
    adds = [each.get("href") for each in page.cssselect(".hcmedu-adds a")]
    here = web.section.absolute_url()
    assert f"{here}/++add++News Item" in adds
    assert web.visit("section_editor").get(web.section, "/++add++News%20Item").status_code == 200


def test_nobody_is_offered_to_write_where_he_may_not(web):
    assert not links(desk(web, "administrator", "?list=sections"), ".hcmedu-adds")
    assert not links(desk(web, "head", "?list=mine"), ".hcmedu-write")
    page = desk(web, "elsewhere", "?list=sections")
    other = web.other_section.absolute_url()
    assert all(each.startswith(other) for each in links(page, ".hcmedu-adds").values())


def test_sections_of_one_name_are_told_apart(web):
    page = desk(web, "section_editor", "?list=sections")
    paths = [each.text_content() for each in page.cssselect(".hcmedu-charge .hcmedu-path")]
    assert paths[0].startswith("Tin tức")
    (first, *_rest) = page.cssselect(".hcmedu-charge td:first-child")
    assert "hcmedu-level-0" in first.get("class")
    everything = desk(web, "administrator", "?list=sections")
    levels = everything.cssselect(".hcmedu-charge .hcmedu-level-1 .hcmedu-path-in-tree")
    assert levels


@pytest.mark.parametrize("name", ["hcmedu-assignment", "hcmedu-outbox"])
def test_pages_of_the_board_are_in_the_site_setup(web, name):
    page = web.visit("administrator").get(web.portal, "/@@overview-controlpanel").text
    assert f"/@@{name}" in page
    page = web.visit("owner").get(web.portal, "/@@overview-controlpanel").text
    assert f"/@@{name}" not in page


def test_links_to_other_pages_stand_above_the_lists(web):
    page = web.visit("administrator").get(web.portal, "/@@hcmedu-desk?list=sections").text
    assert page.index("@@hcmedu-assignment") < page.index("hcmedu-charge")


@pytest.mark.parametrize("notices", [True, False])
def test_the_settings_lead_to_the_outbox(web, notices):
    settings(web.portal).notify = notices
    page = web.visit("administrator").get(web.portal, "/@@hcmedu-editorial-settings").text
    assert "/@@hcmedu-outbox" in page


def test_the_outbox_does_not_say_that_all_is_sent_without_a_server(web):
    settings(web.portal).notify = True
    api.portal.set_registry_record("plone.smtp_host", "")
    page = web.visit("administrator").get(web.portal, "/@@hcmedu-outbox").text
    assert "chưa có máy chủ thư" in page
    assert "đã được gửi" not in page


# The page of review speaks to who reads it


def heading(web, actor, item):
    page = html.document_fromstring(web.visit(actor).get(item, "/@@hcmedu-review").text)
    return [page.cssselect(name)[0].text_content().strip() for name in ("h1", ".hcmedu-preview h2")]


@pytest.mark.parametrize(
    "state, told", [("pending", "Người xem sẽ thấy"), ("published", "Người xem đang thấy")]
)
def test_the_heading_says_what_one_does_here(web, state, told):
    item = web.item("News Item", state, title="Lễ khai giảng")
    assert heading(web, "owner", item) == ["Xem nội dung", told]
    assert heading(web, "head", item) == ["Xem và duyệt nội dung", told]


def test_what_publishes_later_can_be_published_now(web):
    later = DateTime() + 3
    item = web.item("News Item", "approved", title="Lễ khai giảng", effective_date=later)
    page = html.document_fromstring(web.visit("head").get(item, "/@@hcmedu-review").text)
    (button,) = page.cssselect("[name=decision][value=publish]")
    assert button.text_content().strip() == "Xuất bản ngay"
    (row,) = desk(web, "head", "?list=approved").cssselect(".hcmedu-queue-age")
    day = later.asdatetime().astimezone(default_timezone(as_tzinfo=True))
    assert f"{day:%d/%m/%Y %H:%M}" in row.text_content()
    assert "chờ" not in row.text_content()


def test_what_waits_for_a_person_is_published_as_ever(web):
    item = web.item("News Item", "approved", title="Lễ khai giảng")
    page = html.document_fromstring(web.visit("head").get(item, "/@@hcmedu-review").text)
    (button,) = page.cssselect("[name=decision][value=publish]")
    assert button.text_content().strip() == "Xuất bản"
    (row,) = desk(web, "head", "?list=approved").cssselect(".hcmedu-queue-age")
    assert "chờ" in row.text_content()


# What was taken down is named by nothing


def test_the_window_of_what_was_taken_down_has_a_neutral_title(web):
    item = web.item("News Item", "withdrawn", title="Lễ khai giảng")
    response = web.visit("anonymous").get(item, headers={"Accept": "text/html"})
    assert response.status_code == 410
    (title,) = html.document_fromstring(response.text).cssselect("title")
    assert title.text_content().startswith("Nội dung này đã được gỡ xuống")
    assert web.section.Title() not in title.text_content()


def test_everybody_is_addressed_alike():
    with (files("hcmedu.portal") / "locales/vi/LC_MESSAGES/hcmedu.portal.mo").open("rb") as stream:
        texts = GNUTranslations(stream)._catalog.values()
    assert [each for each in texts if re.search(r"\b(anh/chị|bạn)\b", str(each), re.I)] == []
