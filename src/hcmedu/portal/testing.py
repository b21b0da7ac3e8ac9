"""Test layers: one Plone site with the add-on, shared by every integration and functional test."""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from hcmedu.portal.submissions import throttle
from hcmedu.portal.worker.testing import empty_queue
from hcmedu.portal.worker.testing import use_directory
from pathlib import Path
from plone import api
from plone.app.contenttypes.testing import PLONE_APP_CONTENTTYPES_FIXTURE
from plone.app.testing import applyProfile
from plone.app.testing import IntegrationTesting
from plone.app.testing import PloneSandboxLayer
from plone.app.testing import ploneSite
from plone.testing import Layer
from plone.testing import zodb
from plone.testing.zope import WSGI_SERVER_FIXTURE
from Products.CMFCore.indexing import processQueue
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage
from ZODB.utils import z64
from zope.globalrequest import setRequest

import transaction


DEMO_PASSWORD = "Huong-Duong-1998"
CACHED_OBJECTS = 30_000


class SchoolLayer(PloneSandboxLayer):
    """Its database holds the objects of a site in memory from one test to the next."""

    def setUp(self):
        super().setUp()
        keep_in_memory(self)


class HcmeduPortalLayer(SchoolLayer):
    """A fresh Plone site on which ``hcmedu.portal:default`` was applied."""

    defaultBases = (PLONE_APP_CONTENTTYPES_FIXTURE,)

    def setUpZope(self, app, configurationContext):
        import hcmedu.portal
        import plone.app.caching
        import plone.classicui
        import plone.restapi

        self.use_own_queue()
        self.loadZCML(name="meta.zcml", package=hcmedu.portal)
        self.loadZCML(package=plone.app.caching)
        self.loadZCML(package=plone.restapi)
        self.loadZCML(package=plone.classicui)
        self.loadZCML(package=hcmedu.portal)

    def setUpPloneSite(self, portal):
        api.portal.set_registry_record("plone.available_languages", ["vi", "en"])
        api.portal.set_registry_record("plone.default_language", "vi")
        api.portal.set_registry_record("plone.portal_timezone", "Asia/Ho_Chi_Minh")
        applyProfile(portal, "hcmedu.portal:default")

    def use_own_queue(self):
        """A directory for the jobs of this process; a process forked from another needs its own."""
        self.queue = mkdtemp(prefix="hcmedu-worker-")
        use_directory(Path(self.queue))

    def testTearDown(self):
        empty_queue()
        throttle.forget()

    def tearDownZope(self, app):
        rmtree(self.queue, ignore_errors=True)


class DemoLayer(SchoolLayer):
    """On top: an ``editor`` and a board ``head`` in their groups, then the demo school."""

    def setUpPloneSite(self, portal):
        for user, group in (("editor", "bien-tap-vien"), ("head", "truong-ban")):
            api.user.create(
                username=user, email=f"{user}@huongduong.edu.vn", password=DEMO_PASSWORD
            )
            api.group.add_user(groupname=group, username=user)
        applyProfile(portal, "hcmedu.portal:demo")
        # The layer commits when the site is left already: what waits to be indexed needs it.
        processQueue()


class CommittedTesting(IntegrationTesting):
    """Each test may commit; after it all is as before. Instead of a new database for each, one
    forgets what was committed: what no test changes stays in memory, as on a server."""

    _kept: "RewoundDB | None" = None

    def testSetUp(self):
        below = self["zodbDB"]
        if self._kept is None or self._kept.below is not below:
            self._forget()
            self._kept = RewoundDB(below)
        self["zodbDB"] = self._kept
        super().testSetUp()
        transaction.commit = self._original_commit

    def testTearDown(self):
        super().testTearDown()
        self._kept.rewind()
        del self["zodbDB"]

    def tearDown(self):
        self._forget()
        super().tearDown()

    def _forget(self):
        if self._kept is not None:
            self._kept.close()
            self._kept = None


class RewoundDB(DB):
    """A database on top of another that goes back to what it was when it was opened."""

    def __init__(self, below: DB) -> None:
        self.below = below
        storage = DemoStorage(base=below.storage)
        self._changes = storage.changes
        super().__init__(storage, cache_size=CACHED_OBJECTS)

    def rewind(self) -> None:
        changes, changed = self._changes, list(self._changes._data)
        changes._data.clear()
        changes._transactions.clear()
        changes._ltid = z64
        self._mvcc_storage.invalidate(self.storage.lastTransaction(), changed)


def keep_in_memory(layer: Layer) -> None:
    """The 400 objects of a cache by default are less than one page needs: it would load them anew
    in each request. An instance in use holds more, too."""
    layer["zodbDB"].setCacheSize(CACHED_OBJECTS)


@contextmanager
def prepared(prepare: Callable[[Any], None]) -> Iterator[None]:
    """For a fixture of a module: inside, each test finds what ``prepare(portal)`` made once.

    It is committed into a database on top of that of the layer, and gone with it. Jobs that it
    asks the worker for are forgotten.
    """
    world = Layer(bases=(FIXTURE,), name=prepare.__qualname__, module=FIXTURE.__module__)
    world["zodbDB"] = zodb.stackDemoStorage(world["zodbDB"], name=world.__name__)
    try:
        with ploneSite() as portal:
            setRequest(portal.REQUEST)
            INTEGRATION_TESTING.setUpEnvironment(portal)
            prepare(portal)
            # The site is left when the layer commits; what waits to be indexed needs it.
            processQueue()
        setRequest(None)
        empty_queue()
        keep_in_memory(world)
        yield
    finally:
        world["zodbDB"].close()
        del world["zodbDB"]


FIXTURE = HcmeduPortalLayer()
DEMO_FIXTURE = DemoLayer(bases=(FIXTURE,), name="HcmeduPortal:DemoFixture")
DEMO_TESTING = IntegrationTesting(bases=(DEMO_FIXTURE,), name="HcmeduPortal:Demo")
INTEGRATION_TESTING = IntegrationTesting(bases=(FIXTURE,), name="HcmeduPortal:Integration")
FUNCTIONAL_TESTING = CommittedTesting(
    bases=(FIXTURE, WSGI_SERVER_FIXTURE), name="HcmeduPortal:Functional"
)
