"""A school with feeds, and the people who set them."""

from hcmedu.portal.feeds.settings import feeds_of
from hcmedu.portal.feeds.settings import FeedSettings
from hcmedu.portal.feeds.states import FOLDER
from hcmedu.portal.feeds.testing import Source
from hcmedu.portal.testing import prepared
from hcmedu.portal.worker.settings import directory
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.protect.authenticator import createToken

import pytest
import requests
import shutil
import transaction


PASSWORD = "Truong-hoc-2026"


@pytest.fixture
def serve():
    """``serve(answer)`` → a source that is closed after the test."""
    sources = []

    def start(answer, context=None):
        say = answer if callable(answer) else (lambda c, _asked: c.sendall(answer))
        sources.append(Source(say, context))
        return sources[-1]

    yield start
    for source in sources:
        source.close()


@pytest.fixture
def site(functional):
    """A site whose changes may be committed."""
    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    yield portal
    shutil.rmtree(directory() / FOLDER, ignore_errors=True)


@pytest.fixture
def configure(site):
    """``configure(row(...), hosts=[...])``: set the feeds of the site; their ids."""

    def put(*rows, hosts=(), root=None):
        settings = FeedSettings(site if root is None else root)
        settings.rows = rows
        settings.internal_allowed = bool(hosts)
        settings.allowed_hosts = "\n".join(hosts)
        transaction.commit()
        return [feed.id for feed in feeds_of(settings.root)]

    return put


@pytest.fixture(scope="module")
def with_people(integration_session):
    with prepared(create_people):
        yield


def create_people(portal):
    groups = {"bientapvien": "bien-tap-vien", "truongban": "truong-ban", "quantri": "quan-tri-vien"}
    for name, group in groups.items():
        api.user.create(email=f"{name}@truong.edu.vn", username=name, password=PASSWORD)
        api.group.add_user(groupname=group, username=name)


@pytest.fixture
def people(with_people, site):
    """The board."""


class Browser:
    """A person at the browser; None is a stranger."""

    def __init__(self, name):
        self.session = requests.Session()
        self.session.trust_env = False
        self.name = name
        if name:
            self.session.auth = (name, PASSWORD)

    def get(self, url):
        return self.session.get(url, allow_redirects=False, timeout=60)

    def post(self, url, token=True, **data):
        if token:
            with api.env.adopt_user(username=self.name):
                data["_authenticator"] = createToken()
        return self.session.post(url, data=data, allow_redirects=False, timeout=60)


@pytest.fixture
def visit(people):
    """``visit()`` is a stranger; ``visit("quantri")`` the administrator."""
    return lambda name=None: Browser(name)
