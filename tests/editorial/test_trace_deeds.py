"""Every deed is told once: by whom, what, why; on the paths that people really take."""

from AccessControl import SpecialUsers as special_users
from hcmedu.portal.editorial.trace import entries
from hcmedu.portal.editorial.trace import record
from hcmedu.portal.editorial.trace.log import log_of
from hcmedu.portal.editorial.trace.store import keys
from hcmedu.portal.school import find_section
from io import BytesIO
from lxml import html
from PIL import Image
from plone import api
from plone.app.contenttypes.behaviors.leadimage import ILeadImageBehavior as ILeadImage
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.app.relationfield.behavior import IRelatedItems
from plone.app.textfield.value import RichTextValue
from plone.namedfile.file import NamedBlobImage
from plone.uuid.interfaces import IUUID
from z3c.relationfield import RelationValue
from zope.component import getUtility
from zope.intid.interfaces import IIntIds
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent

import base64
import pytest
import transaction
import zope.event


def picture(color="red"):
    stream = BytesIO()
    Image.new("RGB", (40, 30), color).save(stream, "PNG")
    return NamedBlobImage(stream.getvalue(), filename="anh.png")


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


@pytest.fixture
def trace(web):
    """``trace()``: what came to the log since the last call, oldest first."""
    seen = {each.key for each in entries(web.portal)}

    def new(root=None):
        transaction.commit()
        found = [each for each in entries(root or web.portal) if each.key not in seen]
        seen.update(each.key for each in found)
        return found[::-1]

    return new


@pytest.fixture
def item(web, trace):
    item = web.item("Document", title="Kế hoạch năm học")
    trace()
    return item


def told(found):
    return [(each.actor, each.action) for each in found]


def test_making(web, trace):
    item = web.item("Document", title="Kế hoạch năm học")
    [entry] = trace()
    assert (entry.actor, entry.action, entry.uid) == ("owner", "create", IUUID(item))
    assert (entry.title, entry.section) == ("Kế hoạch năm học", "A05")
    assert (entry.path, entry.portal_type) == ("/".join(item.getPhysicalPath()), "Document")
    assert (entry.comment, entry.details) == ("", {})
    assert entry.time.utcoffset() is not None


def test_making_through_the_form_and_rest(web, trace):
    visit = web.visit("administrator")
    data = {"form.widgets.IDublinCore.title": "Từ trang", "form.buttons.save": "Save"}
    visit.post(web.section, "/++add++Document", data)
    assert told(trace()) == [("administrator", "create")]
    body = {"@type": "Document", "title": "Từ REST"}
    assert visit.rest("POST", web.section, json=body).status_code == 201
    [entry] = trace()
    assert (entry.actor, entry.action, entry.title) == ("administrator", "create", "Từ REST")


def test_a_name_given_afterwards_is_part_of_the_making(web, trace):
    with web.as_("administrator"):
        item = api.content.create(web.section, "Document", title="Không có tên")
    [entry] = trace()
    assert entry.action == "create"
    assert entry.path == "/".join(item.getPhysicalPath())


def test_changing_through_the_form(web, item, trace):
    data = {
        "form.widgets.IDublinCore.title": "Tên mới",
        "form.widgets.IDublinCore.description": "Tóm tắt",
        "form.buttons.save": "Save",
    }
    assert web.visit("owner").post(item, "/edit", data).status_code == 200
    [entry] = trace()
    assert (entry.actor, entry.action, entry.title) == ("owner", "modify", "Tên mới")
    assert set(entry.details["fields"]) >= {"title", "description"}


def save(web, item, **changed):
    """As a browser does: the whole form comes back, with what was typed into it."""
    page = html.document_fromstring(web.visit("owner").get(item, "/edit").text)
    (form,) = (each for each in page.forms if each.get("id") == "form")
    fields = dict(form.form_values())
    for name, value in changed.items():
        (key,) = (each for each in fields if each.endswith(f".{name}"))
        fields[key] = value
    web.visit("owner").post(item, "/edit", {**fields, "form.buttons.save": "Save"})


@pytest.mark.parametrize("portal_type", ["Document", "News Item"])
def test_only_what_differs_is_told(web, trace, portal_type):
    text = RichTextValue("<p>Toàn văn</p>", "text/html", "text/x-html-safe")
    item = web.item(
        portal_type, title="Kế hoạch năm học", text=text, image=picture(), language="vi"
    )
    trace()
    save(web, item, description="Tóm tắt", changeNote="Sửa câu chữ")
    [entry] = trace()
    assert entry.details["fields"] == ["description"]
    save(web, item, text="<p>Khác</p>")
    [entry] = trace()
    assert entry.details["fields"] == ["text"]
    save(web, item)
    assert all(not each.details.get("fields") for each in trace())


def test_a_new_picture_is_told_and_the_same_one_is_not(web, trace):
    item = web.item("News Item", title="Tin", image=picture())
    trace()
    for image, fields in ((picture(), []), (picture("blue"), ["image"]), (None, ["image"])):
        with web.as_("owner"):
            item.image = image
            zope.event.notify(ObjectModifiedEvent(item, Attributes(ILeadImage, "image")))
        assert [each.details.get("fields") or [] for each in trace()] == [fields]


def test_related_items_are_told_when_they_lead_elsewhere(web, trace):
    one, two = (web.item("Document", id=f"bai-{number}", title="Bài") for number in (1, 2))
    intids = getUtility(IIntIds)
    item = web.item("News Item", title="Tin", relatedItems=[RelationValue(intids.getId(one))])
    trace()
    for target, fields in ((one, []), (two, ["relatedItems"])):
        with web.as_("owner"):
            item.relatedItems = [RelationValue(intids.getId(target))]
            told = Attributes(IRelatedItems, "IRelatedItems.relatedItems")
            zope.event.notify(ObjectModifiedEvent(item, told))
        assert [each.details.get("fields") or [] for each in trace()] == [fields]


def test_changing_through_rest(web, item, trace):
    body = {"description": "Tóm tắt"}
    assert web.visit("owner").rest("PATCH", item, json=body).status_code == 204
    [entry] = trace()
    assert (entry.actor, entry.action) == ("owner", "modify")
    assert entry.details == {"fields": ["description"]}


def test_nothing_is_told_of_what_was_refused(web, item, trace):
    body = {"description": "Tóm tắt"}
    assert web.visit("colleague").rest("PATCH", item, json=body).status_code == 401
    assert web.visit("owner").rest("POST", item, "/@workflow/approve").status_code == 400
    assert web.visit("owner").rest("PATCH", item, json={"title": None}).status_code == 400
    assert trace() == []


def test_the_way_of_an_item(web, trace):
    item = web.item(state="withdrawn")
    web.do(item, "revise", "owner")
    found = trace()
    assert told(found) == [
        ("owner", "create"),
        ("owner", "submit"),
        ("head", "approve"),
        ("head", "publish"),
        ("head", "withdraw"),
        ("owner", "revise"),
    ]
    assert found[4].comment == "Vì sai số liệu"
    states = [(each.details["old_state"], each.details["state"]) for each in found[1:]]
    assert states == [
        ("draft", "pending"),
        ("pending", "approved"),
        ("approved", "published"),
        ("published", "withdrawn"),
        ("withdrawn", "draft"),
    ]


def test_returning_over_http(web, item, trace):
    web.do(item, "submit", "owner", comment="Xin thầy xem")
    data = {
        "widgets.workflow_action": "return",
        "widgets.comment": "Thiếu số",
        "buttons.apply": "Continue",
    }
    web.visit("head").post(item, "/@@hcmedu-transition", data)
    submitted, returned = trace()
    assert (submitted.actor, submitted.action) == ("owner", "submit")
    assert submitted.comment == "Xin thầy xem"
    assert (returned.actor, returned.action) == ("head", "return")
    assert returned.comment == "Thiếu số"


def test_sections_are_shown_and_hidden(web, trace):
    web.do(web.section, "hide", "administrator")
    web.do(web.section, "show", "administrator")
    assert [(each.action, each.section) for each in trace()] == [("hide", "A05"), ("show", "A05")]


def test_names_are_those_of_that_moment(web, item, trace):
    with api.env.adopt_roles(["Manager"]):
        api.user.get("owner").setMemberProperties({"fullname": "Cô Nguyễn Thị Lan"})
    web.do(item, "submit", "owner")
    [entry] = trace()
    assert entry.actor_name == "Cô Nguyễn Thị Lan"
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username="owner")
        api.group.delete(groupname="bien-tap-vien")
        web.section.manage_delObjects([item.getId()])
    found = list(entries(web.portal, uid=entry.uid))
    assert [each.action for each in found] == ["delete", "submit", "create"]
    assert (found[1].actor_name, found[1].title) == ("Cô Nguyễn Thị Lan", "Kế hoạch năm học")


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_deleting(web, trace, state):
    item = web.item(state=state)
    uid, path = IUUID(item), "/".join(item.getPhysicalPath())
    trace()
    data = {"form.buttons.Delete": "Delete"}
    web.visit("administrator").post(item, "/delete_confirmation", data)
    [entry] = trace()
    assert (entry.actor, entry.action, entry.uid) == ("administrator", "delete", uid)
    assert (entry.path, entry.details) == (path, {"state": state})


def test_deleting_a_container(web, trace):
    folder = web.item("Folder", title="Thư mục")
    web.item("Document", container=folder, title="Bài trong thư mục")
    document = web.item("OfficialDocument", container=folder, title="Công văn")
    web.item("File", container=document, id="tep-kem", title="Tệp kèm")
    trace()
    with web.as_("manager"):
        web.section.manage_delObjects([folder.getId()])
    found = trace()
    # what is attached to the document goes with it
    assert sorted(each.title for each in found) == ["Bài trong thư mục", "Công văn", "Thư mục"]
    assert {each.action for each in found} == {"delete"}
    assert {each.details["state"] for each in found} == {"draft"}


def test_renaming(web, item, trace):
    data = {
        "form.widgets.new_id": "ten-moi",
        "form.widgets.new_title": "Tên mới",
        "form.buttons.Rename": "Rename",
    }
    web.visit("administrator").post(item, "/object_rename", data)
    [entry] = trace()
    assert (entry.actor, entry.action, entry.title) == ("administrator", "rename", "Tên mới")
    assert entry.details == {"old_id": "noi-dung-document", "id": "ten-moi"}
    assert entry.path.endswith("/ten-moi")


def test_moving_and_copying(web, item, trace):
    with web.as_("administrator"):
        moved = api.content.move(item, web.other_section)
    [entry] = trace()
    assert (entry.actor, entry.action, entry.section) == ("administrator", "move", "A13")
    assert entry.uid == IUUID(moved)
    assert "A13" not in entry.details["source_path"]
    with web.as_("administrator"):
        copy = api.content.copy(moved, web.section, id="ban-sao")
    [entry] = trace()
    assert (entry.actor, entry.action, entry.uid) == ("administrator", "copy", IUUID(copy))
    assert entry.details["source"] == IUUID(moved)
    assert entry.details["source_path"] == "/".join(moved.getPhysicalPath())


def test_copying_a_container(web, trace):
    folder = web.item("Folder", title="Thư mục")
    web.item("Document", container=folder, title="Bài trong thư mục")
    trace()
    with web.as_("administrator"):
        copy = api.content.copy(folder, web.other_section)
    found = trace()
    assert {each.action for each in found} == {"copy"}
    assert {each.uid for each in found} == {IUUID(copy), IUUID(copy.objectValues()[0])}
    assert {each.section for each in found} == {"A13"}


def test_attachments_count_for_their_document(web, trace):
    document = web.item("OfficialDocument", title="Công văn")
    trace()
    data = base64.b64encode(PDF).decode()
    file = {"data": data, "encoding": "base64", "filename": "bieu-mau.pdf"}
    file["content-type"] = "application/pdf"
    visit = web.visit("owner")
    body = {"@type": "File", "title": "Biểu mẫu", "file": file}
    made = visit.rest("POST", document, json=body)
    assert made.status_code == 201
    attachment = document[made.json()["id"]]
    uid = IUUID(attachment)
    assert visit.rest("PATCH", attachment, json={"title": "Biểu mẫu 1"}).status_code == 204
    assert visit.rest("DELETE", attachment).status_code == 204
    found = trace()
    assert [(each.actor, each.action, each.uid) for each in found] == [
        ("owner", "modify", IUUID(document))
    ] * 3
    assert [each.details["change"] for each in found] == ["add", "modify", "remove"]
    assert [each.details["attachment"] for each in found] == [
        "Biểu mẫu",
        "Biểu mẫu 1",
        "Biểu mẫu 1",
    ]
    assert [each.key for each in entries(web.portal, uid=uid)] == [e.key for e in found[::-1]]


def test_pictures_of_a_section_count_for_themselves(web, trace):
    picture = web.item("Image", title="Ảnh khai giảng")
    [entry] = trace()
    assert (entry.action, entry.uid) == ("create", IUUID(picture))


def test_an_attachment_that_becomes_content(web, trace):
    document = web.item("OfficialDocument", title="Công văn")
    file = web.item("File", container=document, id="tep-kem", title="Tệp kèm")
    trace()
    with web.as_("manager"):
        api.content.move(file, web.section)
    left, came = trace()
    assert (left.action, left.uid, left.details["change"]) == ("modify", IUUID(document), "remove")
    assert (came.action, came.uid) == ("move", IUUID(web.section["tep-kem"]))


@pytest.mark.parametrize("portal_type", ["Document", "OfficialDocument", "StaffMember"])
def test_working_copies(web, trace, portal_type):
    item = web.item(portal_type, state="published", title="Bản gốc")
    uid = IUUID(item)
    trace()
    with web.as_("owner"):
        copy = ICheckinCheckoutPolicy(item).checkout()
    copy_uid = IUUID(copy)
    [entry] = trace()
    assert (entry.actor, entry.action, entry.uid) == ("owner", "checkout", uid)
    assert entry.details == {"working_copy": copy_uid}
    with web.as_("owner"):
        zope.event.notify(ObjectModifiedEvent(copy))
    transaction.commit()
    web.do(copy, "submit", "owner")
    transaction.commit()
    web.do(copy, "approve", "head", comment="Đồng ý")
    found = trace()
    assert told(found) == [
        ("owner", "modify"),
        ("owner", "submit"),
        ("head", "approve"),
        ("head", "checkin"),
    ]
    assert [each.uid for each in found] == [copy_uid, copy_uid, copy_uid, uid]
    assert {each.details["baseline"] for each in found[:3]} == {uid}
    # The original tells the whole story; so does what is left of the copy.
    whole = [each.action for each in entries(web.portal, uid=uid)]
    of_copy = [each.action for each in entries(web.portal, uid=copy_uid)]
    assert of_copy == ["checkin", "approve", "submit", "modify", "checkout"]
    assert whole == [*of_copy, "publish", "approve", "submit", "create"]


@pytest.mark.parametrize("way", ["cancel", "delete"])
def test_working_copies_that_are_given_up(web, trace, way):
    item = web.item(state="published")
    with web.as_("owner"):
        copy = ICheckinCheckoutPolicy(item).checkout()
    trace()
    with web.as_("owner"):
        if way == "cancel":
            ICheckinCheckoutPolicy(copy).cancelCheckout()
        else:
            web.section.manage_delObjects([copy.getId()])
    [entry] = trace()
    assert (entry.actor, entry.action, entry.uid) == ("owner", "cancel-checkout", IUUID(item))


def test_groups_of_the_board(web, trace):
    with api.env.adopt_roles(["Manager"]):
        api.group.create(groupname="hoi-phu-huynh")
        for group in ("truong-ban", "hoi-phu-huynh"):
            api.group.add_user(groupname=group, username="member")
            api.group.remove_user(groupname=group, username="member")
    joined, left = trace()
    assert [each.action for each in (joined, left)] == ["join-group", "leave-group"]
    for each in (joined, left):
        assert each.uid == IUUID(web.portal)
        assert each.details == {"group": "truong-ban", "member": "member", "member_name": "member"}


@pytest.mark.parametrize("place", ["school", "site"])
def test_other_groups_with_the_power_of_the_board(web, trace, place):
    with api.env.adopt_roles(["Manager"]):
        api.group.create(groupname="ban-kiem-tra", title="Ban kiểm tra")
        obj = {"obj": web.portal} if place == "school" else {}
        api.group.grant_roles(groupname="ban-kiem-tra", roles=["Reviewer"], **obj)
        trace()
        api.group.add_user(groupname="ban-kiem-tra", username="member")
    [entry] = trace()
    assert (entry.action, entry.details["group"]) == ("join-group", "Ban kiểm tra")


def test_groups_through_the_control_panel(web, trace):
    data = {"groupname": "truong-ban", "add:list": "member", "form.submitted": "1"}
    web.visit("manager").post(web.portal, "/@@usergroup-groupmembership", data)
    [entry] = trace()
    assert (entry.actor, entry.action) == ("manager", "join-group")
    assert entry.details["member"] == "member"


def test_sharing(web, trace):
    data = {
        "entries.id:records": "colleague",
        "entries.type:records": "user",
        "entries.role_Editor:records": "1",
        "form.submitted": "1",
        "form.button.Save": "Save",
        "inherit:boolean": "1",
    }
    web.visit("administrator").post(web.section, "/@@sharing", data)
    [entry] = trace()
    assert (entry.actor, entry.action, entry.section) == ("administrator", "share", "A05")
    assert entry.details["roles"]["colleague"] == {"added": ["Editor"], "removed": []}
    body = {"entries": [{"id": "colleague", "type": "user", "roles": {"Editor": False}}]}
    visit = web.visit("administrator")
    assert visit.rest("POST", web.section, "/@sharing", json=body).status_code == 204
    [entry] = trace()
    assert entry.details["roles"]["colleague"] == {"added": [], "removed": ["Editor"]}


def test_settings(web, trace):
    data = {
        "form.widgets.self_approval:list": "selected",
        "form.widgets.overdue_days": "5",
        "form.buttons.save": "Save",
    }
    web.visit("administrator").post(web.portal, "/@@hcmedu-editorial-settings", data)
    [entry] = trace()
    assert (entry.actor, entry.action, entry.uid) == (
        "administrator",
        "settings",
        IUUID(web.portal),
    )
    assert set(entry.details["fields"]) >= {"overdue_days", "self_approval"}
    assert entry.details["values"]["overdue_days"] == 5
    assert entry.details["values"]["self_approval"] is True


def test_comments_of_visitors_are_no_content(web, trace):
    from plone.app.discussion.interfaces import IConversation
    from zope.component import createObject

    item = web.item(state="published")
    trace()
    comment = createObject("plone.Comment")
    comment.text = "Bài hay quá"
    IConversation(item).addComment(comment)
    assert trace() == []


def test_a_school_has_a_log_of_its_own(web, trace):
    with web.as_("manager"):
        school = api.content.create(web.portal, "School", "an-lac", title="THCS An Lạc")
    assert trace() == []
    transaction.commit()
    first = list(entries(school))
    assert first[-1].action == "create"
    assert {each.action for each in first} == {"create"}
    with web.as_("manager"):
        copy = api.content.copy(school, web.portal, id="an-lac-2")
    transaction.commit()
    assert {each.action for each in entries(copy)} == {"copy"}
    uid = IUUID(school)
    with web.as_("manager"):
        web.portal.manage_delObjects(["an-lac"])
    [entry] = trace()
    assert (entry.action, entry.uid, entry.title) == ("delete", uid, "THCS An Lạc")


def test_moving_between_schools_is_told_in_both(web, item, trace):
    with web.as_("manager"):
        school = api.content.create(web.portal, "School", "an-lac", title="THCS An Lạc")
        section = find_section(school, "A05")
    before = {each.key for each in entries(school)}
    with web.as_("manager"):
        section.constrain_types_mode = 0
        moved = api.content.move(item, section)
    [here] = trace()
    [there] = [each for each in entries(school) if each.key not in before]
    for each in (here, there):
        assert (each.action, each.uid) == ("move", IUUID(moved))


def test_record(web, item, trace):
    with web.as_("head"):
        record(item, "release-lock", comment="Quên khóa", who="owner", hours=3)
    [entry] = trace()
    assert (entry.actor, entry.action, entry.comment) == ("head", "release-lock", "Quên khóa")
    assert entry.details == {"who": "owner", "hours": 3}


def test_record_takes_plain_values_only(web, item):
    before = len(list(keys(log_of(web.portal))))
    with pytest.raises(TypeError):
        record(item, "approve", by=api.user.get("head"))
    assert len(list(keys(log_of(web.portal)))) == before


def test_record_outside_of_a_school(web):
    assert record(web.portal.aq_parent, "modify") is None


def test_aborted_deeds_leave_nothing(web, item, trace):
    web.do(item, "submit", "owner")
    transaction.abort()
    assert trace() == []
    with web.as_("owner"):
        savepoint = transaction.savepoint()
        record(item, "release-lock")
        savepoint.rollback()
        zope.event.notify(ObjectModifiedEvent(item))
    assert told(trace()) == [("owner", "modify")]


def test_the_system_and_visitors_have_no_account(web, item, trace):
    with web.as_("anonymous"):
        record(item, "modify")
    with api.env.adopt_user(user=special_users.system):
        record(item, "publish")
    visitor, system = trace()
    assert (visitor.actor, visitor.actor_name) == ("", "visitor")
    assert (system.actor, system.actor_name) == ("", "system")
