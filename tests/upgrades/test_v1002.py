"""A site of version 1001 is brought to 1002: search and numbers; content as it was."""

from hcmedu.portal.documents.search.index import VietnameseTextIndex
from hcmedu.portal.documents.search.install import INDEXES
from hcmedu.portal.documents.search.install import remove_search
from hcmedu.portal.school import find_section
from hcmedu.portal.upgrades.v1002 import NEW_INDEXES
from plone import api
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from Products.ZCTextIndex.ZCTextIndex import ZCTextIndex

import pytest


PROFILE = "hcmedu.portal:default"


def kinds(portal):
    return {type(portal.portal_catalog._catalog.indexes[name]) for name in INDEXES}


@pytest.fixture
def old_site(portal):
    login(portal.aq_parent, SITE_OWNER_NAME)
    doc = createContent("OfficialDocument", id="cv", number="4210/GDĐT-TTTT", abstract="Hướng dẫn")
    addContentToContainer(find_section(portal, "A06"), doc, checkConstraints=False)
    remove_search(portal)
    for name in NEW_INDEXES:
        portal.portal_catalog.delIndex(name)
    portal.portal_setup.setLastVersionForProfile(PROFILE, "1001")
    return portal


def upgrade(portal):
    portal.portal_setup.upgradeProfile(PROFILE, "1002")
    assert portal.portal_setup.getLastVersionForProfile(PROFILE) == ("1002",)


def numbers(text):
    return [brain.getId for brain in api.content.find(SearchableText=text)]


def test_it_was_stock_before(old_site):
    assert kinds(old_site) == {ZCTextIndex}
    assert numbers("huong dân") == numbers("hướng dẫn")


def test_texts_are_found_in_vietnamese(old_site):
    upgrade(old_site)
    assert kinds(old_site) == {VietnameseTextIndex}
    assert numbers("huong dan 4210") == ["cv"]
    assert numbers("hường dẫn 4210") == []


def test_numbers_are_cataloged(old_site):
    upgrade(old_site)
    catalog = old_site.portal_catalog
    assert [brain.getId for brain in catalog(document_numbers="4210/gddt/tttt")] == ["cv"]


def test_content_is_not_changed(old_site):
    before = find_section(old_site, "A06")["cv"].modified()
    upgrade(old_site)
    assert find_section(old_site, "A06")["cv"].modified() == before


def test_a_second_time_changes_nothing(old_site):
    upgrade(old_site)
    index = old_site.portal_catalog._catalog.indexes["SearchableText"]
    old_site.portal_setup.setLastVersionForProfile(PROFILE, "1001")
    upgrade(old_site)
    assert old_site.portal_catalog._catalog.indexes["SearchableText"] is index
    assert numbers("huong dan 4210") == ["cv"]
