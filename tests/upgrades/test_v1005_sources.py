"""A site of version 1004 gets the source of events; what else the type has stays."""

from hcmedu.portal.upgrades.v1005 import sources

import pytest


@pytest.fixture
def event(portal):
    fti = portal.portal_types["Event"]
    kept = tuple(each for each in fti.behaviors if each != "hcmedu.source")
    fti.manage_changeProperties(behaviors=(*kept, "plone.leadimage"))
    return fti


def test_twice_is_as_once_and_nothing_goes(portal, event):
    before = event.behaviors
    assert "hcmedu.source" not in before
    for _ in range(2):
        sources.upgrade(portal.portal_setup)
        assert event.behaviors == (*before, "hcmedu.source")


def test_without_the_type_nothing_happens(portal, event):
    portal.portal_types.manage_delObjects(["Event"])
    sources.upgrade(portal.portal_setup)
    assert "Event" not in portal.portal_types
