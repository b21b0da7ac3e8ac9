"""A site of version 1002 gets Vietnamese names for Plone's own groups."""

from hcmedu.portal.browser.stock.groups import restore_names
from hcmedu.portal.upgrades.v1003 import access
from plone import api
from plone.app.viewletmanager.interfaces import IViewletSettingsStorage
from zope.component import getUtility


def test_groups_are_named(portal):
    restore_names(portal)
    assert api.group.get(groupname="Administrators").getProperty("title") == "Administrators"
    access.upgrade(portal.portal_setup)
    assert (
        api.group.get(groupname="Administrators").getProperty("title") == "Quản trị viên hệ thống"
    )


def test_the_skip_link_comes_first(portal):
    order = getUtility(IViewletSettingsStorage)
    order.setOrder("plone.portalheader", "Plone Default", ("plone.anontools", "hcmedu.skip-link"))
    access.upgrade(portal.portal_setup)
    assert order.getOrder("plone.portalheader", "Plone Default")[0] == "hcmedu.skip-link"
