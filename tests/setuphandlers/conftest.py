"""A second Plone site beside the one of the layer: a school's site in use, without the add-on."""

from AccessControl.SecurityManagement import newSecurityManager
from hcmedu.portal.testing_in_use import acting_as
from hcmedu.portal.testing_in_use import SITE_FUNCTIONAL
from hcmedu.portal.testing_in_use import SITE_ID
from hcmedu.portal.testing_in_use import SITE_INTEGRATION
from plone.app.testing import SITE_OWNER_NAME
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from pytest_plone import fixtures_factory
from zope.component.hooks import getSite
from zope.component.hooks import setSite

import pytest
import requests
import transaction


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

    def get(self, item, path="", **kwargs):
        """What a visitor gets."""
        transaction.commit()
        response = requests.get(f"{item.absolute_url()}{path}", **kwargs)
        transaction.begin()
        return response

    def install(self):
        self.apply("default")

    def uninstall(self):
        self.apply("uninstall")


def enter(app):
    """Work in the site in use, as the owner of the whole."""
    before = getSite()
    portal = app[SITE_ID]
    setSite(portal)
    newSecurityManager(None, app.acl_users.getUser(SITE_OWNER_NAME).__of__(app.acl_users))
    yield Site(portal)
    setSite(before)


@pytest.fixture
def site(used):
    yield from enter(used["app"])


@pytest.fixture
def web_site(used_web):
    """The same, reached over HTTP by ``get``; changes have to be committed."""
    yield from enter(used_web["app"])


@pytest.fixture(autouse=True, scope="session")
def keep_site_layers(request):
    """Hold each layer for the session, but only when a collected test asks for it."""
    wanted = {name for item in request.session.items for name in item.fixturenames}
    for _layer, prefix in LAYERS:
        if prefix in wanted:
            request.getfixturevalue(f"{prefix}_session")
