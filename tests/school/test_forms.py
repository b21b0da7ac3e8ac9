"""Control panels of a school root through real HTTP: denied first, then bad input, then good."""

from hcmedu.portal.school import find_section
from hcmedu.portal.school.profile import ISchoolProfile
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.testing import TEST_USER_ID
from plone.app.testing import TEST_USER_NAME
from plone.app.testing import TEST_USER_PASSWORD
from plone.testing.zope import Browser

import pytest
import transaction


PAGES = ["@@school-profile", "@@school-sections"]


def browser_for(functional, user=None, password=None):
    browser = Browser(functional["app"])
    browser.handleErrors = False
    browser.raiseHttpErrors = False
    if user:
        browser.addHeader("Authorization", f"Basic {user}:{password}")
    return browser


@pytest.fixture
def admin(functional):
    browser = browser_for(functional, SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
    browser.handleErrors = True
    return browser


@pytest.mark.parametrize("page", PAGES)
def test_anonymous_and_member_are_denied(functional, page):
    url = f"{functional['portal'].absolute_url()}/{page}"
    for user in ((), (TEST_USER_NAME, TEST_USER_PASSWORD)):
        browser = browser_for(functional, *user)
        browser.handleErrors = True
        browser.open(url)
        assert browser.url.split("?")[0].endswith(("/login", "/insufficient-privileges"))
        assert "form.buttons" not in browser.contents


def test_build_without_token_is_refused(functional, admin):
    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    api.content.delete(find_section(portal, "A07"), check_linkintegrity=False)
    transaction.commit()
    url = f"{portal.absolute_url()}/@@school-sections"
    admin.post(url, "form.buttons.build=1")
    assert "403" in admin.headers["Status"] or "Forbidden" in admin.contents
    transaction.begin()
    assert find_section(portal, "A07") is None


def test_build_from_the_preview(functional, admin):
    portal = functional["portal"]
    setRoles(portal, TEST_USER_ID, ["Manager"])
    api.content.delete(find_section(portal, "A07"), check_linkintegrity=False)
    transaction.commit()
    admin.open(f"{portal.absolute_url()}/@@school-sections")
    assert "sẽ được tạo" in admin.contents
    admin.getControl(name="form.buttons.build").click()
    transaction.begin()
    assert find_section(portal, "A07") is not None
    assert 'name="form.buttons.build"' not in admin.contents


def test_bad_input_is_named_at_the_field_and_nothing_is_saved(functional, admin):
    portal = functional["portal"]
    admin.open(f"{portal.absolute_url()}/@@school-profile")
    admin.getControl(name="form.widgets.school_name").value = "Trường THCS Thử Nghiệm"
    admin.getControl(name="form.widgets.official_email").value = "truong@gmail.com"
    admin.getControl(name="form.widgets.phones").value = "12"
    admin.getControl(name="form.buttons.save").click()
    assert "không được dùng" in admin.contents
    assert "Thử Nghiệm" in admin.contents
    transaction.begin()
    assert ISchoolProfile(portal).school_name is None


def test_save(functional, admin):
    portal = functional["portal"]
    admin.open(f"{portal.absolute_url()}/@@school-profile")
    admin.getControl(name="form.widgets.school_name").value = "Trường <b>THCS</b> Thử Nghiệm"
    admin.getControl(name="form.widgets.official_email").value = "truong@truonghoc.vn"
    admin.getControl(name="form.widgets.phones").value = "028 3829 1875\n0903 123 456"
    admin.getControl(name="form.widgets.levels:list").value = ["thcs"]
    admin.getControl(name="form.widgets.founding_year").value = "1998"
    admin.getControl(name="form.widgets.map_url").value = "https://bando.vn/Phường-An-Lạc"
    admin.getControl(name="form.buttons.save").click()
    assert "edu.vn" in admin.contents
    assert "<b>THCS</b>" not in admin.contents
    transaction.begin()
    profile = ISchoolProfile(portal)
    assert profile.levels == {"thcs"}
    assert profile.phones == ["028 3829 1875", "0903 123 456"]
    assert profile.founding_year == 1998
    assert profile.map_url == "https://bando.vn/Phường-An-Lạc"
    admin.open(f"{portal.absolute_url()}/@@school-profile")
    assert admin.getControl(name="form.widgets.founding_year").value == "1998"


@pytest.mark.parametrize("page", ["@@usergroup-userprefs", "@@usergroup-groupprefs", *PAGES])
def test_pages_of_the_administrator_write_nothing(functional, admin, page):
    """plone.protect would ask 'Confirming user action' where a page writes when it is read."""
    url = f"{functional['portal'].absolute_url()}/{page}"
    admin.open(url)
    assert admin.url == url
