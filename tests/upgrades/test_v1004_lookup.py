"""An installed site gets the type of look-up tables, and nothing else is reset."""

from hcmedu.portal.school import find_section
from hcmedu.portal.upgrades import newtypes
from hcmedu.portal.upgrades.v1004 import lookup
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME

import pytest


ADD = "hcmedu.portal: Add ResultTable"
SECTIONS = ("A21", "A22")


@pytest.fixture
def old_site(portal):
    """As version 1003 left it: no type, no right to add one."""
    login(portal.aq_parent, SITE_OWNER_NAME)
    portal.portal_types.manage_delObjects(["ResultTable"])
    portal.portal_workflow.setChainForPortalTypes(("ResultTable",), None, verify=False)
    workflow = portal.portal_workflow["hcmedu_section"]
    workflow.permissions = tuple(name for name in workflow.permissions if name != ADD)
    for section in (find_section(portal, code) for code in SECTIONS):
        for name in newtypes.TYPE_LISTS:
            kept = [each for each in getattr(section, name) if each != "ResultTable"]
            setattr(section, name, kept)
        section.manage_permission(ADD, [], acquire=1)
    return portal


def upgrade(portal):
    lookup.upgrade(portal.portal_setup)


def test_only_who_may_add_documents_may_add_tables(old_site):
    upgrade(old_site)
    for section in (find_section(old_site, code) for code in SECTIONS):
        documents = section.rolesOfPermission("hcmedu.portal: Add OfficialDocument")
        assert section.rolesOfPermission(ADD) == documents
        assert not [row for row in documents if row["selected"] and row["name"] == "Member"]


def test_the_type_is_there(old_site):
    upgrade(old_site)
    fti = old_site.portal_types["ResultTable"]
    assert fti.schema == "hcmedu.portal.lookup.resulttable.IResultTable"
    assert fti.klass == "plone.dexterity.content.Item"
    assert old_site.portal_workflow.getChainForPortalType("ResultTable") == ("hcmedu_editorial",)
    assert "ResultTable" in old_site.portal_repository.getVersionableContentTypes()


def test_the_sections_offer_it_first(old_site):
    upgrade(old_site)
    for section in (find_section(old_site, code) for code in SECTIONS):
        assert section.immediately_addable_types[0] == "ResultTable"
        assert "Document" in section.locally_allowed_types
    assert "ResultTable" not in find_section(old_site, "A13").locally_allowed_types


def test_a_section_that_lists_no_types_is_left_alone(old_site):
    section = find_section(old_site, "A21")
    section.constrain_types_mode = 0
    upgrade(old_site)
    assert "ResultTable" not in section.locally_allowed_types


def test_a_second_time_changes_nothing(old_site):
    upgrade(old_site)
    fti = old_site.portal_types["ResultTable"]
    fti.manage_changeProperties(title="Tra điểm")
    before = list(find_section(old_site, "A21").locally_allowed_types)
    upgrade(old_site)
    assert old_site.portal_types["ResultTable"].title == "Tra điểm"
    assert find_section(old_site, "A21").locally_allowed_types == before
