"""A copy of a school has nothing of what people sent; a school that goes takes it off the disk."""

from hcmedu.portal.submissions.packing import is_due
from hcmedu.portal.submissions.store import has_store
from hcmedu.portal.submissions.store import secret_of
from hcmedu.portal.submissions.store import shelf
from hcmedu.portal.submissions.store import shelf_to_fill
from hcmedu.portal.submissions.store import STORE_KEY
from plone import api
from plone.uuid.interfaces import IUUID
from zope.annotation.interfaces import IAnnotations

import pytest


@pytest.fixture
def school(portal):
    """A school of a central portal to which somebody sent something."""
    with api.env.adopt_roles(["Manager"]):
        made = api.content.create(portal, "School", "an-lac", title="THCS An Lạc")
        shelf_to_fill(made, "case").add("A", {"phone": "0903 123 456"}, {"name": "B"})
        yield made


def test_a_copy_has_a_store_of_its_own(portal, school):
    copy = api.content.copy(school, target=portal, id="an-lac-2")
    assert IAnnotations(copy)[STORE_KEY]["root"] == IUUID(copy) != IUUID(school)
    assert len(shelf(copy, "case")) == 0 and secret_of(copy) != secret_of(school)
    assert len(shelf(school, "case")) == 1


def test_what_is_copied_and_has_no_place_yet_carries_nothing(portal, school):
    cut = portal.manage_copyObjects(["an-lac"])
    portal.manage_pasteObjects(cut)
    copy = next(each for name, each in portal.objectItems() if name.startswith("copy"))
    assert "0903" not in repr([dict(each) for _kind, each in stored(copy)])
    assert len(shelf(school, "case")) == 1


def stored(root):
    """All submissions that lie in the annotations, whatever the store says of its owner."""
    for kind, trees in IAnnotations(root)[STORE_KEY]["shelves"].items():
        for records, _rows in trees:
            yield from ((kind, record) for record in records.values())


def test_with_a_school_the_disk_is_cleaned(portal, school):
    assert not is_due(portal)
    api.content.delete(school)
    assert is_due(portal)


def test_with_a_folder_that_holds_schools_too(portal, school):
    folder = api.content.create(portal, "Folder", "phuong")
    api.content.move(school, target=folder)
    assert not is_due(portal)
    api.content.delete(folder)
    assert is_due(portal)


def test_a_school_without_a_store_needs_no_cleaning(portal, school):
    IAnnotations(school).pop(STORE_KEY)
    api.content.delete(school)
    assert not is_due(portal)


def test_moved_a_school_keeps_what_was_sent(portal, school):
    moved = api.content.rename(school, new_id="an-lac-moi")
    assert has_store(moved) and len(shelf(moved, "case")) == 1
