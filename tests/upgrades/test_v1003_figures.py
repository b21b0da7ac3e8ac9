"""Sections of figures and tables of an installed site: columns for lists, the type of projects."""

from hcmedu.portal.school import find_section
from hcmedu.portal.upgrades import newtypes
from hcmedu.portal.upgrades.v1003 import figures
from plone import api
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent

import pytest


ADD = "hcmedu.portal: Add Project"


@pytest.fixture
def old_site(portal):
    """As version 1002 left it: no columns, no type, no right to add one."""
    login(portal.aq_parent, SITE_OWNER_NAME)
    entry = createContent("YearbookEntry", school_year="2023-2024", total_pupils=151)
    addContentToContainer(find_section(portal, "A15"), entry, checkConstraints=False)
    for name in figures.COLUMNS:
        portal.portal_catalog.delColumn(name)
    portal.portal_types.manage_delObjects(["Project"])
    portal.portal_workflow.setChainForPortalTypes(("Project",), None, verify=False)
    workflow = portal.portal_workflow["hcmedu_section"]
    workflow.permissions = tuple(name for name in workflow.permissions if name != ADD)
    section = find_section(portal, "A23")
    for name in newtypes.TYPE_LISTS:
        setattr(section, name, [each for each in getattr(section, name) if each != "Project"])
    section.manage_permission(ADD, [], acquire=1)
    return portal


def upgrade(portal):
    figures.upgrade(portal.portal_setup)


def test_figures_of_yearbooks_are_cataloged(old_site):
    upgrade(old_site)
    [brain] = api.content.find(portal_type="YearbookEntry")
    assert brain.yearbook_figures["measures"] == {"pupils": 151}


def test_content_is_not_changed(old_site):
    entry = find_section(old_site, "A15")["nien-giam-2023-2024"]
    before = entry.modified()
    upgrade(old_site)
    assert entry.modified() == before


def test_the_type_is_there(old_site):
    upgrade(old_site)
    fti = old_site.portal_types["Project"]
    assert fti.schema == "hcmedu.portal.content.project.IProject"
    assert "plone.namefromtitle" in fti.behaviors
    assert old_site.portal_workflow.getChainForPortalType("Project") == ("hcmedu_editorial",)
    assert "Project" in old_site.portal_repository.getVersionableContentTypes()


def test_only_who_may_add_documents_may_add_projects(old_site):
    upgrade(old_site)
    section = find_section(old_site, "A23")
    documents = section.rolesOfPermission("hcmedu.portal: Add OfficialDocument")
    assert section.rolesOfPermission(ADD) == documents
    assert [row["name"] for row in documents if row["selected"] and row["name"] == "Member"] == []


def test_the_section_offers_it_first(old_site):
    upgrade(old_site)
    section = find_section(old_site, "A23")
    assert section.immediately_addable_types[0] == "Project"
    assert "OfficialDocument" in section.locally_allowed_types


def test_a_section_that_lists_no_types_is_left_alone(old_site):
    section = find_section(old_site, "A23")
    section.constrain_types_mode = 0
    upgrade(old_site)
    assert "Project" not in section.locally_allowed_types


def test_a_second_time_changes_nothing(old_site):
    upgrade(old_site)
    section = find_section(old_site, "A23")
    fti = old_site.portal_types["Project"]
    fti.manage_changeProperties(title="Công trình")
    before = list(section.locally_allowed_types)
    upgrade(old_site)
    assert old_site.portal_types["Project"].title == "Công trình"
    assert section.locally_allowed_types == before
