"""What the catalog reads of an item quickly is what Plone reads of it.

All columns of all types are compared in tests/editorial/test_cataloging.py.
"""

from Acquisition import aq_base
from hcmedu.portal.content.reading import field_names
from hcmedu.portal.content.reading import QuickReading
from plone import api
from plone.dexterity.schema import SCHEMA_CACHE
from plone.indexer.interfaces import IIndexableObject
from plone.indexer.wrapper import IndexableObjectWrapper
from zope.component import getMultiAdapter

import pytest


@pytest.fixture
def folder(integration, portal):
    with api.env.adopt_roles(["Manager"]):
        yield api.content.create(portal, "Folder", "thu-muc", title="Thư mục")


@pytest.fixture
def page(folder):
    return api.content.create(folder, "Document", "trang", title="Trang")


def reading(item):
    return getMultiAdapter((item, api.portal.get_tool("portal_catalog")), IIndexableObject)


def test_what_a_folder_has_is_not_what_its_pages_have(folder, page):
    folder.location = "Phòng 12"
    assert reading(folder).location == "Phòng 12"
    assert not hasattr(reading(page), "location")


def test_what_lies_in_a_folder_is_found_by_its_name_as_plone_does(folder):
    child = api.content.create(folder, "Document", "location", title="Địa điểm")
    stock = IndexableObjectWrapper(folder, api.portal.get_tool("portal_catalog"))
    assert aq_base(stock.location) is aq_base(reading(folder).location) is aq_base(child)


def test_the_default_of_a_field_counts(page):
    assert "exclude_from_nav" not in vars(aq_base(page))
    assert reading(page).exclude_from_nav is False


def test_methods_know_where_they_stand(page):
    assert reading(page).getPhysicalPath() == page.getPhysicalPath()


def test_a_field_that_the_type_gets_later_is_known_at_once(page):
    fti = api.portal.get_tool("portal_types")["Document"]
    assert "location" not in field_names("Document")
    fti.behaviors = (*fti.behaviors, "plone.eventlocation")
    SCHEMA_CACHE.invalidate("Document")
    assert "location" in field_names("Document")
    assert reading(page).location is None


def test_a_site_without_the_add_on_keeps_plones_way(page):
    catalog = api.portal.get_tool("portal_catalog")
    assert type(reading(page)) is QuickReading
    catalog.delIndex("section_key")
    assert type(reading(page)) is IndexableObjectWrapper


def test_the_site_itself_keeps_plones_way(integration, portal):
    assert type(reading(portal)) is IndexableObjectWrapper
