"""The section of the moving lines tells who makes them public, to those who write them."""

from hcmedu.portal.school import find_section
from plone import api
from plone.app.testing import login
from plone.app.testing import TEST_USER_NAME
from tests.browser.conftest import page

import pytest


HINT = "Biên tập viên và quản trị viên soạn rồi gửi duyệt"


@pytest.fixture
def section(site):
    return find_section(site, "A32")


def test_visitors_are_told_nothing(section, visit):
    assert HINT not in visit(section)


@pytest.mark.parametrize("roles", [["Site Administrator"], ["Contributor", "Editor"], ["Manager"]])
def test_who_writes_but_does_not_approve(section, roles):
    login(api.portal.get(), TEST_USER_NAME)
    with api.env.adopt_roles(roles):
        html = page(section)
    assert HINT in html
    assert "Nghỉ học ngày 20/11" in html


def test_who_approves_needs_no_hint(section):
    login(api.portal.get(), TEST_USER_NAME)
    with api.env.adopt_roles(["Manager", "Reviewer"]):
        assert HINT not in page(section)
