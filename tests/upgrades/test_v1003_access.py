"""A site of version 1002 gets Vietnamese names for Plone's own groups."""

from hcmedu.portal.browser.stock.groups import restore_names
from hcmedu.portal.upgrades.v1003 import access
from plone import api


def test_groups_are_named(portal):
    restore_names(portal)
    assert api.group.get(groupname="Administrators").getProperty("title") == "Administrators"
    access.upgrade(portal.portal_setup)
    assert (
        api.group.get(groupname="Administrators").getProperty("title") == "Quản trị viên hệ thống"
    )
