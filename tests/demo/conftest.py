"""The demo school as a visitor and as the test user see it."""

from hcmedu.portal.testing import DEMO_TESTING
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import TEST_USER_NAME
from pytest_plone import fixtures_factory

import pytest


globals().update(fixtures_factory(((DEMO_TESTING, "demo"),), keep_session=False))


@pytest.fixture
def school(demo):
    """The site with the demo school; use it in a class, which keeps the layer for all its tests."""
    return demo["portal"]


@pytest.fixture
def visitor(school):
    """Be anonymous."""
    logout()
    yield school
    login(school, TEST_USER_NAME)
