"""A site of version 1002 is brought to 1003: what browsers keep."""

from hcmedu.portal.caching.install import KEY
from hcmedu.portal.caching.install import remove_caching
from hcmedu.portal.caching.install import settings
from plone import api
from zope.annotation.interfaces import IAnnotations

import pytest


PROFILE = "hcmedu.portal:default"
ENABLED = "plone.caching.interfaces.ICacheSettings.enabled"


@pytest.fixture
def old_site(portal):
    remove_caching(portal)
    portal.portal_setup.setLastVersionForProfile(PROFILE, "1002")
    return portal


def test_caching_is_set(old_site):
    assert settings() == {}
    old_site.portal_setup.upgradeProfile(PROFILE, "1003")
    assert api.portal.get_registry_record(ENABLED) is True
    assert KEY in IAnnotations(old_site)


def test_a_second_time_changes_nothing(old_site):
    old_site.portal_setup.upgradeProfile(PROFILE, "1003")
    api.portal.set_registry_record(ENABLED, False)
    old_site.portal_setup.setLastVersionForProfile(PROFILE, "1002")
    old_site.portal_setup.upgradeProfile(PROFILE, "1003")
    assert api.portal.get_registry_record(ENABLED) is False
