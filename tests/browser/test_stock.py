"""Plone's own pages: texts for its scripts, titles of icons, columns, names of groups."""

from hcmedu.portal.browser.stock.contact import ContactPage
from hcmedu.portal.browser.stock.contents import FolderContents
from hcmedu.portal.browser.stock.groups import EVERYBODY
from hcmedu.portal.browser.stock.groups import EVERYBODY_TITLES
from hcmedu.portal.browser.stock.groups import name_groups
from hcmedu.portal.browser.stock.groups import restore_names
from hcmedu.portal.browser.stock.groups import TITLES
from hcmedu.portal.browser.stock.icons import Icons
from hcmedu.portal.browser.stock.scripts import ScriptsViewlet
from hcmedu.portal.browser.stock.scripts import Texts
from hcmedu.portal.browser.stock.texts import catalogue
from hcmedu.portal.browser.stock.texts import encoded
from hcmedu.portal.school import find_section
from html import unescape
from plone import api
from plone.app.content.browser.contents import FolderContentsView
from plone.app.testing import logout
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from Products.CMFPlone.browser.icons import IconsView
from zope.i18n import translate

import json
import pytest


@pytest.fixture
def request_vi(site):
    request = site.REQUEST
    request["LANGUAGE"] = "vi"
    return request


def title_of(name):
    return api.group.get(groupname=name).getProperty("title")


def test_visitors_get_no_script_for_editors(site, request_vi):
    logout()
    assert ScriptsViewlet(site, request_vi, None).render() == ""


def test_editors_get_the_texts_before_any_other_script(site, request_vi):
    setRoles(site, TEST_USER_ID, ["Member"])
    scripts = ScriptsViewlet(site, request_vi, None).render()
    _text, version = encoded(request_vi)
    assert scripts.index(f"@@hcmedu-texts?v={version}") < scripts.index("hcmedu-editing.js?v=")


def test_only_the_address_of_today_is_kept_for_good(site, request_vi):
    _text, version = encoded(request_vi)
    for asked, kept in (("", "no-cache"), ("0" * 16, "no-cache"), (version, "immutable")):
        request_vi.form["v"] = asked
        Texts(site, request_vi)()
        assert kept in request_vi.response.getHeader("Cache-Control")


def test_texts_are_a_script_whatever_a_type_is_called(site, request_vi):
    site.portal_types.Folder.title = "</script><b>Thư mục</b>\u2028"
    text, _version = encoded(request_vi)
    assert json.loads(text)["shown"]["Folder"] == site.portal_types.Folder.title
    assert text.isascii()


def test_states_and_types_have_vietnamese_names(site, request_vi):
    texts = catalogue(request_vi)
    assert texts["plone"]["published"].startswith("đã ")
    assert texts["shown"]["OfficialDocument"] == "Văn bản"
    assert "Tin tức" in texts["shown"]["News Item"]


def test_a_new_text_changes_the_address(site, request_vi):
    _text, before = encoded(request_vi)
    site.portal_types.Folder.title = "Ngăn"
    assert encoded(request_vi)[1] != before


def test_titles_of_icons(site, request_vi):
    title = translate("Delete", domain="plone", target_language="vi")
    assert title != "Delete"
    tag = Icons(site, request_vi).tag("plone-delete", tag_alt="Delete")
    assert f"<title>{title}</title>" in unescape(tag)
    assert "<title" not in Icons(site, request_vi).tag("plone-delete")


def test_plone_still_shows_titles_of_icons_as_given(site, request_vi):
    """When this fails, ``stock.icons`` can go."""
    stock = IconsView(site, request_vi).tag("plone-delete", tag_alt="Delete")
    assert "<title>Delete</title>" in stock


def test_columns_without_a_name_are_not_offered(site, request_vi):
    offered = FolderContents(site, request_vi)
    assert "in_sections" not in offered.get_columns()
    assert "path" not in offered.get_indexes()
    assert offered.get_columns()["review_state"] == "Trạng thái duyệt"
    assert "modified" in offered.get_indexes()


def test_plone_still_offers_every_column(site, request_vi):
    """When this fails, ``stock.contents`` can go."""
    columns = FolderContentsView(site, request_vi).get_columns()
    assert any(title == name for name, title in columns.items())


def test_groups_have_vietnamese_names(site):
    assert {name: title_of(name) for name in TITLES} == {
        n: ours for n, (_s, ours) in TITLES.items()
    }
    assert site.acl_users[EVERYBODY].title == EVERYBODY_TITLES[1]


def test_a_name_that_people_gave_stays(site):
    site.portal_groups.editGroup("Reviewers", title="Tổ duyệt bài")
    restore_names(site)
    assert title_of("Reviewers") == "Tổ duyệt bài"
    assert title_of("Administrators") == "Administrators"
    name_groups(site)
    assert title_of("Reviewers") == "Tổ duyệt bài"
    assert title_of("Administrators") == "Quản trị viên hệ thống"


class TestContact:
    """Where the portal can't send mail, Plone's form would be a dead end."""

    def test_without_mail_it_leads_to_address_and_phone(self, site, request_vi):
        logout()
        ContactPage(site, request_vi)()
        section = find_section(site, "A34")
        assert request_vi.response.getHeader("Location") == section.absolute_url()

    def test_with_mail_the_form_is_shown(self, site, request_vi):
        api.portal.set_registry_record("plone.email_from_address", "c2huongduong@hcm.edu.vn")
        page = ContactPage(site, request_vi)()
        assert request_vi.response.getHeader("Location") is None
        assert "form.widgets.sender_from_address" in page

    def test_nobody_is_sent_to_a_section_that_he_may_not_see(self, site, request_vi):
        section = find_section(site, "A34")
        section.manage_permission("View", ["Manager"], acquire=False)
        logout()
        assert ContactPage(site, request_vi).section is None
