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
from plone.app.testing import FunctionalTesting
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
from zope.globalrequest import setRequest


DEMO_PASSWORD = "Huong-Duong-1998"
CACHED_OBJECTS = 30_000


class HcmeduPortalLayer(PloneSandboxLayer):
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

    def setUp(self):
        super().setUp()
        keep_in_memory(self)

    def tearDownZope(self, app):
        rmtree(self.queue, ignore_errors=True)


class DemoLayer(PloneSandboxLayer):
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


class CommittedTesting(FunctionalTesting):
    """Each test commits into a database of its own, as the site's own holds its objects."""

    def testSetUp(self):
        super().testSetUp()
        keep_in_memory(self)


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
