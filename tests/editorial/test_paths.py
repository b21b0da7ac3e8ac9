"""Every way into the workflow over HTTP: none leads round its rules. Denied cases come first."""

from plone import api
from plone.uuid.interfaces import IUUID

import json
import pytest


#: What is asked here are rights on items, not who writes where.
pytestmark = pytest.mark.usefixtures("open_sections")


REASON = "Thiếu số ký hiệu"
INSIDERS_BUT_HEAD = ("owner", "section_editor", "administrator")


def fc_workflow(visit, item, transition, comments=""):
    """The bulk action of folder contents."""
    folder = "/".join(item.__parent__.getPhysicalPath()[2:])
    data = {"selection": json.dumps([IUUID(item)]), "folder": folder, "transition": transition}
    return visit.post(item.__parent__, "/@@fc-workflow", data | {"comments": comments})


# REST ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", ["anonymous", "member", "colleague"])
def test_rest_refuses_who_may_not_see(web, actor):
    item = web.item(state="pending")
    assert web.visit(actor).rest("POST", item, "/@workflow/approve").status_code == 401


@pytest.mark.parametrize("actor", INSIDERS_BUT_HEAD)
@pytest.mark.parametrize("transition", ["approve", "publish", "return", "no-such"])
def test_rest_refuses_who_may_not_decide(web, actor, transition):
    item = web.item(state="pending")
    body = {"comment": REASON}
    response = web.visit(actor).rest("POST", item, f"/@workflow/{transition}", json=body)
    assert response.status_code == 400
    assert "Thao tác này hiện không thực hiện được" in response.json()["error"]["message"]
    assert web.state(item) == "pending"


@pytest.mark.parametrize("comment", [{}, {"comment": ""}, {"comment": "  "}])
def test_rest_demands_a_reason(web, comment):
    item = web.item(state="pending")
    response = web.visit("head").rest("POST", item, "/@workflow/return", json=comment)
    assert response.status_code == 400
    assert "Hãy nêu lý do" in response.json()["error"]["message"]
    assert web.state(item) == "pending"


@pytest.mark.parametrize("actor", ["anonymous", "owner"])
@pytest.mark.parametrize("transition", ["no-such", "withdraw", "submit", "publish"])
def test_rest_does_not_change_dates_of_published_content(web, actor, transition):
    """plone.restapi writes the dates of a request before it asks the workflow."""
    item = web.item(state="published")
    effective = item.effective()
    dates = {"effective": "2050-01-01T00:00:00", "expires": "2020-01-01T00:00:00"}
    web.visit(actor).rest("POST", item, f"/@workflow/{transition}", json=dates)
    assert item.effective() == effective
    assert item.ExpirationDate() == "None"


def test_rest_returns_with_a_reason(web):
    item = web.item(state="pending")
    body = {"comment": REASON}
    response = web.visit("head").rest("POST", item, "/@workflow/return", json=body)
    assert response.status_code == 200
    assert response.json()["title"] == "Bản nháp"
    assert web.state(item) == "draft"


def test_rest_with_children_is_all_or_nothing(web):
    """The folder can be submitted, the published child can not: nothing changes."""
    folder = web.item("Folder")
    child = web.item("Document", "published", container=folder)
    body = {"include_children": True}
    response = web.visit("owner").rest("POST", folder, "/@workflow/submit", json=body)
    assert response.status_code == 400
    assert (web.state(folder), web.state(child)) == ("draft", "published")


@pytest.mark.parametrize("actor", [*INSIDERS_BUT_HEAD, "colleague", "manager"])
@pytest.mark.parametrize("state", ["pending", "approved", "published"])
def test_rest_changes_nothing_under_review(web, actor, state):
    item = web.item(state=state)
    visit = web.visit(actor)
    response = visit.rest("PATCH", item, json={"title": "Sửa trộm"})
    assert response.status_code == 401
    assert item.Title() == "Nội dung Document"
    if actor != "manager":
        assert visit.rest("DELETE", item).status_code == 401
        assert item.getId() in web.section.objectIds()


def test_rest_copy_arrives_as_draft(web):
    item = web.item(state="published")
    body = {"source": item.absolute_url()}
    response = web.visit("colleague").rest("POST", web.section, "/@copy", json=body)
    assert response.status_code == 200
    copied = web.section[response.json()[0]["target"].rsplit("/", 1)[-1]]
    assert web.state(copied) == "draft"


def test_rest_does_not_copy_a_foreign_draft(web):
    item = web.item()
    before = len(web.section.objectIds())
    body = {"source": item.absolute_url()}
    response = web.visit("colleague").rest("POST", web.section, "/@copy", json=body)
    assert response.json() == []
    assert len(web.section.objectIds()) == before


def test_rest_does_not_move_published_content(web):
    item = web.item(state="published")
    body = {"source": item.absolute_url()}
    response = web.visit("owner").rest("POST", web.other_section, "/@move", json=body)
    assert response.status_code in (401, 403)
    assert item.getId() in web.section.objectIds()


def test_rest_history_is_not_for_visitors(web):
    item = web.item(state="published")
    answer = web.visit("anonymous").rest("GET", item, "/@workflow").json()
    assert answer["history"] == []
    assert answer["transitions"] == []


def test_rest_adds_nothing_to_a_published_document(web):
    item = web.item("OfficialDocument", "published")
    body = {"@type": "File", "title": "Chèn thêm"}
    assert web.visit("owner").rest("POST", item, json=body).status_code == 401
    assert item.objectIds() == []


# Browser ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", INSIDERS_BUT_HEAD)
@pytest.mark.parametrize("transition", ["approve", "publish", "return"])
def test_menu_refuses_who_may_not_decide(web, actor, transition):
    item = web.item(state="pending")
    data = {"workflow_action": transition, "comment": REASON}
    web.visit(actor).post(item, "/content_status_modify", data)
    assert web.state(item) == "pending"


def test_menu_without_token_does_nothing(web):
    item = web.item(state="pending")
    web.visit("head").get(item, "/content_status_modify?workflow_action=approve")
    assert web.state(item) == "pending"


def test_menu_does_not_change_dates_of_published_content(web):
    item = web.item(state="published")
    data = {"workflow_action": "no-such", "expiration_date": "2020-01-01"}
    web.visit("owner").post(item, "/content_status_modify", data)
    assert item.ExpirationDate() == "None"


def test_menu_leads_to_the_form_when_the_reason_is_missing(web):
    item = web.item(state="pending")
    response = web.visit("head").post(item, "/content_status_modify", {"workflow_action": "return"})
    assert "@@hcmedu-transition?workflow_action=return" in response.url
    assert 'name="widgets.comment"' in response.text
    assert web.state(item) == "pending"


def test_menu_approves(web):
    item = web.item(state="pending")
    web.visit("head").post(item, "/content_status_modify", {"workflow_action": "approve"})
    assert web.state(item) == "approved"


@pytest.mark.parametrize("actor", INSIDERS_BUT_HEAD)
@pytest.mark.parametrize("transition", ["approve", "publish"])
def test_bulk_action_refuses_who_may_not_decide(web, actor, transition):
    item = web.item(state="pending")
    response = fc_workflow(web.visit(actor), item, transition)
    assert response.json()["status"] == "warning"
    assert web.state(item) == "pending"


@pytest.mark.parametrize(
    ("state", "transition"), [("pending", "return"), ("published", "withdraw")]
)
def test_bulk_action_demands_a_reason(web, state, transition):
    item = web.item(state=state)
    response = fc_workflow(web.visit("head"), item, transition)
    assert response.json()["status"] == "warning"
    assert web.state(item) == state


@pytest.mark.parametrize(
    ("state", "transition", "target"),
    [
        ("pending", "approve", "approved"),
        ("approved", "publish", "published"),
        ("published", "withdraw", "withdrawn"),
    ],
)
def test_bulk_action_of_the_head(web, state, transition, target):
    item = web.item(state=state)
    response = fc_workflow(web.visit("head"), item, transition, comments=REASON)
    assert response.json()["status"] == "success"
    assert web.state(item) == target


@pytest.mark.parametrize("path", ["/edit", "/object_rename", "/object_cut", "/delete_confirmation"])
@pytest.mark.parametrize("actor", ["owner", "section_editor"])
def test_forms_of_published_content_are_closed(web, actor, path):
    item = web.item(state="published")
    response = web.visit(actor).get(item, path, allow_redirects=False)
    assert response.status_code in (302, 401, 403)


def rename(visit, item, new_id):
    """The bulk action of folder contents."""
    data = {"UID_1": IUUID(item), "newid_1": new_id, "newtitle_1": "Tên khác"}
    return visit.post(item.__parent__, "/@@fc-rename", data)


@pytest.mark.parametrize("actor", ["owner", "colleague", "section_editor"])
@pytest.mark.parametrize("state", ["approved", "published"])
def test_address_of_published_content_is_kept(web, actor, state):
    """Folder contents ask for the right to copy only."""
    item = web.item(state=state)
    response = rename(web.visit(actor), item, "ten-khac")
    assert response.json()["status"] == "warning"
    assert "noi-dung-document" in web.section.objectIds()
    assert item.Title() == "Nội dung Document"


@pytest.mark.parametrize("actor", ["owner", "section_editor", "head"])
def test_address_of_a_section_is_kept(web, actor):
    response = rename(web.visit(actor), web.section, "ten-khac")
    assert response.json()["status"] == "warning"
    assert "ten-khac" not in web.section.__parent__.objectIds()


def test_administrator_renames_a_section(web):
    response = rename(web.visit("administrator"), web.section, "ten-khac")
    assert response.json()["status"] == "success"
    assert "ten-khac" in web.portal["tin-tuc"].objectIds()


@pytest.mark.parametrize("action", ["fc-properties", "fc-tags"])
def test_properties_of_published_content_are_kept(web, action):
    item = web.item(state="published")
    folder = "/".join(web.section.getPhysicalPath()[2:])
    data = {
        "selection": json.dumps([IUUID(item)]),
        "folder": folder,
        "expirationDate": "2020-01-01 00:00",
        "add": "Thẻ",
    }
    response = web.visit("owner").post(web.section, f"/@@{action}", data)
    assert response.json()["status"] == "warning"
    assert item.ExpirationDate() == "None"
    assert item.Subject() == ()


@pytest.mark.parametrize("path", ["/fields", "/actions", "/edit"])
def test_published_form_can_not_be_rebuilt(web, path):
    form = web.item("EasyForm", "published")
    response = web.visit("owner").get(form, path, allow_redirects=False)
    assert response.status_code in (302, 401, 403)


def test_own_draft_is_renamed_and_deleted(web):
    item = web.item()
    visit = web.visit("owner")
    data = {"form.widgets.new_id": "ten-moi", "form.widgets.new_title": "Tên mới"}
    visit.post(item, "/object_rename", data | {"form.buttons.Rename": "1"})
    assert "ten-moi" in web.section.objectIds()
    renamed = web.section["ten-moi"]
    visit.post(renamed, "/delete_confirmation", {"form.buttons.Delete": "1"})
    assert "ten-moi" not in web.section.objectIds()


def test_drafts_move_between_sections_by_administrators(web):
    """Which section an item belongs to is structure; an editor copies his draft instead."""
    item = web.item()
    body = {"source": item.absolute_url()}
    response = web.visit("owner").rest("POST", web.other_section, "/@move", json=body)
    assert response.status_code == 401
    response = web.visit("administrator").rest("POST", web.other_section, "/@move", json=body)
    assert response.status_code == 200
    assert web.state(web.other_section[item.getId()]) == "draft"


# The form that asks for the reason ---------------------------------------------------------------


@pytest.mark.parametrize("actor", INSIDERS_BUT_HEAD)
def test_form_is_not_there_for_others(web, actor):
    item = web.item(state="pending")
    response = web.visit(actor).get(item, "/@@hcmedu-transition?workflow_action=return")
    assert response.status_code == 404


@pytest.mark.parametrize("action", ["no-such", "", "withdraw"])
def test_form_is_not_there_for_what_is_not_possible(web, action):
    item = web.item(state="pending")
    response = web.visit("head").get(item, f"/@@hcmedu-transition?workflow_action={action}")
    assert response.status_code == 404


def test_form_without_token_does_nothing(web):
    item = web.item(state="pending")
    visit = web.visit("head")
    visit.get(item)
    data = {
        "widgets.workflow_action": "return",
        "widgets.comment": REASON,
        "buttons.apply": "1",
    }
    response = visit.session.post(f"{item.absolute_url()}/@@hcmedu-transition", data=data)
    assert response.status_code in (403, 500)
    assert web.state(item) == "pending"


@pytest.mark.parametrize(
    ("comment", "error"),
    [("", "Hãy nêu lý do"), ("  \n ", "Hãy nêu lý do"), ("x" * 5001, "invalid-feedback")],
)
def test_form_shows_the_error_at_the_field(web, comment, error):
    item = web.item(state="pending")
    data = {
        "widgets.workflow_action": "return",
        "widgets.comment": comment,
        "buttons.apply": "1",
    }
    response = web.visit("head").post(item, "/@@hcmedu-transition", data)
    field = response.text.split('id="formfield-widgets-comment"')[1].split("formControls")[0]
    assert error in field
    assert web.state(item) == "pending"


def test_form_returns_and_the_author_reads_why(web):
    item = web.item(state="pending")
    head = api.user.get(username="head")
    head.setMemberProperties({"fullname": "Nguyễn Thị Hoa"})
    data = {
        "widgets.workflow_action": "return",
        "widgets.comment": "Thiếu <b>số</b> ký hiệu",
        "buttons.apply": "1",
    }
    web.visit("head").post(item, "/@@hcmedu-transition", data)
    assert web.state(item) == "draft"
    page = web.visit("owner").get(item).text
    assert "Đã trả lại tác giả" in page
    assert "Nguyễn Thị Hoa" in page
    assert "Thiếu &lt;b&gt;số&lt;/b&gt; ký hiệu" in page


def test_reason_of_withdrawal_is_not_for_readers(web):
    item = web.item(state="withdrawn")
    api.user.grant_roles(username="member", roles=["Reader"], obj=item)
    item.reindexObjectSecurity()
    page = web.visit("member").get(item)
    assert page.status_code == 200
    assert "hcmedu-reason" not in page.text
    assert "hcmedu-reason" in web.visit("owner").get(item).text


def test_reason_is_gone_after_the_next_submission(web):
    item = web.item(state="withdrawn")
    web.do(item, "revise", "owner")
    assert "hcmedu-reason" not in web.visit("owner").get(item).text


def test_states_and_actions_are_vietnamese(web):
    item = web.item(state="pending")
    page = web.visit("head").get(item).text
    for text in ("Chờ duyệt", "Duyệt", "Trả lại tác giả"):
        assert text in page
    assert "Waiting for approval" not in page
