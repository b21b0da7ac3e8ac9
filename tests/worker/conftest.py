"""Tasks of these tests alone, and a queue in a directory of its own."""

from hcmedu.portal.worker.queue import Queue
from hcmedu.portal.worker.testing import temporary_tasks
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID

import pytest


@pytest.fixture(autouse=True)
def tasks():
    with temporary_tasks():
        yield


@pytest.fixture
def queue(tmp_path):
    queue = Queue(tmp_path / "queue")
    yield queue
    queue.close()


@pytest.fixture
def site(functional):
    """A site whose changes may be committed."""
    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    return portal
