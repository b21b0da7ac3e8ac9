"""Shared fixtures; the Plone layers stand in ``hcmedu.portal.testing``."""

from hcmedu.portal.testing import FUNCTIONAL_TESTING
from hcmedu.portal.testing import INTEGRATION_TESTING
from pathlib import Path
from pytest_plone import fixtures_factory

import gc
import pytest


#: A site in memory is a million objects: looking through all of them takes a tenth of the time.
gc.set_threshold(50_000, 20, 20)
LAYERS = ((INTEGRATION_TESTING, "integration"), (FUNCTIONAL_TESTING, "functional"))

globals().update(fixtures_factory(LAYERS, keep_session=False))


HERE = Path(__file__).parent
#: Directories whose layers change the database of the shared one: never in the same process.
ALONE = {"browser", "demo", "e2e", "editorial", "setuphandlers"}


def pytest_collection_modifyitems(items):
    """Refuse a run that would mix layers; `make test` gives each group a process of its own."""
    places = {Path(str(item.path)).relative_to(HERE).parts[0] for item in items}
    if places & ALONE and len(places) > 1:
        raise pytest.UsageError(f"Run {', '.join(sorted(places))} one by one, or all: make test")


@pytest.fixture(autouse=True, scope="session")
def keep_layers(request):
    """Hold each layer for the whole session, but only when a collected test asks for it.

    pytest-plone's own ``keep_session`` sets both up for a run of pure tests, too.
    """
    wanted = {name for item in request.session.items for name in item.fixturenames}
    for _layer, prefix in LAYERS:
        if prefix in wanted:
            request.getfixturevalue(f"{prefix}_session")
