"""Documents with real files, people of a school, the worker on call."""

from datetime import date
from functools import partial
from hcmedu.portal.conversion.testing import pdf_of
from hcmedu.portal.school import find_section
from hcmedu.portal.testing import prepared
from hcmedu.portal.worker.testing import run_jobs
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.app.testing import TEST_USER_NAME
from plone.dexterity.utils import createContentInContainer
from plone.namedfile.file import NamedBlobFile
from plone.protect.authenticator import createToken

import pytest
import requests
import transaction


PASSWORD = "Truong-hoc-2026"
CONVERTED = "ke-hoach-co-trang"
TEXTS = ("Kế hoạch năm học 2026-2027", "Công nghệ thông tin và tuổi trẻ", "Điều 3. Nghỉ hè")


@pytest.fixture
def site(functional):
    """A site whose changes may be committed."""
    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    return portal


@pytest.fixture
def section(site):
    return find_section(site, "A06")


def create(
    section,
    data: bytes | None = None,
    filename: str = "ke-hoach.pdf",
    portal_type: str = "OfficialDocument",
    container=None,
    **fields,
):
    values = {
        "title": "Kế hoạch",
        "file": NamedBlobFile(data or pdf_of(TEXTS), filename=filename),
    }
    if portal_type == "OfficialDocument":
        values |= {"document_form": "ke-hoach", "number": "12/KH-THCS"}
        values |= {"issuer": "Trường", "issue_date": date(2026, 9, 1), "abstract": "Năm học"}
    return createContentInContainer(
        section if container is None else container,
        portal_type,
        checkConstraints=False,
        **{**values, **fields},
    )


@pytest.fixture
def make(section):
    """Create an item with a file: ``make(data, filename, portal_type, container)``."""
    return partial(create, section)


@pytest.fixture
def document(make):
    """A draft with a PDF of three pages, converted."""
    made = make()
    run_jobs()
    return made


@pytest.fixture(scope="module")
def with_document(with_people):
    """For a module of which most tests read: that document made and converted once."""
    with prepared(create_document):
        yield


def create_document(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    create(find_section(portal, "A06"), id=CONVERTED)
    run_jobs()


@pytest.fixture
def converted(with_document, section):
    return section[CONVERTED]


@pytest.fixture(scope="module")
def with_people(integration_session):
    with prepared(create_people):
        yield


def create_people(portal):
    groups = {"bientapvien": "bien-tap-vien", "truongban": "truong-ban", "khach": None}
    for name, group in groups.items():
        api.user.create(email=f"{name}@truong.edu.vn", username=name, password=PASSWORD)
        if group:
            api.group.add_user(groupname=group, username=name)


@pytest.fixture
def people(with_people, site):
    """The board, and a guest."""


@pytest.fixture
def publish(people):
    """Have the head of the board approve and publish an item."""

    def go(item):
        api.content.transition(item, "submit")
        with api.env.adopt_user(username="truongban"):
            api.content.transition(item, "approve")
            api.content.transition(item, "publish")
        transaction.commit()

    return go


class Browser:
    """A person at the browser; None is a stranger."""

    def __init__(self, name):
        self.session = requests.Session()
        self.name = name
        if name:
            self.session.auth = (name, PASSWORD)

    def get(self, url, **options):
        return self.session.get(url, allow_redirects=False, timeout=60, **options)

    def post(self, url, token=True, **data):
        if token:
            with api.env.adopt_user(username=self.name or TEST_USER_NAME):
                data["_authenticator"] = createToken()
        return self.session.post(url, data=data, allow_redirects=False, timeout=60)


@pytest.fixture
def visit(people):
    """``visit()`` is a stranger; ``visit("truongban")`` the head of the board."""
    return lambda name=None: Browser(name)
