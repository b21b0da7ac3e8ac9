"""Shared fixtures; the Plone layers stand in ``hcmedu.portal.testing``."""

from hcmedu.portal.testing import FUNCTIONAL_TESTING
from hcmedu.portal.testing import INTEGRATION_TESTING
from pytest_plone import fixtures_factory

import pytest


LAYERS = ((INTEGRATION_TESTING, "integration"), (FUNCTIONAL_TESTING, "functional"))

globals().update(fixtures_factory(LAYERS, keep_session=False))


@pytest.fixture(autouse=True, scope="session")
def keep_layers(request):
    """Hold each layer for the whole session, but only when a collected test asks for it.

    pytest-plone's own ``keep_session`` sets both up for a run of pure tests, too.
    """
    wanted = {name for item in request.session.items for name in item.fixturenames}
    for _layer, prefix in LAYERS:
        if prefix in wanted:
            request.getfixturevalue(f"{prefix}_session")
