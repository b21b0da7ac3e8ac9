"""Breadcrumbs of a public item tell nothing of a folder that is not public."""

from hcmedu.portal.school import find_section
from lxml import html as parser
from plone import api
from plone.app.testing import login
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.app.testing import TEST_USER_NAME
from Products.CMFPlone.browser.navigation import RootPhysicalNavigationBreadcrumbs
from tests.browser.conftest import page

import pytest


@pytest.fixture
def item(root, make):
    """A public article in a folder that is a draft, in a section."""
    section = find_section(root, "A05")
    folder = make(section, "Folder", title="Hồ sơ kỷ luật mật", id="ho-so", publish=False)
    return make(folder, "News Item", title="Tin công khai")


def crumbs(html: str) -> list[str]:
    found = parser.fromstring(html).xpath('//nav[@id="portal-breadcrumbs"]//li')
    return [" ".join(each.text_content().split()) for each in found]


def test_visitors(item, visit):
    html = visit(item, "view")
    assert "Tin công khai" in html
    assert "Hồ sơ kỷ luật mật" not in html
    assert crumbs(html)[-2:] == [find_title(item), "Tin công khai"]


def find_title(item) -> str:
    return item.aq_parent.aq_parent.Title()


def test_who_may_see_the_folder(item):
    site = api.portal.get()
    setRoles(site, TEST_USER_ID, ["Manager"])
    login(site, TEST_USER_NAME)
    assert crumbs(page(item, "view"))[-2:] == ["Hồ sơ kỷ luật mật", "Tin công khai"]


def test_the_root_has_none_as_before(root):
    view = api.content.get_view("breadcrumbs_view", api.portal.get(), root.REQUEST)
    assert isinstance(view, RootPhysicalNavigationBreadcrumbs)
    assert view.breadcrumbs() == ()
