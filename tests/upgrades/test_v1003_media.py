"""A site of version 1002 gets the fields of films and the record of sharing."""

from hcmedu.portal.upgrades.v1003 import media
from plone import api
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.app.viewletmanager.interfaces import IViewletSettingsStorage
from plone.registry.interfaces import IRegistry
from zope.component import getUtility

import pytest


PROFILE = "hcmedu.portal:default"
MANAGER, SKIN = "plone.belowcontent", "Plone Default"


@pytest.fixture
def old_site(portal):
    login(portal.aq_parent, SITE_OWNER_NAME)
    for name, behaviors in media.BEHAVIORS.items():
        fti = portal.portal_types[name]
        kept = tuple(each for each in fti.behaviors if each not in behaviors)
        fti.manage_changeProperties(behaviors=(*kept, "plone.richtext"))
    del getUtility(IRegistry).records[media.SHARING]
    shown = order()
    getUtility(IViewletSettingsStorage).setOrder(
        MANAGER, SKIN, tuple(name for name in shown if not name.startswith("hcmedu."))
    )
    portal.portal_setup.setLastVersionForProfile(PROFILE, "1002")
    return portal


def order():
    return getUtility(IViewletSettingsStorage).getOrder(MANAGER, SKIN)


def upgrade(site):
    site.portal_setup.upgradeProfile(PROFILE, "1003")


def test_it_had_none_before(old_site):
    assert "hcmedu.film" not in old_site.portal_types["File"].behaviors
    assert api.portal.get_registry_record(media.SHARING, default=None) is None


@pytest.mark.parametrize("name", media.BEHAVIORS)
def test_films_have_their_fields_and_the_type_keeps_its_own(old_site, name):
    upgrade(old_site)
    behaviors = old_site.portal_types[name].behaviors
    assert set(media.BEHAVIORS[name]) <= set(behaviors)
    assert "plone.richtext" in behaviors
    assert len(behaviors) == len(set(behaviors))


def test_sharing_comes_before_what_else_is_new(old_site):
    assert "hcmedu.share" not in order()
    upgrade(old_site)
    assert order()[-2:] == ("hcmedu.share", "hcmedu.more")


def test_sharing_is_on(old_site):
    upgrade(old_site)
    assert api.portal.get_registry_record(media.SHARING) is True


def test_a_second_time_changes_nothing(old_site):
    upgrade(old_site)
    api.portal.set_registry_record(media.SHARING, False)
    before = old_site.portal_types["File"].behaviors
    old_site.portal_setup.setLastVersionForProfile(PROFILE, "1002")
    upgrade(old_site)
    assert old_site.portal_types["File"].behaviors == before
    assert api.portal.get_registry_record(media.SHARING) is False
