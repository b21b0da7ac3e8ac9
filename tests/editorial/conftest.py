"""The people of a school, two sections, and content in any state."""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from contextlib import contextmanager
from functools import partial
from hcmedu.portal.school import find_section
from hcmedu.portal.testing import CommittedTesting
from hcmedu.portal.testing import FIXTURE
from hcmedu.portal.testing import SchoolLayer
from plone import api
from plone.app.testing import IntegrationTesting
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.protect.authenticator import createToken
from plone.testing.zope import WSGI_SERVER_FIXTURE
from Products.CMFCore.indexing import processQueue
from pytest_plone import fixtures_factory

import pytest
import requests
import transaction


#: How an item comes into a state: who does what.
WAY_TO = {
    "draft": (),
    "pending": (("owner", "submit"),),
    "approved": (("owner", "submit"), ("head", "approve")),
    "published": (("owner", "submit"), ("head", "approve"), ("head", "publish")),
    "withdrawn": (
        ("owner", "submit"),
        ("head", "approve"),
        ("head", "publish"),
        ("head", "withdraw"),
    ),
}
#: Group of each actor; ``section_editor`` and ``elsewhere`` have a section assigned besides.
ACTORS = {
    "anonymous": None,
    "member": None,
    "owner": "bien-tap-vien",
    "colleague": "bien-tap-vien",
    "section_editor": "bien-tap-vien",
    "elsewhere": "bien-tap-vien",
    "head": "truong-ban",
    "administrator": "quan-tri-vien",
    "manager": "Administrators",
}
PASSWORD = "Truong-hoc-2026"


@contextmanager
def acting_as(portal, actor):
    """Be that person for a while; ``anonymous`` is a visitor."""
    before = getSecurityManager()
    logout() if actor == "anonymous" else login(portal, actor)
    try:
        yield
    finally:
        setSecurityManager(before)


def create_people(portal):
    for actor, group in ACTORS.items():
        if actor == "anonymous":
            continue
        api.user.create(email=f"{actor}@truong.edu.vn", username=actor, password=PASSWORD)
        if group:
            api.group.add_user(groupname=group, username=actor)
    for actor, code in (("section_editor", "A05"), ("elsewhere", "A13")):
        section = find_section(portal, code)
        api.user.grant_roles(username=actor, roles=["Editor"], obj=section)
        section.reindexObjectSecurity()


class BoardLayer(SchoolLayer):
    """On top of the site: its people, made once, since nine accounts take longer than a test."""

    defaultBases = (FIXTURE,)

    def setUpPloneSite(self, portal):
        setRoles(portal, TEST_USER_ID, ["Manager"])
        create_people(portal)
        setRoles(portal, TEST_USER_ID, ["Member"])
        processQueue()


#: zope.pytestlayer imports the module of a layer, and a conftest can't be imported by name.
MODULE = {"module": FIXTURE.__module__}
BOARD_FIXTURE = BoardLayer(name="Board:Fixture", **MODULE)
BOARD_INTEGRATION = IntegrationTesting(bases=(BOARD_FIXTURE,), name="Board:Integration", **MODULE)
BOARD_FUNCTIONAL = CommittedTesting(
    bases=(BOARD_FIXTURE, WSGI_SERVER_FIXTURE), name="Board:Functional", **MODULE
)
LAYERS = ((BOARD_INTEGRATION, "integration"), (BOARD_FUNCTIONAL, "functional"))
#: Instead of the layers of all other tests.
globals().update(fixtures_factory(LAYERS, keep_session=False))


@pytest.fixture(autouse=True, scope="session")
def keep_layers(request):
    """As for all tests: hold each layer that a collected test asks for, for the whole session."""
    wanted = {name for item in request.session.items for name in item.fixturenames}
    for _layer, prefix in LAYERS:
        if prefix in wanted:
            request.getfixturevalue(f"{prefix}_session")


def create(container, portal_type, **fields):
    """Content by the current user, whatever types the section lists."""
    # A File without a file would be called "file", as a field of OfficialDocument is.
    fields.setdefault("id", f"noi-dung-{portal_type.lower().replace(' ', '-')}")
    fields.setdefault("title", f"Nội dung {portal_type}")
    return addContentToContainer(
        container, createContent(portal_type, **fields), checkConstraints=False
    )


class School:
    """A school with its people: ``as_``, ``item``, ``do``, ``state``."""

    def __init__(self, portal):
        self.portal = portal
        self.section = find_section(portal, "A05")
        self.other_section = find_section(portal, "A13")
        for section in (self.section, self.other_section):
            # Which types a section lists is the builder's concern; here it takes every type.
            section.constrain_types_mode = 0

    def as_(self, actor):
        return acting_as(self.portal, actor)

    def item(self, portal_type="Document", state="draft", container=None, **fields):
        with self.as_("owner"):
            item = create(container or self.section, portal_type, **fields)
        for actor, transition in WAY_TO[state]:
            self.do(item, transition, actor)
        return item

    def do(self, item, transition, actor, comment="Vì sai số liệu"):
        with self.as_(actor):
            api.portal.get_tool("portal_workflow").doActionFor(item, transition, comment=comment)

    def state(self, item):
        return api.content.get_state(item, default=None)

    def may(self, actor, permission, item):
        with self.as_(actor):
            return bool(api.user.has_permission(permission, obj=item))


class Visit:
    """A person at the browser: ``get``, ``post`` (with the token of a page), ``rest``."""

    def __init__(self, portal, actor):
        self.portal, self.actor = portal, actor
        self.session = requests.Session()
        if actor != "anonymous":
            self.session.auth = (actor, PASSWORD)

    def get(self, item, path="", **kwargs):
        transaction.commit()
        response = self.session.get(f"{item.absolute_url()}{path}", **kwargs)
        transaction.begin()
        return response

    def post(self, item, path, data, **kwargs):
        """Post a form with a genuine token, so that only the rights are tested."""
        transaction.commit()
        data = {"_authenticator": self.token(), **data}
        response = self.session.post(f"{item.absolute_url()}{path}", data=data, **kwargs)
        transaction.begin()
        return response

    def token(self):
        """A genuine token of this person, as every form holds one."""
        with acting_as(self.portal, self.actor):
            return createToken()

    def rest(self, method, item, path="", **kwargs):
        transaction.commit()
        response = self.session.request(
            method,
            f"{item.absolute_url()}{path}",
            headers={"Accept": "application/json"},
            **kwargs,
        )
        transaction.begin()
        return response


@pytest.fixture
def web(functional):
    """A school that is reached over HTTP: ``web.visit(actor)``; changes are committed."""
    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    school = School(portal)
    school.visit = partial(Visit, portal)
    transaction.commit()
    return school


@pytest.fixture
def school(portal):
    return School(portal)


def let_every_editor_add(section):
    """A section that is open to the whole board, so that other rights are asked alone."""
    for setting in section.permission_settings():
        name = setting["name"]
        if "Add" in name:
            chosen = [row["name"] for row in section.rolesOfPermission(name) if row["selected"]]
            section.manage_permission(name, [*chosen, "School Editor"], acquire=0)


@pytest.fixture
def open_sections(request):
    """Both sections of the fixture take content of every editor."""
    name = "web" if "web" in request.fixturenames else "school"
    school = request.getfixturevalue(name)
    for section in (school.section, school.other_section):
        let_every_editor_add(section)
    if name == "web":
        transaction.commit()
