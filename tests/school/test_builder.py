"""The section builder: known by code, idempotent, careful with what people changed."""

from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school import builder
from hcmedu.portal.school import find_section
from hcmedu.portal.school import ISection
from hcmedu.portal.school import school_root
from hcmedu.portal.school import section_of
from hcmedu.portal.school.builder import build
from hcmedu.portal.school.builder import plan
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.school.root import section_brains
from hcmedu.portal.school.uploads import allow_uploads
from plone import api
from plone.app.testing import logout
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID

import pytest
import transaction


@pytest.fixture
def manager(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    return portal


def codes(root):
    return {brain.section_code for brain in section_brains(root)}


def snapshot(root):
    """Everything a second run could change: paths, titles, modification dates, order."""
    brains = section_brains(root)
    orders = [b.getObject().objectIds(ordered=True) for b in brains]
    return [(b.getPath(), b.Title, b.modified) for b in brains], orders


def delete(section):
    api.content.delete(section, check_linkintegrity=False)


def test_profile_builds_every_section(portal):
    assert {f"A{number:02}" for number in range(1, 37)} | {"C02"} <= codes(portal)


def test_at_most_eight_first_level_entries(portal):
    shown = api.content.find(portal, depth=1, exclude_from_nav=False)
    assert 1 <= len(shown) <= 8


def test_sections_are_public_folders_of_their_types(portal):
    for code, row in catalogue().sections.items():
        section = find_section(portal, code)
        assert section.portal_type == "Folder"
        assert ISection.providedBy(section)
        assert section.immediately_addable_types == list(row.addable_types)
        assert set(row.addable_types) <= set(section.locally_allowed_types)
        assert api.content.get_state(section) == "published"


#: Sections whose types have no rich text: nobody uploads into a text there.
WITHOUT_TEXTS = {"A04", "A06", "A07", "A08", "A09", "A13", "A14", "A15", "A16", "A19", "A19.1"}
WITHOUT_TEXTS |= {"A19.2", "A20", "A24", "A25", "A26", "A35", "A36"}


def test_uploads_are_taken_where_texts_are_written(portal):
    """TinyMCE uploads into the section; the menu still offers what the section is for."""
    for code, row in catalogue().sections.items():
        allowed = set(find_section(portal, code).locally_allowed_types)
        if code in WITHOUT_TEXTS:
            assert allowed == set(row.addable_types), code
        else:
            assert allowed == {*row.addable_types, "File", "Image"}, code


def test_sections_built_before_take_uploads(portal):
    untouched, changed = find_section(portal, "A05"), find_section(portal, "A28")
    untouched.locally_allowed_types = list(catalogue().sections["A05"].addable_types)
    changed.locally_allowed_types = ["News Item"]
    for section in (untouched, changed):
        allow_uploads(section)
    assert {"File", "Image"} <= set(untouched.locally_allowed_types)
    assert changed.locally_allowed_types == ["News Item"]


def test_sections_visible_to_anonymous(portal):
    logout()
    for code in catalogue().sections:
        section = find_section(portal, code)
        assert api.user.has_permission("View", obj=section), code


def test_order_is_that_of_the_catalogue(portal):
    for group in catalogue().groups.values():
        rows = [r for r in catalogue().sections.values() if r.group == group.id and not r.parent]
        folder = find_section(portal, f"G-{group.id}")
        found = [folder[oid].section_code for oid in folder.objectIds(ordered=True)]
        assert found == [row.code for row in rows]


def test_second_run_changes_nothing(manager):
    before = snapshot(manager)
    report = build(manager)
    assert report.changes == 0
    assert snapshot(manager) == before


def test_profile_again_changes_nothing(manager):
    before = snapshot(manager)
    manager.portal_setup.runAllImportStepsFromProfile("profile-hcmedu.portal:default")
    assert snapshot(manager) == before


def test_renamed_moved_reordered_sections_stay(manager):
    transaction.savepoint(optimistic=True)
    section = find_section(manager, "A13")
    section.title = "Ba công khai của trường"
    section.reindexObject()
    api.content.move(section, find_section(manager, "A06").aq_parent, id="cong-khai-moi")
    assert build(manager).changes == 0
    moved = find_section(manager, "A13")
    assert moved.Title() == "Ba công khai của trường"
    assert moved.getId() == "cong-khai-moi"
    assert section_of(moved) is not None


def test_mandatory_section_comes_back_in_its_place(manager):
    parent = find_section(manager, "A07").aq_parent
    order = parent.objectIds(ordered=True)
    delete(find_section(manager, "A07"))
    report = build(manager)
    assert report.created == ["A07"]
    assert parent.objectIds(ordered=True) == order


def test_optional_section_stays_removed(manager):
    optional = next(r.code for r in catalogue().sections.values() if r.obligation == "optional")
    delete(find_section(manager, optional))
    report = build(manager)
    assert report.changes == 0
    assert report.removed == [optional]
    assert find_section(manager, optional) is None


def test_nothing_is_deleted_when_the_level_changes(manager):
    before = codes(manager)
    profile = ISchoolProfile(manager)
    profile.levels = {"mam-non"}
    report = build(manager)
    assert report.changes == 0
    assert report.undemanded
    assert codes(manager) == before


def test_removed_group_does_not_come_back_for_nothing(manager):
    group = next(iter(catalogue().groups.values()))
    folder = find_section(manager, f"G-{group.id}")
    other = find_section(manager, "G-" + list(catalogue().groups)[-1])
    transaction.savepoint(optimistic=True)
    for oid in list(folder.objectIds()):
        api.content.move(folder[oid], other)
    delete(folder)
    assert build(manager).changes == 0


def test_copy_of_a_section_is_an_ordinary_folder(manager):
    section = find_section(manager, "A05")
    transaction.savepoint(optimistic=True)
    copy = api.content.copy(section, section.aq_parent, id="ban-sao")
    assert not ISection.providedBy(copy)
    assert len(section_brains(manager, "A05")) == 1
    assert find_section(manager, "A05").getId() == section.getId()


def test_interrupted_run_leaves_nothing(manager):
    for code in ("A06", "A07", "A31"):
        delete(find_section(manager, code))
    left = codes(manager)

    def stop(title):
        if find_section(manager, "A07") is not None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(manager, progress=stop)
    assert codes(manager) > left
    assert transaction.get().isDoomed()


def test_taken_ids_are_left_alone(manager):
    section = find_section(manager, "A07")
    wanted, parent = section.getId(), section.aq_parent
    delete(section)
    parent.invokeFactory("Folder", wanted, title="Của trường")
    other = parent[wanted]
    build(manager)
    assert parent[wanted].aq_base is other.aq_base
    assert find_section(manager, "A07").getId() == f"{wanted}-2"


def test_plan_changes_nothing(manager):
    delete(find_section(manager, "A07"))
    before = snapshot(manager)
    assert {e.code for e in plan(manager) if e.status == builder.CREATE} == {"A07"}
    assert snapshot(manager) == before


def test_root_is_the_site(portal):
    assert school_root(find_section(portal, "A19")).aq_base is portal.aq_base
