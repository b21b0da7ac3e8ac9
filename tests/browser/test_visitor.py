"""What a visitor's page brings: no editors' tools, a search, a menu that knows where one is."""

from hcmedu.portal.browser.viewlets.resources import EDITING
from hcmedu.portal.browser.viewlets.resources import spared
from hcmedu.portal.school import find_section
from lxml import html as parser
from plone.base.interfaces import IBundleRegistry
from plone.registry.interfaces import IRegistry
from types import SimpleNamespace
from zope.component import getUtility

import pytest


BUNDLES = "//script/@data-bundle | //link/@data-bundle"


def found(html, path):
    return parser.fromstring(html).xpath(path)


def bundle(enabled=True, depends=None):
    return SimpleNamespace(enabled=enabled, depends=depends)


class TestResources:
    def test_visitors_get_no_tools(self, root, visit):
        for item, view in ((root, "school_home"), (find_section(root, "A06"), "section_view")):
            names = set(found(visit(item, view), BUNDLES))
            assert not names & EDITING
            assert "hcmedu-portal" in names

    def test_editors_get_them(self, root, as_manager):
        names = set(found(as_manager(root, "school_home"), BUNDLES))
        assert {"plone", "hcmedu-portal"} <= names

    def test_a_bundle_of_the_site_that_needs_them(self, site, visit):
        records = getUtility(IRegistry).registerInterface(
            IBundleRegistry, prefix="plone.bundles/own"
        )
        own = getUtility(IRegistry).forInterface(IBundleRegistry, prefix="plone.bundles/own")
        assert records is None
        own.jscompilation = "++plone++hcmedu.portal/hcmedu-portal.js"
        own.enabled, own.depends = True, "plone"
        names = set(found(visit(site, "school_home"), BUNDLES))
        assert {"plone", "own"} <= names

    @pytest.mark.parametrize(
        ("others", "kept"),
        [
            ({}, EDITING),
            ({"own": bundle(depends="")}, EDITING),
            ({"own": bundle(depends="all")}, EDITING),
            ({"own": bundle(enabled=False, depends="plone")}, EDITING),
            ({"own": bundle(depends="jquery, plone")}, frozenset()),
        ],
        ids=["none", "alone", "last", "off", "needs"],
    )
    def test_what_is_spared(self, others, kept):
        assert spared({"plone": bundle(), "easyform": bundle(depends="plone"), **others}) == kept


class TestMenu:
    ENTRIES = '//*[@id="portal-globalnav"]'

    def test_the_way_to_the_page(self, root, visit):
        section = find_section(root, "A06")
        html = visit(section)
        current = found(html, f'{self.ENTRIES}//a[@aria-current="page"]/@href')
        assert current in ([section.absolute_url()], [])  # a school in a site is no menu's root
        if current:
            above = found(html, f'{self.ENTRIES}/li[contains(@class, "inPath")]/a/@href')
            assert above == [section.__parent__.absolute_url()]

    def test_lists_have_a_button_that_tells_what_it_opens(self, site, visit):
        html = visit(site, "school_home")
        lists = found(html, f'{self.ENTRIES}//li[contains(@class, "has_subtree")]')
        assert len(lists) > 5
        for entry in lists:
            (button,) = entry.xpath("./button")
            assert button.get("aria-expanded") == "false"
            assert button.get("aria-label") == f"Các mục của {entry.xpath('./a')[0].text}"


class TestSearch:
    def test_stands_in_the_header(self, root, visit):
        html = visit(find_section(root, "A06"), "section_view")
        (form,) = found(html, '//*[@id="portal-header"]//form[@role="search"]')
        assert form.get("action").endswith("/@@search")
        assert "pat-livesearch" not in form.get("class")
        assert found(html, '//label[@for="searchGadget"]')

    def test_editors_see_results_as_they_type(self, site, as_manager):
        (form,) = found(as_manager(site, "school_home"), '//form[@role="search"]')
        assert "pat-livesearch" in form.get("class")

    def test_html_in_the_words_is_escaped(self, site, visit):
        html = visit(site, "school_home", SearchableText='"><script>alert(1)</script>')
        assert "<script>alert(1)" not in html


def test_pictures_in_the_width_that_fits(site, visit):
    """The large one first and at once, the others when they come into sight."""
    html = visit(site, "school_home")
    (hero,) = found(html, '//img[@fetchpriority="high"]')
    for image in (hero, *found(html, '//*[contains(@class, "hcmedu-story-picture")]/img')):
        widths = [int(each.split(" ")[-1][:-1]) for each in image.get("srcset").split(",")]
        assert widths == sorted(widths) and len(widths) > 1
        assert image.get("sizes") and image.get("width") and image.get("height")
    assert hero.get("loading") is None
