"""Who answers for the replaced content: author and approver of the working copy; the log."""

from hcmedu.portal.editorial.authorship import authorship
from hcmedu.portal.editorial.trace import entries
from plone import api
from plone.uuid.interfaces import IUUID


def test_the_author_of_the_copy_is_the_last_author(school, copies, published):
    before = authorship(published)
    assert (before.first, before.last, before.approved_by) == ("owner", "owner", "head")
    copy = copies.check_out(published, "section_editor")
    copies.edit(copy, "section_editor", title="Mới")
    assert authorship(published) == before
    copies.approve(copy, "section_editor")
    after = authorship(published)
    assert (after.first, after.last, after.approved_by) == ("owner", "section_editor", "head")
    assert after.revision > before.revision
    assert after.is_as_approved


def test_who_wrote_the_copy_does_not_approve_it(school, copies, published):
    copy = copies.check_out(published, "head")
    copies.edit(copy, "head", title="Tự sửa")
    school.do(copy, "submit", "head")
    with school.as_("head"):
        allowed = api.portal.get_tool("portal_workflow").getTransitionsFor(copy)
    assert "approve" not in {each["id"] for each in allowed}


def test_one_entry_for_each_deed(school, copies, published):
    api.user.get(username="head").setMemberProperties({"fullname": "Lê Thị Hiệu trưởng"})
    copy = copies.check_out(published)
    copy_uid = IUUID(copy)
    copies.edit(copy, title="Mới")
    copies.approve(copy)
    told = [(each.action, each.actor) for each in entries(school.portal, uid=IUUID(published))]
    assert told[0] == ("checkin", "head")
    assert ("checkout", "owner") in told
    assert ("approve", "head") in told
    assert [action for action, _actor in told].count("checkin") == 1
    assert "delete" not in {each.action for each in entries(school.portal, uid=copy_uid)}
    latest = next(entries(school.portal, uid=IUUID(published)))
    assert latest.actor_name == "Lê Thị Hiệu trưởng"
    assert latest.details["working_copy"] == copy_uid


def test_a_cancelled_copy_is_told_of(school, copies, published):
    copies.cancel(copies.check_out(published), "head")
    latest = next(entries(school.portal, uid=IUUID(published)))
    assert (latest.action, latest.actor) == ("cancel-checkout", "head")
