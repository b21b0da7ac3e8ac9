"""Test layer: a second Plone site beside the first, as a school uses it before the add-on comes."""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from collections.abc import Iterator
from contextlib import contextmanager
from hcmedu.portal.testing import CommittedTesting
from hcmedu.portal.testing import FIXTURE
from hcmedu.portal.testing import SchoolLayer
from plone import api
from plone.app.testing import IntegrationTesting
from plone.app.testing import SITE_OWNER_NAME
from plone.testing.zope import WSGI_SERVER_FIXTURE
from Products.CMFPlone.factory import addPloneSite
from typing import Any
from zope.component.hooks import getSite
from zope.component.hooks import setSite


SITE_ID = "truong-cu"
PASSWORD = "Truong-hoc-2026"
PEOPLE = ("thanh-vien", "tac-gia", "nguoi-duyet", "bien-tap")


@contextmanager
def in_site(site: Any) -> Iterator[None]:
    before = getSite()
    setSite(site)
    try:
        yield
    finally:
        setSite(before)


@contextmanager
def acting_as(container: Any, name: str | None) -> Iterator[None]:
    """Be the user of that login name; None is a visitor."""
    before = getSecurityManager()
    if name is None:
        noSecurityManager()
    else:
        users = container.acl_users
        newSecurityManager(None, users.getUser(name).__of__(users))
    try:
        yield
    finally:
        setSecurityManager(before)


class SiteInUseLayer(SchoolLayer):
    """Stock site with the add-on's dependencies, so that only the add-on itself makes a change."""

    defaultBases = (FIXTURE,)

    def setUpPloneSite(self, portal: Any) -> None:
        app = portal.__parent__
        with acting_as(app, SITE_OWNER_NAME), in_site(portal):
            site = addPloneSite(
                app,
                SITE_ID,
                title="Trường cũ",
                default_language="vi",
                distribution_name="classic",
            )
            setSite(site)
            install_dependencies(site.portal_setup)
            for name in PEOPLE:
                api.user.create(email=f"{name}@truong.edu.vn", username=name, password=PASSWORD)
            api.group.add_user(groupname="Reviewers", username="nguoi-duyet")


def install_dependencies(setup: Any) -> None:
    for name in setup.getProfileDependencyChain("hcmedu.portal:default")[:-1]:
        if setup.getLastVersionForProfile(name) == "unknown":
            setup.runAllImportStepsFromProfile(f"profile-{name.removeprefix('profile-')}")


SITE_FIXTURE = SiteInUseLayer()
SITE_INTEGRATION = IntegrationTesting(bases=(SITE_FIXTURE,), name="SiteInUse:Integration")
SITE_FUNCTIONAL = CommittedTesting(
    bases=(SITE_FIXTURE, WSGI_SERVER_FIXTURE), name="SiteInUse:Functional"
)
