"""Copies and deletions of containers give nobody what he has not got."""

from plone import api
from zExceptions import Unauthorized

import pytest


#: What is asked here are rights on items, not who writes where.
pytestmark = pytest.mark.usefixtures("open_sections")


def copy_to(school, source, target, actor):
    with school.as_(actor):
        copied = source.__parent__.manage_copyObjects([source.getId()])
        result = target.manage_pasteObjects(copied)
    return target[result[0]["new_id"]]


@pytest.mark.parametrize("state", ["pending", "approved", "published", "withdrawn"])
@pytest.mark.parametrize("portal_type", ["Document", "Event", "File", "Folder", "OfficialDocument"])
def test_copy_is_a_draft_of_its_maker(school, portal_type, state):
    source = school.item(portal_type, state)
    actor = "colleague" if state == "published" else "section_editor"
    copied = copy_to(school, source, school.section, actor)
    assert school.state(copied) == "draft"
    assert not school.may("anonymous", "View", copied)
    assert not school.may("owner", "View", copied)
    assert school.may(actor, "Modify portal content", copied)
    assert school.state(source) == state


def test_copy_of_a_folder_holds_drafts(school):
    folder = school.item("Folder", "published")
    child = school.item("News Item", "published", container=folder)
    copied = copy_to(school, folder, school.section, "owner")
    assert school.state(copied[child.getId()]) == "draft"
    assert not school.may("anonymous", "View", copied[child.getId()])


def test_foreign_draft_is_not_copied(school):
    source = school.item()
    with pytest.raises(Unauthorized), school.as_("colleague"):
        source.restrictedTraverse("object_copy")
    assert not school.may("colleague", "Copy or Move", source)


def test_foreign_draft_is_not_copied_with_its_folder(school):
    folder = school.item("Folder", "published")
    school.item("News Item", container=folder)
    with pytest.raises(Unauthorized):
        copy_to(school, folder, school.section, "colleague")


def test_foreign_draft_is_not_copied_with_its_section(school):
    school.item("News Item")
    with pytest.raises(Unauthorized):
        copy_to(school, school.section, school.other_section, "colleague")


@pytest.mark.parametrize("state", ["pending", "approved", "published"])
def test_published_content_is_not_deleted_with_its_folder(school, state):
    folder = school.item("Folder")
    school.item("News Item", state, container=folder)
    refused = ["owner", "administrator", "head"]
    # the operator of the server clears what waits; nobody deletes what was approved
    refused += ["manager"] if state != "pending" else []
    for actor in refused:
        with pytest.raises(Unauthorized), school.as_(actor):
            school.section.manage_delObjects([folder.getId()])
    assert folder.getId() in school.section
    if state == "pending":
        with school.as_("manager"):
            school.section.manage_delObjects([folder.getId()])
        assert folder.getId() not in school.section


def test_section_with_published_content_is_not_deleted(school):
    school.item("News Item", "published")
    with pytest.raises(Unauthorized), school.as_("administrator"):
        api.content.delete(school.section, check_linkintegrity=False)


def test_folder_of_own_drafts_is_deleted(school):
    folder = school.item("Folder")
    school.item("News Item", container=folder)
    with school.as_("owner"):
        school.section.manage_delObjects([folder.getId()])
    assert folder.getId() not in school.section


def test_document_is_deleted_with_its_attachments(school):
    document = school.item("OfficialDocument")
    school.item("File", container=document)
    with school.as_("owner"):
        school.section.manage_delObjects([document.getId()])
    assert document.getId() not in school.section
