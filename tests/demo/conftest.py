"""The demo school as a visitor and as the test user see it."""

from hcmedu.portal.testing import DEMO_TESTING
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import TEST_USER_NAME
from pytest_plone import fixtures_factory

import pytest


globals().update(fixtures_factory(((DEMO_TESTING, "demo"),), keep_session=False))


def pytest_collection_modifyitems(items):
    """The demo school stays once it is made; whoever wants the site without it comes before."""
    items.sort(key=lambda item: "demo" in item.fixturenames)


@pytest.fixture
def school(demo_session, demo):
    """The site with the demo school, which is made once for all tests."""
    return demo["portal"]


@pytest.fixture
def visitor(school):
    """Be anonymous."""
    logout()
    yield school
    login(school, TEST_USER_NAME)
