"""Sections of figures and tables of an installed site: what lists over the years tell."""

from hcmedu.portal.school import find_section
from hcmedu.portal.upgrades.v1003 import figures
from plone import api
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent

import pytest


@pytest.fixture
def old_site(portal):
    login(portal.aq_parent, SITE_OWNER_NAME)
    entry = createContent("YearbookEntry", school_year="2023-2024", total_pupils=151)
    addContentToContainer(find_section(portal, "A15"), entry, checkConstraints=False)
    portal.portal_catalog.delColumn("yearbook_figures")
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
    upgrade(old_site)
    assert entry.modified() == before
