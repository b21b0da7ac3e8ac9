"""A site of version 1003 is brought to 1004: the page of the feeds. What is left of them later."""

from hcmedu.portal.feeds.removal import remove_feeds
from hcmedu.portal.feeds.settings import feeds_of
from hcmedu.portal.feeds.settings import FeedSettings
from hcmedu.portal.feeds.settings import KEY
from hcmedu.portal.feeds.states import read_state
from hcmedu.portal.feeds.states import State
from hcmedu.portal.feeds.states import write_state
from hcmedu.portal.feeds.testing import row
from zope.annotation.interfaces import IAnnotations

import pytest


PROFILE = "hcmedu.portal:default"


@pytest.fixture
def old_site(portal):
    portal.portal_controlpanel.unregisterConfiglet("hcmedu-feeds")
    portal.portal_setup.setLastVersionForProfile(PROFILE, "1003")
    return portal


def pages(site):
    return [action.getId() for action in site.portal_controlpanel.listActions()]


def test_the_page_comes(old_site):
    assert "hcmedu-feeds" not in pages(old_site)
    old_site.portal_setup.upgradeProfile(PROFILE, "1004")
    assert pages(old_site).count("hcmedu-feeds") == 1
    assert feeds_of(old_site) == []


def test_a_second_time_changes_nothing(old_site):
    for _time in range(2):
        old_site.portal_setup.upgradeProfile(PROFILE, "1004")
        old_site.portal_setup.setLastVersionForProfile(PROFILE, "1003")
    assert pages(old_site).count("hcmedu-feeds") == 1


def test_nothing_is_left_behind(portal):
    FeedSettings(portal).rows = [row("https://sgd.example.vn/rss")]
    (feed,) = feeds_of(portal)
    write_state(portal, feed.id, State(tried=1))
    remove_feeds(portal)
    assert KEY not in IAnnotations(portal)
    assert read_state(portal, feed.id) == State()
