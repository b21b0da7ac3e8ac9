"""Header, menu, ticker and footer: of the nearest school, in Vietnamese, without Plone's own."""

from hcmedu.portal.browser.viewlets.footer import FooterViewlet
from hcmedu.portal.browser.viewlets.header import HeaderViewlet
from hcmedu.portal.browser.viewlets.menu import outside_sections
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school import find_section
from hcmedu.portal.school.profile import ISchoolProfile
from lxml import html as parser
from pathlib import Path
from plone import api
from plone.app.portlets.portlets import navigation
from plone.app.portlets.portlets.navigation import Assignment
from plone.portlets.interfaces import IPortletAssignmentMapping
from plone.portlets.interfaces import IPortletManager
from zope.component import getMultiAdapter
from zope.component import getUtility
from zope.globalrequest import setRequest
from zope.interface import alsoProvides
from zope.interface import noLongerProvides

import pytest
import re


STATIC = Path(__file__).parents[2] / "src" / "hcmedu" / "portal" / "browser" / "static"
STATIC_FILES = sorted(filter(Path.is_file, STATIC.rglob("*")))
STOCK = ("Powered by Plone", "Plone Foundation", "Distributed under", "Site Map", "Accessibility")


def part(html: str, path: str) -> str:
    found = parser.fromstring(html).xpath(path)
    return " ".join(" ".join(node.text_content() for node in found).split())


def without_layer(site):
    """A request to a site on which the add-on is not installed."""
    request = site.REQUEST.clone()
    noLongerProvides(request, IHcmeduPortalLayer)
    return request


FOOTER = '//*[@id="portal-footer-wrapper"]'
HEADER = '//*[@id="portal-logo"]'
MENU = '//*[@id="portal-globalnav"]'
TICKER = '//*[@class="hcmedu-ticker"]'


class TestFooter:
    def test_leads_to_the_look_up_of_cases(self, root, visit):
        links = parser.fromstring(visit(root, "school_home")).xpath(f"{FOOTER}//a")
        wanted = f"{root.absolute_url()}/@@tra-cuu-ho-so"
        assert [a.text_content() for a in links if a.get("href") == wanted] == [
            "Tra cứu tình trạng hồ sơ"
        ]

    def test_tells_what_the_law_demands(self, root, visit):
        text = part(visit(root, "school_home"), FOOTER)
        for wanted in (
            "12 Nguyễn Trãi, Phường Chợ Lớn",
            "(028) 3829 1875",
            "0903 123 456",
            "(028) 3829 1876",
            "c2huongduong@hcm.edu.vn",
            "Nguyễn Thị Hồng Đào",
            "Lê Văn Bình, Phó Hiệu trưởng",
            "0903 123 457",
            "Ủy ban nhân dân Phường Chợ Lớn",
        ):
            assert wanted in text

    def test_links_to_the_authorities(self, root, visit, make):
        section = find_section(root, "A35")
        make(section, "Link", title="Sở của thành phố", remoteUrl="https://hcm.edu.vn")
        make(section, "Link", publish=False, title="Nháp kín", remoteUrl="https://a.vn")
        text = part(visit(root, "school_home"), FOOTER)
        assert "Sở của thành phố" in text
        assert "Nháp kín" not in text

    def test_is_on_pages_below_and_of_the_nearest_school(self, school, visit):
        section = find_section(school, "A06")
        text = part(visit(section), FOOTER)
        assert "Trường THCS Hoa Mai" in text
        assert "Trường THCS Hướng Dương" not in text

    def test_leaves_out_what_is_not_stated(self, empty, visit):
        text = part(visit(empty, "school_home"), FOOTER)
        assert "Trường chưa có gì" in text
        for label in ("Địa chỉ", "Điện thoại", "Số fax", "Thư điện tử", "Người phát ngôn"):
            assert label not in text

    def test_without_plones_english(self, root, visit):
        html = visit(root, "school_home")
        assert [words for words in STOCK if words in html] == []

    def test_keeps_portlets_that_a_site_added(self, site, visit):
        from plone.portlet.static.static import Assignment as Static

        manager = getUtility(IPortletManager, name="plone.footerportlets")
        mapping = getMultiAdapter((site, manager), IPortletAssignmentMapping)
        mapping["own"] = Static(
            header="Riêng", text="<p>Chân trang của trường</p>", omit_border=True
        )
        assert "Chân trang của trường" in part(visit(site, "school_home"), FOOTER)

    def test_html_in_the_profile_is_escaped(self, root, visit):
        ISchoolProfile(root).address = "<script>alert(1)</script>"
        html = visit(root, "school_home")
        assert "<script>alert(1)" not in html

    def test_outside_of_a_school(self, app):
        """A page of Zope itself has no school root; nothing breaks."""
        from hcmedu.portal.browser.profile import SchoolIdentity

        identity = SchoolIdentity(app)
        assert (identity.name, identity.url, identity.phones) == ("", "", [])


class TestHeader:
    def test_authority_and_name(self, root, visit):
        text = part(visit(find_section(root, "A06")), HEADER)
        name = ISchoolProfile(root).school_name
        assert text == f"Ủy ban nhân dân Phường Chợ Lớn {name}"

    def test_leads_to_the_school(self, school, visit):
        tree = parser.fromstring(visit(find_section(school, "A06")))
        assert tree.xpath(f"{HEADER}/@href") == [school.absolute_url()]
        assert tree.xpath(f"{HEADER}//img/@src")[0].endswith("emblem.svg")

    def test_own_logo_of_the_site_stays(self, site, visit):
        api.portal.set_registry_record("plone.site_logo", b"filenameb64:bG9nby5wbmc=;datab64:")
        tree = parser.fromstring(visit(site, "school_home"))
        assert "@@site-logo" in tree.xpath(f"{HEADER}//img/@src")[0]

    def test_logo_of_the_site_is_not_that_of_a_school_in_it(self, school, visit):
        api.portal.set_registry_record("plone.site_logo", b"filenameb64:bG9nby5wbmc=;datab64:")
        tree = parser.fromstring(visit(school, "school_home"))
        assert tree.xpath(f"{HEADER}//img/@src")[0].endswith("emblem.svg")


class TestMenu:
    def test_groups_first(self, site, visit):
        tree = parser.fromstring(visit(site, "school_home"))
        links = tree.xpath(f"{MENU}/li/a/@href")
        groups = [find_section(site, f"G-{group}") for group in catalogue().groups]
        assert links[:8] == [group.absolute_url() for group in groups]
        assert site.absolute_url() not in links

    def test_sections_below(self, root, visit):
        links = parser.fromstring(visit(root, "school_home")).xpath(f"{MENU}//a/@href")
        assert find_section(root, "A06").absolute_url() in links

    def test_items_of_sections_never(self, root, visit, make):
        section = find_section(root, "A05")
        make(section, "Document", title="Trang trong chuyên mục")
        make(find_section(root, "A25"), "Folder", title="Album trong chuyên mục")
        text = part(visit(root, "school_home"), MENU)
        assert "Trang trong chuyên mục" not in text
        assert "Album trong chuyên mục" not in text
        assert "Lễ khai giảng" not in text

    def test_folders_that_a_school_adds_beside_the_tree_show(self, site, visit, make):
        make(site, "Folder", title="Kỷ niệm 30 năm")
        assert "Kỷ niệm 30 năm" in part(visit(site, "school_home"), MENU)

    def test_navigation_portlet_of_a_site_in_use(self, site):
        request = site.REQUEST.clone()
        alsoProvides(request, IHcmeduPortalLayer)
        setRequest(request)
        section = find_section(site, "A05")
        builder = getMultiAdapter((section, Assignment()), navigation.INavigationQueryBuilder)
        assert builder()["in_sections"] == outside_sections()

    def test_navigation_portlet_without_the_add_on(self, site):
        setRequest(without_layer(site))
        builder = getMultiAdapter((site, Assignment()), navigation.INavigationQueryBuilder)
        assert "in_sections" not in builder()

    def test_fresh_site_has_no_navigation_portlet(self, school):
        from hcmedu.portal.browser.home.subscribers import COLUMNS
        from plone.portlets.constants import CONTEXT_CATEGORY
        from plone.portlets.interfaces import ILocalPortletAssignmentManager

        for name in COLUMNS:
            manager = getUtility(IPortletManager, name=name)
            local = getMultiAdapter((school, manager), ILocalPortletAssignmentManager)
            assert local.getBlacklistStatus(CONTEXT_CATEGORY) is True


class TestTicker:
    def test_published_items(self, root, visit):
        html = visit(find_section(root, "A06"))
        text = part(html, TICKER)
        assert "Nghỉ học ngày 20/11" in text
        assert "BẢN-NHÁP-KÍN" not in text

    def test_link_leads_out(self, root, visit):
        links = parser.fromstring(visit(root, "school_home")).xpath(f"{TICKER}//a/@href")
        assert "https://hcm.edu.vn" in links

    def test_pausable_without_javascript(self, root, visit):
        tree = parser.fromstring(visit(root, "school_home"))
        switch = tree.xpath(f'{TICKER}//input[@type="checkbox"]/@id')[0]
        assert tree.xpath(f'{TICKER}//label[@for="{switch}"]')[0].text_content() == "Tạm dừng"

    def test_nothing_when_empty(self, empty, visit):
        assert "hcmedu-ticker" not in visit(empty, "school_home")

    def test_only_of_the_own_school(self, site, empty, visit):
        links = parser.fromstring(visit(site, "school_home")).xpath(f"{TICKER}//a/@href")
        assert [link for link in links if "/hoa-mai/" in link] == []


class TestLayerOnly:
    """Where the add-on is not installed Plone's own viewlets stay."""

    @pytest.mark.parametrize(
        ("name", "manager", "ours"),
        [
            ("plone.logo", "IPortalHeader", HeaderViewlet),
            ("plone.footer", "IPortalFooter", FooterViewlet),
        ],
    )
    def test_viewlet(self, site, name, manager, ours):
        from plone.app.layout.viewlets import interfaces
        from zope.component import queryMultiAdapter
        from zope.viewlet.interfaces import IViewlet

        class Manager:
            """Stands for the viewlet manager."""

        fake = Manager()
        alsoProvides(fake, getattr(interfaces, manager))
        request = without_layer(site)
        view = api.content.get_view("plone", site, request)
        found = queryMultiAdapter((site, request, view, fake), IViewlet, name=name)
        assert not isinstance(found, ours)
        alsoProvides(request, IHcmeduPortalLayer)
        found = queryMultiAdapter((site, request, view, fake), IViewlet, name=name)
        assert isinstance(found, ours)


class TestStyle:
    css = (STATIC / "hcmedu-portal.css").read_text()

    def test_bundle(self, site):
        path = api.portal.get_registry_record("plone.bundles/hcmedu-portal.csscompilation")
        assert site.restrictedTraverse(path) is not None

    def test_css_is_on_the_page(self, root, visit):
        assert "hcmedu-portal.css" in visit(root, "school_home")

    @pytest.mark.parametrize(
        "file", sorted(filter(Path.is_file, STATIC.rglob("*"))), ids=lambda file: file.name
    )
    def test_no_foreign_host(self, file):
        addresses = re.findall(r"(?:https?:)?//[\w.-]+", file.read_text())
        assert set(addresses) <= {"http://www.w3.org"}

    def test_ticker_stands_still_where_motion_is_unwanted(self):
        block = self.css.split("prefers-reduced-motion: reduce")[1][:400]
        assert "animation: none" in block

    def test_every_icon_that_is_used_exists(self):
        from hcmedu.portal.browser import icons

        sprite = (STATIC / "icons.svg").read_text()
        sources = "".join(path.read_text() for path in STATIC.parent.rglob("*.p[yt]"))
        used = set(re.findall(r"icon\([\"']([a-z0-9-]+)[\"']\)", sources))
        used |= set(icons.KIND_ICONS.values()) | set(icons.TYPE_ICONS.values()) | {icons.DEFAULT}
        assert [name for name in sorted(used) if f'id="{name}"' not in sprite] == []
