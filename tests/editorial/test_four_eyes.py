"""Nobody approves what he wrote or last changed; what is public is what was approved."""

from Acquisition import aq_base
from hcmedu.portal.editorial.approval import verdict
from hcmedu.portal.editorial.authorship import authorship
from hcmedu.portal.editorial.authorship import AUTHORSHIP_KEY
from hcmedu.portal.editorial.authorship import touch
from hcmedu.portal.editorial.settings import settings
from OFS.CopySupport import CopyError
from plone import api
from plone.namedfile.file import NamedBlobFile
from Products.CMFCore.WorkflowCore import WorkflowException
from zExceptions import Unauthorized
from zope.annotation.interfaces import IAnnotations
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


def transitions(school, actor, item):
    with school.as_(actor):
        tool = api.portal.get_tool("portal_workflow")
        return {t["id"] for t in tool.getTransitionsFor(item)}


def change(school, actor, item):
    """What an edit form or REST does in the end."""
    with school.as_(actor):
        item.title += "!"
        notify(ObjectModifiedEvent(item))


def by_head(school, portal_type="Document"):
    """A pending item that the head wrote himself."""
    with school.as_("head"):
        item = api.content.create(school.section, portal_type, title="Của Trưởng ban")
        api.content.transition(item, "submit")
    return item


# Four eyes ---------------------------------------------------------------------------------------


def test_nobody_approves_what_he_wrote(school):
    item = by_head(school)
    assert "approve" not in transitions(school, "head", item)
    with pytest.raises(WorkflowException):
        school.do(item, "approve", "head")
    assert school.state(item) == "pending"


def test_nobody_approves_what_he_changed_last(school):
    item = school.item(state="pending")
    change(school, "head", item)
    assert "approve" not in transitions(school, "head", item)
    assert "return" in transitions(school, "head", item)
    with school.as_("head"):
        assert "sau cùng" in api.portal.translate(verdict(item).reason)


def test_a_second_head_approves_what_the_first_one_mended(school):
    item = school.item(state="pending")
    change(school, "head", item)
    api.group.add_user(groupname="truong-ban", username="manager")
    school.do(item, "approve", "manager")
    assert authorship(item).approved_by == "manager"


def test_an_attachment_counts_as_a_change_of_its_document(school):
    item = school.item("OfficialDocument", state="pending")
    with school.as_("head"):
        api.content.create(item, "File", title="Phụ lục")
    assert authorship(item).last == "head"
    assert "approve" not in transitions(school, "head", item)


def test_an_attachment_taken_away_counts_too(school):
    item = school.item("OfficialDocument")
    with school.as_("owner"):
        attachment = api.content.create(item, "File", title="Phụ lục")
    school.do(item, "submit", "owner")
    before = authorship(item).revision
    with school.as_("head"):
        item._delObject(attachment.getId())
    assert authorship(item).last == "head"
    assert authorship(item).revision > before


def test_other_peoples_work_is_approved(school):
    item = school.item(state="pending")
    school.do(item, "approve", "head")
    assert authorship(item).is_as_approved


@pytest.mark.parametrize("setting", [False, True])
def test_a_small_school_may_allow_it(school, setting):
    settings(school.portal).self_approval = setting
    item = by_head(school)
    assert ("approve" in transitions(school, "head", item)) is setting
    with school.as_("head"):
        found = verdict(item)
    assert (found.allowed, found.self_approval) == (setting, setting)


def test_the_setting_makes_nobody_an_approver(school):
    settings(school.portal).self_approval = True
    item = school.item(state="pending")
    for actor in ("owner", "section_editor", "administrator", "manager"):
        assert "approve" not in transitions(school, actor, item)


def test_who_copies_is_the_author_of_the_copy(school):
    item = school.item(state="published")
    with school.as_("head"):
        copy = api.content.copy(item, school.section, id="ban-sao")
    assert school.state(copy) == "draft"
    assert (authorship(copy).first, authorship(copy).last) == ("head", "head")
    assert authorship(copy).approved_by is None


# Exactly what was approved ------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["approved", "published"])
@pytest.mark.parametrize("actor", ["owner", "section_editor", "head", "administrator", "manager"])
def test_nobody_changes_what_is_approved(web, state, actor):
    item = web.item(state=state)
    response = web.visit(actor).rest("PATCH", item, json={"title": "Khác"})
    assert response.status_code in (401, 403)
    assert item.title == "Nội dung Document"


def test_what_trusted_code_changed_is_not_published(school):
    """A change that came past all rights is noticed at the last door."""
    item = school.item(state="approved")
    touch(item, "manager")
    assert "publish" not in transitions(school, "head", item)
    with pytest.raises(WorkflowException):
        school.do(item, "publish", "head")


def test_returned_and_approved_again_it_is_published(school):
    item = school.item(state="approved")
    touch(item, "owner")
    school.do(item, "return", "head")
    school.do(item, "submit", "owner")
    school.do(item, "approve", "head")
    school.do(item, "publish", "head")
    assert school.state(item) == "published"


def test_content_from_before_is_published(school):
    """Approved when nothing was recorded yet: there is nothing to compare it with."""
    item = school.item(state="approved")
    del IAnnotations(item)[AUTHORSHIP_KEY]
    school.do(item, "publish", "head")
    assert school.state(item) == "published"


def test_revisions_are_never_used_twice(school):
    item = school.item()
    seen = [authorship(item).revision]
    for _number in range(50):
        seen.append(touch(item).revision)
    assert sorted(set(seen)) == seen


# Moved, imported, restored ------------------------------------------------------------------------


def test_an_administrator_does_not_move_public_content(school):
    item = school.item(state="published")
    with school.as_("administrator"), pytest.raises(Unauthorized):
        api.content.move(item, school.other_section)
    assert item.getId() in school.section


def test_nor_a_folder_that_holds_some(school):
    folder = school.item("Folder")
    inside = school.item("Document", "published", container=folder)
    with school.as_("administrator"), pytest.raises(Unauthorized):
        api.content.move(folder, school.other_section)
    assert school.state(inside) == "published"


def test_a_whole_section_moves(school):
    item = school.item(state="published")
    with school.as_("administrator"):
        api.content.move(school.section, school.other_section)
    assert school.state(school.other_section[school.section.getId()][item.getId()]) == "published"


@pytest.mark.parametrize("actor", ["administrator", "manager"])
def test_nobody_takes_an_attachment_out_of_a_public_document(school, actor):
    holder = school.item("OfficialDocument")
    with school.as_("owner"):
        file = NamedBlobFile(b"so 1", filename="phu-luc.txt")
        attachment = api.content.create(holder, "File", title="Phụ lục", file=file)
    for who, transition in (("owner", "submit"), ("head", "approve"), ("head", "publish")):
        school.do(holder, transition, who)
    with school.as_(actor):
        with pytest.raises((Unauthorized, CopyError)):
            api.content.move(attachment, school.section)
        with pytest.raises((Unauthorized, CopyError)):
            api.content.rename(attachment, new_id="khac")
    assert attachment.getId() in holder


@pytest.mark.parametrize(("actor", "state"), [("manager", "draft"), ("head", "published")])
def test_what_comes_back_with_a_public_state(school, actor, state):
    """As a restored or imported object: its history says 'published'; only approvers keep that."""
    item = school.item(state="published")
    section = school.section
    section._delObject(item.getId(), suppress_events=True)
    with school.as_(actor):
        section._setObject(item.getId(), aq_base(item))
    assert school.state(section[item.getId()]) == state
    assert school.may("anonymous", "View", section[item.getId()]) is (state == "published")
