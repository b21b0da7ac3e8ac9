"""A site of version 1004 gets the entry of its control panel, once."""

from hcmedu.portal.upgrades.v1005 import page

import pytest


ENTRY = "hcmedu-compliance"


@pytest.fixture
def old_site(portal):
    portal.portal_controlpanel.unregisterConfiglet(ENTRY)
    return portal


def entries(site):
    return [action.getId() for action in site.portal_controlpanel.listActions()].count(ENTRY)


def test_an_old_site_gets_the_entry_once(old_site):
    assert entries(old_site) == 0
    for _turn in range(2):
        page.upgrade(old_site.portal_setup)
        assert entries(old_site) == 1
