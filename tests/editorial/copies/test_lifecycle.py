"""What may happen to an original while a working copy of it is at work."""

from AccessControl import Unauthorized
from datetime import date
from hcmedu.portal.content.force import force_state
from hcmedu.portal.content.relations import check_relations
from hcmedu.portal.content.yearbook_rules import other_entry
from hcmedu.portal.editorial.copies import baseline_of
from hcmedu.portal.editorial.copies import working_copy_of
from hcmedu.portal.editorial.copies.trusted import trusted
from plone import api
from plone.app.iterate.interfaces import IBaseline
from plone.app.iterate.interfaces import IWorkingCopy
from plone.app.textfield.value import RichTextValue
from plone.locking.interfaces import ILockable
from plone.uuid.interfaces import IUUID
from Products.CMFCore.WorkflowCore import WorkflowException
from z3c.relationfield import RelationValue
from zExceptions import BadRequest
from zope.component import getUtility
from zope.event import notify
from zope.interface import Invalid
from zope.intid.interfaces import IIntIds
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


def relation_to(item):
    return RelationValue(getUtility(IIntIds).getId(item))


# Approval ------------------------------------------------------------------------------------


def test_visitors_read_the_approved_version_all_the_time(school, copies, published):
    published.text = RichTextValue("<p>Nội dung cũ</p>", "text/html", "text/x-html-safe")
    copy = copies.check_out(published)
    copies.edit(
        copy,
        title="Thông báo mới",
        text=RichTextValue("<p>Nội dung mới</p>", "text/html", "text/x-html-safe"),
    )
    for actor, transition in (
        ("owner", "submit"),
        ("head", "return"),
        ("owner", "submit"),
        ("owner", "recall"),
        ("owner", "submit"),
    ):
        school.do(copy, transition, actor)
        assert (published.title, published.text.raw) == ("Thông báo cũ", "<p>Nội dung cũ</p>")
        assert visible_titles(school) == {"Thông báo cũ"}
    school.do(copy, "approve", "head")
    assert (published.title, published.text.raw) == ("Thông báo mới", "<p>Nội dung mới</p>")
    assert visible_titles(school) == {"Thông báo mới"}


def visible_titles(school):
    with school.as_("anonymous"):
        found = api.content.find(context=school.section, portal_type="Document")
        return {brain.Title for brain in found}


def test_the_transition_hands_out_the_original(school, copies, published):
    copy = copies.check_out(published)
    school.do(copy, "submit", "owner")
    with school.as_("head"):
        tool = api.portal.get_tool("portal_workflow")
        assert tool.doActionFor(copy, "approve", comment="Đồng ý") == published
    assert school.state(published) == "published"


def test_withdrawn_meanwhile_it_stays_withdrawn(school, copies, published):
    copy = copies.check_out(published)
    copies.edit(copy, title="Đã sửa sai sót")
    school.do(published, "withdraw", "head")
    copies.approve(copy)
    assert published.title == "Đã sửa sai sót"
    assert school.state(published) == "withdrawn"
    assert not school.may("anonymous", "View", published)


@pytest.mark.parametrize("actor", ["owner", "section_editor", "head", "administrator"])
def test_no_revision_beside_a_working_copy(school, copies, published, actor):
    copy = copies.check_out(published)
    school.do(published, "withdraw", "head")
    with pytest.raises(WorkflowException, match="đang có bản làm việc của mục này từ"):
        school.do(published, "revise", actor)
    copies.cancel(copy)
    school.do(published, "revise", actor)
    assert school.state(published) == "draft"


def test_no_replacement_of_what_is_edited_otherwise(school, copies, published):
    """A state that only code can bring about."""
    copy = copies.check_out(published)
    school.do(copy, "submit", "owner")
    tool = api.portal.get_tool("portal_workflow")
    status = dict(tool.getStatusOf("hcmedu_editorial", published), review_state="draft")
    tool.setStatusOf("hcmedu_editorial", published, status)
    with pytest.raises(WorkflowException):
        school.do(copy, "approve", "head")
    assert school.state(copy) == "pending"


def test_an_error_leaves_nothing_half_done(school, copies, published, monkeypatch):
    """Bulk actions swallow errors and commit: the transaction is doomed before."""
    import hcmedu.portal.editorial.copies.policy as policy
    import transaction

    copy = copies.check_out(published)
    school.do(copy, "submit", "owner")
    monkeypatch.setattr(policy, "unlink", lambda copy: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        school.do(copy, "approve", "head")
    assert transaction.isDoomed()


# Deletion ------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["draft", "pending"])
def test_without_its_original_it_is_an_item_of_its_own(school, copies, published, state):
    copy = copies.check_out(published)
    if state == "pending":
        school.do(copy, "submit", "owner")
    school.do(published, "withdraw", "head")
    with trusted():
        school.section._delObject(published.getId())
    assert baseline_of(copy) is None
    assert not IWorkingCopy.providedBy(copy)
    assert school.state(copy) == state
    if state == "draft":
        school.do(copy, "submit", "owner")
    school.do(copy, "approve", "head")
    assert school.state(copy) == "approved"
    assert not school.may("anonymous", "View", copy)


def test_original_and_copy_go_with_their_folder(school, copies):
    folder = school.item("Folder", "published")
    inside = school.item("Document", "published", folder)
    copy = copies.check_out(inside)
    uids = IUUID(inside), IUUID(copy)
    with trusted():
        school.section._delObject(folder.getId())
    assert [len(api.content.find(UID=uid)) for uid in uids] == [0, 0]


def test_others_can_not_delete_the_copy_with_its_folder(school, copies):
    folder = school.item("Folder", "draft")
    inside = school.item("Document", "published", folder)
    copies.check_out(inside, "head")
    with school.as_("owner"), pytest.raises(Unauthorized):
        api.content.delete(folder)


# Moving and copying --------------------------------------------------------------------------


def test_they_stay_tied_when_their_folder_moves(school, copies):
    folder = school.item("Folder", "published")
    inside = school.item("Document", "published", folder, title="Cũ")
    copy = copies.check_out(inside)
    api.group.add_user(groupname="truong-ban", username="manager")  # an approver
    with school.as_("manager"):
        folder = api.content.move(folder, school.other_section)
        folder = api.content.rename(folder, new_id="cho-khac")
    inside, copy = folder[inside.getId()], folder[copy.getId()]
    assert working_copy_of(inside) == copy
    assert baseline_of(copy) == inside
    copies.edit(copy, title="Mới")
    copies.approve(copy)
    assert inside.title == "Mới"


def test_a_copy_of_either_is_neither(school, copies, published):
    copy = copies.check_out(published)
    for source in (published, copy):
        with school.as_("section_editor"):
            other = api.content.copy(source, school.section)
        assert not IBaseline.providedBy(other)
        assert not IWorkingCopy.providedBy(other)
        assert (baseline_of(other), working_copy_of(other)) == (None, None)
        assert not ILockable(other).locked()
        assert not brain_of(other).is_working_copy
    assert working_copy_of(published) == copy
    assert brain_of(copy).is_working_copy


def test_nor_with_the_folder_around_them(school, copies):
    folder = school.item("Folder", "published")
    inside = school.item("Document", "published", folder)
    copy = copies.check_out(inside)
    with school.as_("manager"):
        other = api.content.copy(folder, school.other_section)
    for name in (inside.getId(), copy.getId()):
        assert not IBaseline.providedBy(other[name])
        assert not IWorkingCopy.providedBy(other[name])
        assert not ILockable(other[name]).locked()
        assert not brain_of(other[name]).is_working_copy
    assert baseline_of(copy) == inside


def brain_of(item):
    catalog = api.portal.get_tool("portal_catalog")
    return catalog.unrestrictedSearchResults(UID=IUUID(item))[0]


def test_same_ids_in_two_folders(school, copies):
    items = []
    for section in (school.section, school.other_section):
        items.append(school.item("Document", "published", section, id="ke-hoach"))
    first, second = [copies.check_out(item, "head") for item in items]
    assert first.getId() != second.getId()
    assert len(first.getId()) > 32
    assert (baseline_of(first), baseline_of(second)) == tuple(items)


# Relations and rules -------------------------------------------------------------------------


def test_relations_of_the_original(school, copies):
    old = school.item("OfficialDocument", "published", id="cu")
    new = school.item("OfficialDocument", "published", id="moi")
    copy = copies.check_out(new)
    copies.edit(copy, replaces=[relation_to(old)])
    today = date(2026, 11, 20)
    assert force_state(old, today) != "replaced"
    copies.approve(copy)
    assert [each.to_object for each in new.replaces] == [old]
    assert [each.from_object for each in api.relation.get(target=old)] == [new]
    assert force_state(old, today) == "replaced"


def test_relations_to_the_copy_become_relations_to_the_original(school, copies):
    """In the list from which people choose, both have the same title."""
    item = school.item("OfficialDocument", "published", id="goc")
    copy = copies.check_out(item)
    other = school.item("OfficialDocument", id="khac")
    copies.edit(other, amends=[relation_to(copy)])
    copies.approve(copy)
    assert [each.to_object for each in other.amends] == [item]
    found = api.relation.get(target=item, unrestricted=True)
    assert [each.from_object for each in found] == [other]


def test_a_working_copy_can_not_refer_to_its_original(school, copies):
    item = school.item("OfficialDocument", "published", id="goc")
    other = school.item("OfficialDocument", "published", id="khac")
    with school.as_("manager"):
        other.replaces = [relation_to(item)]
        notify(ObjectModifiedEvent(other))
    copy = copies.check_out(item)
    for target in (item, other):
        copy.replaces = [relation_to(target)]
        with pytest.raises(Invalid):
            check_relations(copy)


def test_yearbook_and_its_working_copy_are_one(school, copies):
    entry = school.item("YearbookEntry", "published", school_year="2025-2026")
    copy = copies.check_out(entry)
    assert other_entry(copy, "2025-2026", copy) is None
    assert other_entry(entry, "2025-2026", entry) is None
    for source in (entry, copy):
        with school.as_("section_editor"), pytest.raises(BadRequest):
            api.content.copy(source, school.section)
    copies.edit(copy, computers=41)
    copies.approve(copy)
    assert entry.computers == 41


# Locks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("portal_type", ["Document", "File", "Folder", "Link", "EasyForm"])
def test_the_original_is_locked_through_all_transitions(school, copies, portal_type):
    item = school.item(portal_type, "published")
    copy = copies.check_out(item)
    assert ILockable(item).locked()
    school.do(item, "withdraw", "head")
    assert ILockable(item).locked()
    copies.approve(copy)
    assert not item.wl_isLocked()
