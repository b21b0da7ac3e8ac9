"""Attachments go with their document: copied at the checkout, exchanged at the approval."""

from hcmedu.portal.content.uploads import ATTACHMENT_HOLDERS
from hcmedu.portal.editorial.copies import working_copy_of
from hcmedu.portal.editorial.copies.trusted import trusted
from plone import api
from plone.app.redirector.interfaces import IRedirectionStorage
from plone.app.textfield.value import RichTextValue
from plone.namedfile.file import NamedBlobFile
from plone.uuid.interfaces import IUUID
from zope.component import getUtility
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


@pytest.fixture
def holder(school, copies):
    """A published document with two files and a picture."""
    return make_holder(school, copies, "OfficialDocument")


def make_holder(school, copies, portal_type):
    item = school.item(portal_type)
    for name in ("mot.pdf", "hai.pdf"):
        copies.attach(item, name, data=f"%PDF-1.4 {name}".encode())
    copies.attach(item, "hinh.png", portal_type="Image", data=b"\x89PNG one")
    for actor, transition in (("owner", "submit"), ("head", "approve"), ("head", "publish")):
        school.do(item, transition, actor)
    return item


def change(school, attachment, data, **values):
    with school.as_("owner"):
        attachment.file = NamedBlobFile(data, filename="moi.pdf")
        for name, value in values.items():
            setattr(attachment, name, value)
        notify(ObjectModifiedEvent(attachment))


@pytest.mark.parametrize("portal_type", sorted(ATTACHMENT_HOLDERS))
def test_the_copy_has_its_own(school, copies, portal_type):
    item = make_holder(school, copies, portal_type)
    copy = copies.check_out(item)
    assert list(copy.objectIds()) == ["mot.pdf", "hai.pdf", "hinh.png"]
    for name in copy.objectIds():
        assert IUUID(copy[name]) != IUUID(item[name])
        assert not school.may("anonymous", "View", copy[name])
        assert school.may("owner", "Modify portal content", copy[name])
        assert school.may("anonymous", "View", item[name])
    assert copy["mot.pdf"].file.data == b"%PDF-1.4 mot.pdf"
    assert copy["mot.pdf"].file is not item["mot.pdf"].file


def test_unchanged_ones_are_not_touched(school, copies, holder):
    before = {name: (IUUID(holder[name]), holder[name].modified()) for name in holder.objectIds()}
    copies.approve(copies.check_out(holder))
    after = {name: (IUUID(holder[name]), holder[name].modified()) for name in holder.objectIds()}
    assert after == before


def test_changed_added_removed_reordered(school, copies, holder):
    uids = {name: IUUID(holder[name]) for name in holder.objectIds()}
    copy = copies.check_out(holder)
    change(school, copy["mot.pdf"], b"%PDF-1.4 sua", title="Phụ lục sửa")
    new = copies.attach(copy, "ba.pdf", data=b"%PDF-1.4 ba")
    with school.as_("owner"):
        api.content.delete(copy["hai.pdf"])
        copy.moveObjectsToTop(["ba.pdf"])
    new_uid = IUUID(new)
    assert holder["mot.pdf"].file.data == b"%PDF-1.4 mot.pdf"
    assert "ba.pdf" not in holder.objectIds()
    copies.approve(copy)
    assert list(holder.objectIds()) == ["ba.pdf", "mot.pdf", "hinh.png"]
    assert holder["mot.pdf"].file.data == b"%PDF-1.4 sua"
    assert holder["mot.pdf"].title == "Phụ lục sửa"
    assert IUUID(holder["mot.pdf"]) == uids["mot.pdf"]
    assert IUUID(holder["ba.pdf"]) == new_uid
    for name in holder.objectIds():
        assert school.state(holder[name]) is None
        assert school.may("anonymous", "View", holder[name])
        assert not school.may("owner", "Modify portal content", holder[name])
    assert found(school, new_uid) == [holder["ba.pdf"].absolute_url()]
    assert found(school, uids["hai.pdf"]) == []


def found(school, uid):
    """What visitors find."""
    with school.as_("anonymous"):
        return [brain.getURL() for brain in api.content.find(UID=uid)]


def test_removed_and_uploaded_again_is_changed(school, copies, holder):
    """Links to the file stay whole: the usual way to exchange a file."""
    uid = IUUID(holder["mot.pdf"])
    copy = copies.check_out(holder)
    with school.as_("owner"):
        api.content.delete(copy["mot.pdf"])
    copies.attach(copy, "mot.pdf", data=b"%PDF-1.4 lai")
    copies.approve(copy)
    assert IUUID(holder["mot.pdf"]) == uid
    assert holder["mot.pdf"].file.data == b"%PDF-1.4 lai"


def test_a_name_that_is_taken_gets_another_one(school, copies, holder):
    copy = copies.check_out(holder)
    with school.as_("owner"):
        api.content.rename(copy["mot.pdf"], new_id="doi-ten.pdf")
    copies.attach(copy, "mot.pdf", data=b"%PDF-1.4 khac")
    copies.approve(copy)
    contents = {
        each.file.data for each in holder.objectValues("Dexterity Item") if "pdf" in each.id
    }
    assert holder["mot.pdf"].file.data == b"%PDF-1.4 mot.pdf"
    assert b"%PDF-1.4 khac" in contents


def test_nothing_tells_of_the_way_through_the_copy(school, copies, holder):
    copy = copies.check_out(holder)
    copies.attach(copy, "ba.pdf")
    path = "/".join(copy.getPhysicalPath())
    copies.approve(copy)
    assert [old for old in getUtility(IRedirectionStorage) if old.startswith(path)] == []


def test_new_one_belongs_to_the_owner_of_the_original(school, copies, holder):
    copy = copies.check_out(holder, "section_editor")
    copies.attach(copy, "ba.pdf", "section_editor")
    copies.approve(copy, "section_editor")
    school.do(holder, "withdraw", "head")
    school.do(holder, "revise", "owner")
    with school.as_("owner"):
        assert "Owner" in api.user.get_roles(obj=holder["ba.pdf"])
    assert not holder["ba.pdf"].get_local_roles()


def test_texts_point_to_the_attachments_at_hand(school, copies):
    topic = school.item("ConsultationTopic")
    picture = copies.attach(topic, "hinh.png", portal_type="Image", data=b"\x89PNG one")
    link = f'<img src="resolveuid/{IUUID(picture)}/@@images/image/large" />'
    topic.text = RichTextValue(link, "text/html", "text/x-html-safe")
    for actor, transition in (("owner", "submit"), ("head", "approve"), ("head", "publish")):
        school.do(topic, transition, actor)
    copy = copies.check_out(topic)
    assert IUUID(copy["hinh.png"]) in copy.text.raw
    new = copies.attach(copy, "moi.png", portal_type="Image", data=b"\x89PNG two")
    more = copy.text.raw + f'<a href="resolveuid/{IUUID(new)}">moi</a>'
    more += f'<a href="resolveuid/{IUUID(copy)}">chính mục này</a>'
    copies.edit(copy, text=RichTextValue(more, "text/html", "text/x-html-safe"))
    copies.approve(copy)
    for item in (topic, picture, topic["moi.png"]):
        assert IUUID(item) in topic.text.raw
    assert IUUID(copy) not in topic.text.raw


def test_what_came_by_other_ways_stays(school, copies, holder):
    """A script, say: people add nothing to a published document."""
    copy = copies.check_out(holder)
    with trusted():
        copies.attach(holder, "muon.pdf", "manager")
    copies.approve(copy)
    assert list(holder.objectIds()) == ["mot.pdf", "hai.pdf", "hinh.png", "muon.pdf"]


def test_children_of_a_folder_stay(school, copies):
    folder = school.item("Folder", "published")
    inside = school.item("Document", "published", folder, id="trong")
    draft = school.item("Document", "draft", folder, id="nhap")
    copy = copies.check_out(folder)
    assert copy.objectIds() == []
    copies.edit(copy, title="Album mới")
    copies.approve(copy)
    assert folder.title == "Album mới"
    assert list(folder.objectIds()) == ["trong", "nhap"]
    assert (school.state(inside), school.state(draft)) == ("published", "draft")


def test_what_was_added_to_the_copy_of_a_folder_is_not_lost(school, copies):
    """Its own drafts stay drafts, in the original now."""
    folder = school.item("Folder", "published")
    copy = copies.check_out(folder)
    draft = school.item("Document", "draft", copy, id="viet-them")
    uid = IUUID(draft)
    copies.approve(copy)
    assert IUUID(folder["viet-them"]) == uid
    assert school.state(folder["viet-them"]) == "draft"
    assert working_copy_of(folder) is None
