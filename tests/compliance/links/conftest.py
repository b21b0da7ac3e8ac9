"""A school that has its links tried, and pages on loopback that they lead to."""

from hcmedu.portal.compliance.settings import settings_of
from hcmedu.portal.feeds.settings import FeedSettings
from hcmedu.portal.feeds.testing import http
from hcmedu.portal.feeds.testing import Source
from hcmedu.portal.school.root import find_section
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.dexterity.utils import createContentInContainer

import pytest
import transaction


class Page:
    """Answers HEAD and GET with what the test says at the time."""

    def __init__(self, head="200 OK", get="200 OK"):
        self.head, self.get = head, get

    def __call__(self, connection, asked):
        connection.sendall(http(status=self.head if asked.startswith(b"HEAD") else self.get))


@pytest.fixture
def serve():
    """``serve(head="404 Not Found", get="200 OK")`` → a source with its ``page``."""
    sources = []

    def start(**statuses):
        page = Page(**statuses)
        source = Source(page)
        source.page = page
        sources.append(source)
        return source

    yield start
    for source in sources:
        source.close()


@pytest.fixture
def site(functional):
    """A site whose changes may be committed, with the switch on."""
    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    api.user.create(email="t@truong.edu.vn", username="truongban", password="Truong-hoc-2026")
    api.group.add_user(groupname="truong-ban", username="truongban")
    settings_of(portal).check_links = True
    return portal


@pytest.fixture
def link(site):
    """``link(source)``: a published link in the section A35 whose host is allowed."""
    hosts = []

    def put(source, publish=True, url=None):
        hosts.append(source.host)
        settings = FeedSettings(site)
        settings.internal_allowed, settings.allowed_hosts = True, "\n".join(hosts)
        made = createContentInContainer(
            find_section(site, "A35"),
            "Link",
            title="Sở",
            remoteUrl=source.url if url is None else url,
        )
        if publish:
            api.content.transition(made, "submit")
            with api.env.adopt_user(username="truongban"):
                api.content.transition(made, "approve")
                api.content.transition(made, "publish")
        transaction.commit()
        return made

    return put
