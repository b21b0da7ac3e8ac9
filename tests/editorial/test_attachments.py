"""Files and images: part of their document, or content of their own, wherever they are put."""

from hcmedu.portal.editorial.reason import last_reason
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from zExceptions import Unauthorized

import pytest


#: What is asked here are rights on items, not who writes where.
pytestmark = pytest.mark.usefixtures("open_sections")


HOLDERS = ("Disclosure", "OfficialDocument")
ATTACHMENTS = ("File", "Image")


def attach(school, holder, portal_type="File", actor="owner", **fields):
    fields.setdefault("title", "Tệp đính kèm")
    with school.as_(actor):
        return addContentToContainer(holder, createContent(portal_type, **fields))


def paste(source, target, operation, actor, school):
    with school.as_(actor):
        copied = getattr(source.__parent__, operation)([source.getId()])
        result = target.manage_pasteObjects(copied)
    return target[result[0]["new_id"]]


def cut(school, source, target, actor):
    return paste(source, target, "manage_cutObjects", actor, school)


def copy(school, source, target, actor):
    return paste(source, target, "manage_copyObjects", actor, school)


def appoint(school, actor):
    """Let somebody who arranges the sections approve, too: in a small school that is one person."""
    api.group.add_user(groupname="truong-ban", username=actor)


def found(school, actor, item):
    """What the catalog shows to that person."""
    with school.as_(actor):
        return bool(api.content.find(UID=api.content.get_uuid(item)))


@pytest.mark.parametrize("portal_type", ATTACHMENTS)
@pytest.mark.parametrize("holder_type", HOLDERS)
def test_attachment_follows_its_document(school, holder_type, portal_type):
    holder = school.item(holder_type)
    attachment = attach(school, holder, portal_type)
    assert school.state(attachment) is None
    for state, transition, actor in (
        ("draft", "submit", "owner"),
        ("pending", "approve", "head"),
        ("approved", "publish", "head"),
    ):
        assert school.state(holder) == state
        assert not school.may("anonymous", "View", attachment)
        assert not found(school, "anonymous", attachment)
        school.do(holder, transition, actor)
    assert school.may("anonymous", "View", attachment)
    assert found(school, "anonymous", attachment)
    assert not school.may("owner", "Modify portal content", attachment)
    assert not school.may("owner", "Delete objects", attachment)
    school.do(holder, "withdraw", "head")
    assert not school.may("anonymous", "View", attachment)
    assert not found(school, "anonymous", attachment)


@pytest.mark.parametrize("portal_type", ATTACHMENTS)
def test_the_document_keeps_its_history(school, portal_type):
    """Why it was returned must not be forgotten when its author attaches what was missing."""
    holder = school.item("OfficialDocument", "pending")
    school.do(holder, "return", "head")
    before = [dict(status) for status in holder.workflow_history["hcmedu_editorial"]]
    attach(school, holder, portal_type)
    assert [dict(status) for status in holder.workflow_history["hcmedu_editorial"]] == before
    assert last_reason(holder)["comment"] == "Vì sai số liệu"


@pytest.mark.parametrize("state", ["pending", "approved", "published", "withdrawn"])
@pytest.mark.parametrize("actor", ["owner", "colleague", "section_editor", "administrator"])
def test_nothing_is_attached_to_what_is_under_review(school, state, actor):
    holder = school.item("OfficialDocument", state)
    with school.as_(actor), pytest.raises(Unauthorized):
        api.content.create(holder, "File", title="Chèn thêm")


@pytest.mark.parametrize("portal_type", ATTACHMENTS)
def test_upload_in_a_section_is_a_draft(school, portal_type):
    upload = school.item(portal_type)
    assert school.state(upload) == "draft"
    assert not school.may("anonymous", "View", upload)
    assert not school.may("colleague", "View", upload)


@pytest.mark.parametrize("portal_type", ATTACHMENTS)
def test_moved_out_of_a_document(school, portal_type):
    """It had the state of its document; by itself it begins as a draft."""
    holder = school.item("OfficialDocument")
    attachment = attach(school, holder, portal_type)
    moved = cut(school, attachment, school.section, "owner")
    assert school.state(moved) == "draft"
    assert not school.may("anonymous", "View", moved)
    assert not found(school, "anonymous", moved)


@pytest.mark.parametrize("actor", ["owner", "section_editor", "head", "administrator", "manager"])
def test_nobody_moves_it_out_of_a_published_document(school, actor):
    holder = school.item("OfficialDocument")
    attachment = attach(school, holder)
    for someone, transition in (("owner", "submit"), ("head", "approve"), ("head", "publish")):
        school.do(holder, transition, someone)
    with pytest.raises(Unauthorized):
        cut(school, attachment, school.section, actor)
    assert attachment.getId() in holder


@pytest.mark.parametrize("move", [cut, copy])
def test_published_file_put_into_a_document_is_no_longer_public(school, move):
    upload = school.item("File", "published")
    holder = school.item("OfficialDocument")
    appoint(school, "administrator")
    moved = move(school, upload, holder, "administrator" if move is cut else "owner")
    assert school.state(moved) is None
    assert not school.may("anonymous", "View", moved)
    assert not found(school, "anonymous", moved)
    assert school.may("owner", "View", moved)


def test_a_detour_through_a_document_does_not_publish(school):
    """published file → draft document → section: it starts anew as a draft."""
    upload = school.item("File", "published")
    holder = school.item("OfficialDocument")
    appoint(school, "administrator")
    inside = cut(school, upload, holder, "administrator")
    outside = cut(school, inside, school.section, "administrator")
    assert school.state(outside) == "draft"
    assert not school.may("anonymous", "View", outside)


def test_copy_out_of_a_document_is_a_draft(school):
    holder = school.item("OfficialDocument")
    attachment = attach(school, holder)
    for actor, transition in (("owner", "submit"), ("head", "approve"), ("head", "publish")):
        school.do(holder, transition, actor)
    copied = copy(school, attachment, school.section, "colleague")
    assert school.state(copied) == "draft"
    assert not school.may("anonymous", "View", copied)


def test_from_document_to_document_acquires_from_the_new_one(school):
    first, second = school.item("OfficialDocument"), school.item("Disclosure")
    attachment = attach(school, first)
    moved = cut(school, attachment, second, "owner")
    assert school.state(moved) is None
    school.do(second, "submit", "owner")
    assert not school.may("owner", "Modify portal content", moved)


def test_rename_keeps_the_state(school):
    upload = school.item("File", "published")
    appoint(school, "administrator")
    with school.as_("administrator"):
        renamed = api.content.rename(upload, new_id="ten-moi")
    assert school.state(renamed) == "published"
    assert school.may("anonymous", "View", renamed)


@pytest.mark.parametrize("actor", ["owner", "section_editor", "administrator", "manager"])
def test_public_content_stays_in_its_section(school, actor):
    upload = school.item("File", "published")
    with pytest.raises(Unauthorized):
        cut(school, upload, school.other_section, actor)
    assert upload.getId() in school.section


def test_move_between_sections_keeps_the_state(school):
    upload = school.item("File", "published")
    appoint(school, "administrator")
    moved = cut(school, upload, school.other_section, "administrator")
    assert school.state(moved) == "published"


def test_file_in_a_plain_folder_has_its_own_workflow(school):
    folder = school.item("Folder", "published")
    upload = school.item("File", container=folder)
    assert school.state(upload) == "draft"
    assert not school.may("anonymous", "View", upload)
