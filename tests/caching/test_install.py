"""The settings of caching come with the add-on, and go with it."""

from hcmedu.portal.caching.install import install_caching
from hcmedu.portal.caching.install import is_installed
from hcmedu.portal.caching.install import KEY
from hcmedu.portal.caching.install import remove_caching
from hcmedu.portal.caching.install import settings
from plone import api
from zope.annotation.interfaces import IAnnotations

import pytest


ENABLED = "plone.caching.interfaces.ICacheSettings.enabled"
ETAGS = "plone.app.caching.weakCaching.plone.content.itemView.etags"
MAXAGE = "plone.app.caching.strongCaching.maxage"


@pytest.fixture
def without(portal):
    """As before the add-on came."""
    remove_caching(portal)
    return portal


@pytest.fixture
def with_plones(without):
    """A site that had set caching up itself."""
    setup = without.portal_setup
    setup.runAllImportStepsFromProfile("profile-plone.app.caching:default")
    setup.runAllImportStepsFromProfile("profile-plone.app.caching:with-caching-proxy")
    api.portal.set_registry_record(MAXAGE, 77)
    return without


def test_nothing_is_left(without):
    assert settings() == {}
    assert not is_installed(without.portal_setup)
    assert KEY not in IAnnotations(without)
    panels = {action.getId() for action in without.portal_controlpanel.listActions()}
    assert "plone.app.caching" not in panels


def test_is_switched_on(without):
    install_caching(without)
    assert api.portal.get_registry_record(ENABLED) is True
    assert "hcmedu.state" in api.portal.get_registry_record(ETAGS)


def test_settings_of_before_are_given_back(with_plones):
    before = settings()
    install_caching(with_plones)
    assert settings() != before
    remove_caching(with_plones)
    assert settings() == before
    assert is_installed(with_plones.portal_setup)


def test_what_people_changed_stays(with_plones):
    install_caching(with_plones)
    api.portal.set_registry_record(ENABLED, False)
    api.portal.set_registry_record(ETAGS, ("userid",))
    install_caching(with_plones)
    assert api.portal.get_registry_record(ENABLED) is False
    remove_caching(with_plones)
    assert api.portal.get_registry_record(ETAGS) == ("userid",)
    assert api.portal.get_registry_record(MAXAGE) == 77
