"""Who may make, cancel and bring in a working copy. Denied cases first."""

from hcmedu.portal.editorial.copies import baseline_of
from hcmedu.portal.editorial.copies import working_copy_of
from hcmedu.portal.editorial.copies.rights import can_check_out
from hcmedu.portal.editorial.copies.rights import may_cancel
from hcmedu.portal.editorial.copies.rights import may_check_out
from hcmedu.portal.editorial.copies.rights import obstacle
from plone import api
from plone.app.iterate.interfaces import CheckinException
from plone.app.iterate.interfaces import CheckoutException
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from zope.i18n import translate

import pytest


ACTORS = (
    "anonymous",
    "member",
    "colleague",
    "elsewhere",
    "owner",
    "section_editor",
    "head",
    "administrator",
    "manager",
)
EDITORS = {"owner", "section_editor", "head", "administrator", "manager"}


def actors_who(school, question, item):
    found = set()
    for actor in ACTORS:
        with school.as_(actor):
            if question(item):
                found.add(actor)
    return found


def control(item):
    return api.content.get_view("iterate_control", item, item.REQUEST)


@pytest.mark.parametrize("state", ["draft", "pending", "approved", "withdrawn"])
@pytest.mark.parametrize("portal_type", ["Document", "Folder", "OfficialDocument"])
def test_nobody_copies_what_is_not_published(school, copies, portal_type, state):
    item = school.item(portal_type, state)
    assert actors_who(school, can_check_out, item) == set()
    assert not control(item).checkout_allowed()
    with pytest.raises(CheckoutException):
        copies.check_out(item, "manager")


@pytest.mark.parametrize("portal_type", ["Document", "Folder", "OfficialDocument", "File"])
def test_who_may_copy_what_is_published(school, portal_type):
    item = school.item(portal_type, "published")
    assert actors_who(school, can_check_out, item) == EDITORS


def test_no_copy_of_an_attachment_a_section_or_the_root(school, copies):
    holder = school.item("OfficialDocument")
    attachment = copies.attach(holder, "phu-luc.pdf")
    for actor, transition in (("owner", "submit"), ("head", "approve"), ("head", "publish")):
        school.do(holder, transition, actor)
    for item in (attachment, school.section, school.portal):
        assert actors_who(school, may_check_out, item) == set()
        assert actors_who(school, lambda each: control(each).checkout_allowed(), item) == set()


def test_no_copy_of_a_copy(school, copies, published):
    copy = copies.check_out(published)
    assert actors_who(school, can_check_out, copy) == set()
    with pytest.raises(CheckoutException):
        copies.check_out(copy)


def test_the_second_one_is_told_who_has_it(school, copies, published):
    api.user.get(username="owner").setMemberProperties({"fullname": "Trần Văn An"})
    copy = copies.check_out(published)
    assert actors_who(school, can_check_out, published) == set()
    message = translate(obstacle(published), target_language="vi")
    assert message.startswith("Trần Văn An đang có bản làm việc của mục này từ ")
    with pytest.raises(CheckoutException):
        copies.check_out(published, "section_editor")
    assert working_copy_of(published) == copy


@pytest.mark.parametrize("state", ["draft", "pending"])
@pytest.mark.parametrize("actor", [*ACTORS[1:], None])
def test_nobody_brings_in_what_is_not_approved(school, copies, published, state, actor):
    """Not even code that runs without a check of rights."""
    copy = copies.check_out(published)
    copies.edit(copy, title="Chưa duyệt")
    if state == "pending":
        school.do(copy, "submit", "owner")
    if actor is not None:
        with school.as_(actor):
            assert not control(copy).checkin_allowed()
    with pytest.raises(CheckinException):
        ICheckinCheckoutPolicy(copy).checkin("lén")
    assert published.title == "Thông báo cũ"


def test_the_copy_is_the_draft_of_its_maker(school, copies, published):
    copy = copies.check_out(published, "section_editor")
    assert school.state(copy) == "draft"
    assert copy.creators == ("section_editor",)
    assert dict(copy.get_local_roles())["section_editor"] == ("Owner",)
    assert not school.may("owner", "Modify portal content", copy)
    assert not school.may("anonymous", "View", copy)
    assert not school.may("colleague", "View", copy)
    assert school.may("section_editor", "Modify portal content", copy)
    assert copy.__parent__ == school.section


@pytest.mark.parametrize("actor", ["member", "colleague", "elsewhere", "anonymous"])
@pytest.mark.parametrize("state", ["draft", "pending"])
def test_others_cancel_nothing(school, copies, published, state, actor):
    copy = copies.check_out(published)
    if state == "pending":
        school.do(copy, "submit", "owner")
    with school.as_(actor):
        assert not may_cancel(copy)
        assert not control(copy).cancel_allowed()


@pytest.mark.parametrize(
    ("state", "allowed"),
    [("draft", EDITORS), ("pending", {"head", "administrator", "manager"})],
)
def test_who_cancels(school, copies, published, state, allowed):
    """What waits for the head its author takes back first."""
    copy = copies.check_out(published)
    if state == "pending":
        school.do(copy, "submit", "owner")
    assert actors_who(school, may_cancel, copy) == allowed
    assert actors_who(school, may_cancel, published) == set()


@pytest.mark.parametrize("actor", ["owner", "head"])
def test_after_the_cancellation_all_is_as_before(school, copies, published, actor):
    before = published.modified(), published.title
    copy = copies.check_out(published)
    copies.edit(copy, title="Bỏ đi")
    copies.cancel(copy, actor)
    assert (published.modified(), published.title) == before
    assert copies.is_free(published)
    assert copy.getId() not in school.section.objectIds()
    assert baseline_of(copies.check_out(published, "section_editor")) == published


def test_deleting_the_copy_cancels_it(school, copies, published):
    copy = copies.check_out(published)
    before = published.modified()
    with school.as_("owner"):
        api.content.delete(copy)
    assert copies.is_free(published)
    assert published.modified() == before
