"""Test layers: one Plone site with the add-on, shared by every integration and functional test."""

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
from plone.testing.zope import WSGI_SERVER_FIXTURE
from Products.CMFCore.indexing import processQueue
from tempfile import TemporaryDirectory


DEMO_PASSWORD = "Huong-Duong-1998"


class HcmeduPortalLayer(PloneSandboxLayer):
    """A fresh Plone site on which ``hcmedu.portal:default`` was applied."""

    defaultBases = (PLONE_APP_CONTENTTYPES_FIXTURE,)

    def setUpZope(self, app, configurationContext):
        import hcmedu.portal
        import plone.app.caching
        import plone.classicui
        import plone.restapi

        self.queue = TemporaryDirectory(prefix="hcmedu-worker-")
        use_directory(Path(self.queue.name))
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

    def testTearDown(self):
        empty_queue()
        throttle.forget()

    def tearDownZope(self, app):
        self.queue.cleanup()


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


FIXTURE = HcmeduPortalLayer()
DEMO_FIXTURE = DemoLayer(bases=(FIXTURE,), name="HcmeduPortal:DemoFixture")
DEMO_TESTING = IntegrationTesting(bases=(DEMO_FIXTURE,), name="HcmeduPortal:Demo")
INTEGRATION_TESTING = IntegrationTesting(bases=(FIXTURE,), name="HcmeduPortal:Integration")
FUNCTIONAL_TESTING = FunctionalTesting(
    bases=(FIXTURE, WSGI_SERVER_FIXTURE), name="HcmeduPortal:Functional"
)
