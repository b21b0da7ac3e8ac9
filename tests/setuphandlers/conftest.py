"""A second Plone site beside the one of the layer: a school's site in use, without the add-on."""

from AccessControl.SecurityManagement import newSecurityManager
from hcmedu.portal.setuphandlers.testing import acting_as
from hcmedu.portal.setuphandlers.testing import SITE_FUNCTIONAL
from hcmedu.portal.setuphandlers.testing import SITE_ID
from hcmedu.portal.setuphandlers.testing import SITE_INTEGRATION
from plone.app.testing import SITE_OWNER_NAME
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from pytest_plone import fixtures_factory
from zope.component.hooks import getSite
from zope.component.hooks import setSite

import pytest


PROFILE = "profile-hcmedu.portal"
LAYERS = ((SITE_INTEGRATION, "used"), (SITE_FUNCTIONAL, "used_web"))
globals().update(fixtures_factory(LAYERS, keep_session=False))


class Site:
    """The site in use: ``add`` content in a state, ``install``, ``uninstall``, ``seen_by``."""

    def __init__(self, portal):
        self.portal = portal
        self.workflows = portal.portal_workflow

    def bind(self, default, **by_type):
        """Chains by type; a type is named with _ for a space."""
        self.workflows.setDefaultChain(default)
        for name, chain in by_type.items():
            chain = tuple(chain.split())
            self.workflows.setChainForPortalTypes((name.replace("_", " "),), chain)

    def add(self, container, portal_type, state=None, owner="tac-gia", **fields):
        with acting_as(self.portal, owner):
            item = createContent(portal_type, **fields)
            item = addContentToContainer(container, item, checkConstraints=False)
        for workflow in self.workflows.getWorkflowsFor(item):
            if state is not None and state in workflow.states:
                status = {"review_state": state, "action": None, "actor": owner, "comments": ""}
                status["time"] = item.created()
                self.workflows.setStatusOf(workflow.id, item, status)
                workflow.updateRoleMappingsFor(item)
        item.reindexObject()
        return item

    def apply(self, name):
        self.portal.portal_setup.runAllImportStepsFromProfile(f"{PROFILE}:{name}")

    def install(self):
        self.apply("default")

    def uninstall(self):
        self.apply("uninstall")


@pytest.fixture
def site(used):
    portal = used["app"][SITE_ID]
    before = getSite()
    setSite(portal)
    owner = used["app"].acl_users.getUser(SITE_OWNER_NAME)
    newSecurityManager(None, owner.__of__(used["app"].acl_users))
    yield Site(portal)
    setSite(before)


@pytest.fixture(autouse=True, scope="session")
def keep_site_layers(request):
    """Hold each layer for the session, but only when a collected test asks for it."""
    wanted = {name for item in request.session.items for name in item.fixturenames}
    for _layer, prefix in LAYERS:
        if prefix in wanted:
            request.getfixturevalue(f"{prefix}_session")
