"""This room is pure: its tests need no Plone, so the layers are not set up for them."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def _keep_integration_session():
    """In place of the fixture that holds the integration layer."""


@pytest.fixture(autouse=True, scope="session")
def _keep_functional_session():
    """In place of the fixture that holds the functional layer."""
