"""Working copies over HTTP: pages, menus, messages. Denied cases first."""

from hcmedu.portal.editorial.copies import working_copy_of
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.namedfile.file import NamedBlobFile
from plone.uuid.interfaces import IUUID

import json
import pytest
import re


SECRET = "Chưa ai được đọc"
MAKE = {"form.button.Checkout": "1"}
DISCARD = {"form.button.Discard": "1"}


@pytest.fixture
def item(web):
    api.user.get(username="owner").setMemberProperties({"fullname": "Trần Văn An"})
    return web.item("OfficialDocument", "published", title="Công văn cũ")


@pytest.fixture
def copy(web, item):
    with web.as_("owner"):
        made = ICheckinCheckoutPolicy(item).checkout()
        made.title = SECRET
        made.file = NamedBlobFile(b"%PDF-1.4 secret", filename="mat.pdf")
        made.reindexObject()
    return made


# Nobody but the board sees a working copy ----------------------------------------------------


PATHS = (
    "",
    "/view",
    "/edit",
    "/@@download/file",
    "/@@display-file/file",
    "/@@iterate_diff",
    "/@@content-cancel-checkout",
    "/content-checkin",
    "/@@historyview",
    "/versions_history_form?version_id=0",
    "/@@download-version?version_id=0&field_id=file",
)
SERVICES = ("", "/@workingcopy", "/@history", "/@lock", "/@types")
VISITORS = ("anonymous", "member", "colleague")


@pytest.mark.parametrize("state", ["draft", "pending"])
def test_no_page_and_no_service_of_the_copy(web, copy, state):
    if state == "pending":
        web.do(copy, "submit", "owner")
    for actor in VISITORS:
        visit = web.visit(actor)
        pages = [(path, visit.get(copy, path, allow_redirects=False)) for path in PATHS]
        pages += [(path, visit.rest("GET", copy, path)) for path in SERVICES]
        for path, response in pages:
            assert response.status_code in (302, 401, 403, 404), (actor, path)
            assert SECRET not in response.text, (actor, path)
            assert b"secret" not in response.content, (actor, path)


@pytest.mark.parametrize("actor", VISITORS)
def test_nothing_else_tells_of_it(web, item, copy, actor):
    visit = web.visit(actor)
    name, uid = copy.getId(), IUUID(copy)
    pages = [
        visit.get(item).text,
        visit.get(web.section).text,
        visit.get(web.section, "/RSS").text,
        visit.get(web.portal, "/@@search?SearchableText=Ch%C6%B0a").text,
        visit.get(web.portal, "/sitemap").text,
        visit.rest("GET", item).text,
        visit.rest("GET", item, "/@workingcopy").text,
        visit.rest("GET", web.section).text,
        visit.rest("GET", web.portal, "/@search?SearchableText=Ch%C6%B0a&fullobjects=1").text,
        visit.rest("GET", web.portal, f"/@search?UID={uid}").text,
    ]
    for page in pages:
        assert SECRET not in page
        assert name not in page
        assert "hcmedu-working-copy" not in page


# Making one ----------------------------------------------------------------------------------


def test_others_make_none(web, item):
    for actor in (*VISITORS, "elsewhere"):
        visit = web.visit(actor)
        visit.get(item, "/@@content-checkout")
        response = visit.post(item, "/@@content-checkout", MAKE, allow_redirects=False)
        assert response.status_code in (302, 401, 403, 404), actor
        assert working_copy_of(item) is None, actor


def test_not_by_a_link(web, item):
    visit = web.visit("owner")
    visit.get(item, "/@@content-checkout?form.button.Checkout=1&checkout_location=parent")
    assert working_copy_of(item) is None


def test_not_without_a_token(web, item):
    visit = web.visit("owner")
    visit.get(item)
    response = visit.session.post(f"{item.absolute_url()}/@@content-checkout", data=MAKE)
    assert response.status_code in (403, 500)
    assert working_copy_of(item) is None


def test_from_the_published_page_to_the_form(web, item):
    visit = web.visit("owner")
    assert "Sửa (bản làm việc)" in visit.get(item).text
    page = visit.get(item, "/@@content-checkout").text
    assert "Tạo bản làm việc" in page
    assert "checkout_location" not in page
    response = visit.post(item, "/@@content-checkout", MAKE)
    copy = working_copy_of(item)
    assert response.url == f"{copy.absolute_url()}/edit"
    assert "Đã tạo bản làm việc" in response.text
    assert "form.widgets.number" in response.text
    assert "IPublication.expires" in response.text
    assert "IPublication.effective" not in response.text
    assert copy.effective() == item.effective()


def test_who_has_one_is_led_to_it(web, item, copy):
    visit = web.visit("owner")
    assert visit.get(item, "/@@content-checkout").url == f"{copy.absolute_url()}/edit"
    assert visit.post(item, "/@@content-checkout", MAKE).url == f"{copy.absolute_url()}/edit"


def test_the_second_one_is_told(web, item, copy):
    """Who may not edit the copy; else he is led to it."""
    web.do(copy, "submit", "owner")
    response = web.visit("section_editor").post(item, "/@@content-checkout", MAKE)
    assert "Trần Văn An đang có bản làm việc của mục này từ" in response.text
    assert working_copy_of(item) == copy


def test_both_pages_tell_of_each_other(web, item, copy):
    page = web.visit("section_editor").get(item).text
    assert re.search(r"Đang có bản làm việc của\s+<strong[^>]*>Trần Văn An</strong>", page)
    assert copy.absolute_url() in page
    page = web.visit("owner").get(copy).text
    assert "Bản làm việc của" in page
    assert f'href="{item.absolute_url()}"' in page
    for text in ("Check out", "Check in", "working copy", "checkout"):
        assert text not in visible(page)


def visible(page):
    """The words of a page."""
    page = re.sub(r"(?s)<(script|style).*?</\1>", "", page)
    return re.sub(r"<[^>]+>", " ", page)


# Bringing in and cancelling ------------------------------------------------------------------


def test_nobody_checks_in_by_hand(web, item, copy):
    data = {"form.button.Checkin": "1", "checkin_message": "lén"}
    for actor in ("owner", "section_editor", "head", "administrator", "manager"):
        response = web.visit(actor).post(copy, "/content-checkin", data)
        assert "Bản làm việc được thay vào bản gốc khi Trưởng ban duyệt" in response.text
        assert item.title == "Công văn cũ"
        assert working_copy_of(item) == copy


def test_others_cancel_nothing(web, item, copy):
    for actor in (*VISITORS, "elsewhere"):
        web.visit(actor).post(copy, "/content-cancel-checkout", DISCARD)
        assert working_copy_of(item) == copy, actor


def test_no_cancellation_by_a_link(web, item, copy):
    web.visit("owner").get(copy, "/content-cancel-checkout?form.button.Cancel=1")
    web.visit("owner").get(copy, "/content-cancel-checkout?form.button.Discard=1")
    assert working_copy_of(item) == copy


@pytest.mark.parametrize("actor", ["owner", "head"])
def test_cancelled_by(web, item, copy, actor):
    visit = web.visit(actor)
    page = visit.get(copy, "/content-cancel-checkout").text
    assert "Trần Văn An" in page
    assert "Giữ bản làm việc" in page
    name = copy.getId()
    response = visit.post(copy, "/content-cancel-checkout", DISCARD)
    assert response.url == item.absolute_url()
    assert "Đã hủy bản làm việc" in response.text
    assert working_copy_of(item) is None
    assert name not in web.section.objectIds()


def test_kept(web, item, copy):
    web.visit("owner").post(copy, "/content-cancel-checkout", {"form.button.Keep": "1"})
    assert working_copy_of(item) == copy


def test_its_deletion_breaks_no_link(web, item, copy):
    page = web.visit("owner").get(copy, "/delete_confirmation").text
    assert item.absolute_url() not in page.split("<form")[-1]
    assert "breach" not in page


# Approval through every form -----------------------------------------------------------------


def approved(web, item, response):
    assert response.url == item.absolute_url()
    assert item.title == SECRET
    assert web.state(item) == "published"
    assert SECRET in web.visit("anonymous").get(item).text
    download = web.visit("anonymous").get(item, "/@@download/file")
    assert download.content == b"%PDF-1.4 secret"


def test_through_the_menu(web, item, copy):
    web.do(copy, "submit", "owner")
    data = {"workflow_action": "approve"}
    approved(web, item, web.visit("head").post(copy, "/content_status_modify", data))


def test_through_the_form_with_a_comment(web, item, copy):
    web.do(copy, "submit", "owner")
    data = {
        "widgets.workflow_action": "approve",
        "widgets.comment": "Đã kiểm tra",
        "buttons.apply": "1",
    }
    response = web.visit("head").post(copy, "/@@hcmedu-transition", data)
    assert "Bản làm việc đã được duyệt và thay vào bản gốc" in response.text
    approved(web, item, response)


def test_through_folder_contents(web, item, copy):
    web.do(copy, "submit", "owner")
    name, uid = copy.getId(), IUUID(copy)
    data = {
        "selection": json.dumps([uid]),
        "transition": "approve",
        "folder": "/".join(web.section.getPhysicalPath()[2:]),
    }
    response = web.visit("head").post(web.section, "/@@fc-workflow", data)
    assert response.json()["status"] == "success"
    assert item.title == SECRET
    assert name not in web.section.objectIds()
    catalog = api.portal.get_tool("portal_catalog")
    assert len(catalog.unrestrictedSearchResults(UID=uid)) == 0
    assert len(catalog.unrestrictedSearchResults(UID=IUUID(item))) == 1


def test_a_veto_is_a_message(web, item, copy):
    web.do(item, "withdraw", "head")
    data = {"workflow_action": "revise"}
    response = web.visit("owner").post(item, "/content_status_modify", data)
    assert response.status_code == 200
    assert "đang có bản làm việc của mục này từ" in response.text
    assert web.state(item) == "withdrawn"


# Old versions --------------------------------------------------------------------------------


def replaced(web, item, copy):
    web.do(copy, "submit", "owner")
    web.do(copy, "approve", "head")


OLD = "/versions_history_form?version_id=0"


OLD_PATHS = (
    OLD,
    "/@@historyview",
    "/@@version-view?version_id=0",
    "/@@download-version?version_id=0&field_id=file",
    "/@@hcmedu-version-attachment?version_id=0&uid=x",
    "/@@history?one=current&two=0",
)


def test_old_versions_are_not_for_visitors(web, item, copy):
    replaced(web, item, copy)
    for actor in (*VISITORS, "elsewhere"):
        visit = web.visit(actor)
        for path in OLD_PATHS:
            page = visit.get(item, path).text
            assert "Công văn cũ" not in page, (actor, path)
            assert "version_id=0" not in page.split("came_from")[0], (actor, path)
        assert visit.rest("GET", item, "/@history/0").status_code in (401, 403, 404)


def test_the_board_sees_the_old_version(web, item, copy):
    replaced(web, item, copy)
    visit = web.visit("head")
    assert "version_id=0" in visit.get(item, "/@@historyview").text
    page = visit.get(item, OLD).text
    assert "Công văn cũ" in page


def test_and_its_files(web):
    item = web.item("OfficialDocument", file=NamedBlobFile(b"%PDF-1.4 cu", filename="cu.pdf"))
    with web.as_("owner"):
        api.content.create(
            item, "File", "kem", title="Kèm", file=NamedBlobFile(b"kem cu", filename="kem.txt")
        )
    for actor, transition in (("owner", "submit"), ("head", "approve"), ("head", "publish")):
        web.do(item, transition, actor)
    with web.as_("owner"):
        copy = ICheckinCheckoutPolicy(item).checkout()
        copy.file = NamedBlobFile(b"%PDF-1.4 moi", filename="moi.pdf")
        api.content.delete(copy["kem"])
    replaced(web, item, copy)
    visit = web.visit("head")
    old = visit.get(item, "/@@download-version?version_id=0&field_id=file&filename=cu.pdf")
    assert old.content == b"%PDF-1.4 cu"
    page = visit.get(item, OLD).text
    assert "Tệp đính kèm của phiên bản này" in page
    link = re.search(r'href="[^"]*(/@@hcmedu-version-attachment\?[^"]+)"', page).group(1)
    link = link.replace("&amp;", "&")
    assert visit.get(item, link).content == b"kem cu"
    assert "attachment" in visit.get(item, link).headers["Content-Disposition"]
    for actor in ("anonymous", "member", "colleague"):
        assert b"kem cu" not in web.visit(actor).get(item, link).content
    for wrong in ("version_id=9&uid=x", "version_id=x&uid=x", "version_id=0&uid=x", ""):
        response = visit.get(item, f"/@@hcmedu-version-attachment?{wrong}")
        assert response.status_code == 404


def test_changes_can_be_compared(web):
    for portal_type in ("Document", "Event", "EasyForm", "Procedure", "YearbookEntry", "Schedule"):
        item = web.item(portal_type, "published", title="Cũ")
        with web.as_("owner"):
            copy = ICheckinCheckoutPolicy(item).checkout()
        assert web.visit("owner").get(copy, "/@@iterate_diff").status_code == 200, portal_type
        replaced(web, item, copy)
        page = web.visit("head").get(item, "/@@history?one=current&two=0")
        assert page.status_code == 200, portal_type
