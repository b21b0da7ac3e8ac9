"""A school with its board, and people who ask by REST."""

from hcmedu.portal.compliance.restapi.schema import schema
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.testing import prepared
from jsonschema import Draft202012Validator
from jsonschema import FormatChecker
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID

import pytest
import requests


PASSWORD = "Truong-hoc-2026"
BOARD = {"bientapvien": "bien-tap-vien", "truongban": "truong-ban", "quantri": "quan-tri-vien"}


@pytest.fixture(scope="module")
def with_board(integration_session):
    with prepared(create_board):
        yield


def create_board(portal):
    setRoles(portal, TEST_USER_ID, ["Manager"])
    for name, group in BOARD.items():
        api.user.create(email=f"{name}@truong.edu.vn", username=name, password=PASSWORD)
        api.group.add_user(groupname=group, username=name)
    profile = ISchoolProfile(portal)
    profile.school_name, profile.levels = "Trường THCS Hướng Dương", {"thcs"}


@pytest.fixture
def site(with_board, functional):
    return functional["portal"]


@pytest.fixture
def ask(site):
    """``ask("truongban", "@compliance?on=…")`` → the answer; None is a stranger."""

    def get(name, path, root=None, method="GET"):
        url = f"{(root or site).absolute_url()}/{path}"
        auth = (name, PASSWORD) if name else None
        session = requests.Session()
        session.trust_env = False
        session.auth = auth
        headers = {"Accept": "application/json"}
        return session.request(method, url, headers=headers, allow_redirects=False, timeout=60)

    return get


def strict(node):
    """The same schema without room for fields that it does not tell of."""
    if isinstance(node, list):
        return [strict(each) for each in node]
    if not isinstance(node, dict):
        return node
    made = {key: strict(value) for key, value in node.items()}
    return {**made, "additionalProperties": False} if "properties" in made else made


@pytest.fixture(scope="session")
def validator():
    return Draft202012Validator(strict(schema()), format_checker=FormatChecker())
