"""Home page of a school, on the site and on a ``School`` alike."""

from datetime import date
from hcmedu.portal.browser.home.media import SchoolPicture
from hcmedu.portal.browser.home.parts import PARTS as ALL_PARTS
from hcmedu.portal.school import find_section
from hcmedu.portal.school.builder import build
from lxml import html as parser
from plone import api
from Products.ZCatalog.CatalogBrains import AbstractCatalogBrain
from Products.ZCatalog.ZCatalog import ZCatalog
from unittest import mock

import pytest
import transaction


SECRET = "BẢN-NHÁP-KÍN"
#: Queries of the page itself, of the menu, the ticker and the foot.
MOST_QUERIES = 19
PARTS = ("news", "notices", "documents", "schedules", "disclosures", "consultations", "album")


def has_part(html: str, name: str) -> bool:
    return f'aria-labelledby="hcmedu-{name}"' in html


def test_empty_school_shows_no_empty_part(empty, visit):
    html = visit(empty, "school_home")
    assert [name for name in PARTS if has_part(html, name)] == []
    assert "hcmedu-ticker" not in html
    assert "Trường chưa có gì" in html
    assert find_section(empty, "A13").absolute_url() in html


def test_drafts_stay_hidden(root, visit):
    assert SECRET not in visit(root, "school_home")


def test_every_part_is_there(root, visit):
    html = visit(root, "school_home")
    assert [name for name in PARTS if not has_part(html, name)] == []


def test_links_stay_in_the_school(site, visit):
    """The site is a school beside the one that it holds."""
    assert "/hoa-mai/" not in visit(site, "school_home")


def test_links_of_the_school_lie_in_it(school, visit):
    tree = parser.fromstring(visit(school, "school_home"))
    own = tree.xpath(
        '//*[contains(@class, "hcmedu-part ")]'
        '[not(contains(@class, "hcmedu-links") or contains(@class, "hcmedu-above"))]'
    )
    links = [link for part in own for link in part.xpath(".//a/@href")]
    assert links
    assert [link for link in links if not link.startswith(school.absolute_url())] == []


def test_texts_come_from_profile_and_sections(root, visit):
    section = find_section(root, "A13")
    section.title = "Ba công khai của trường em"
    section.reindexObject()
    html = visit(root, "school_home")
    assert html.count("Ba công khai của trường em") >= 2
    assert "Trung học cơ sở" in html


def test_pictures_and_dates(root, visit):
    tree = parser.fromstring(visit(root, "school_home"))
    assert tree.xpath('//*[contains(@class, "hcmedu-news")]//img/@src')
    assert tree.xpath('//*[contains(@class, "hcmedu-album")]//img/@src')
    assert tree.xpath('//img[@class="hcmedu-hero-picture"]/@alt') == ["Cổng trường"]


def test_newest_documents_first(root, visit, make):
    fields = {"title": "", "document_form": "cong-van", "issuer": "Sở"}
    day = date.today()
    make(
        find_section(root, "A07"),
        "OfficialDocument",
        number="99/TB-THCS",
        abstract="Thông báo nóng",
        issue_date=day,
        file=None,
        **fields,
    )
    tree = parser.fromstring(visit(root, "school_home"))
    numbers = tree.xpath('//*[@class="hcmedu-document-number"]/text()')
    assert numbers[0] == "99/TB-THCS"
    assert len(numbers) == 6


def test_only_the_newest_disclosed_year(root, visit):
    html = visit(root, "school_home")
    assert "Cam kết chất lượng" in html
    assert "Cam kết cũ" not in html


def test_closed_consultation_is_no_news(root, visit):
    html = visit(root, "school_home")
    assert "Dự thảo kế hoạch bán trú" in html
    assert "Nội quy năm trước" not in html


def test_schedules_of_this_week_and_the_next(root, visit):
    tree = parser.fromstring(visit(root, "school_home"))
    titles = tree.xpath('//section[@aria-labelledby="hcmedu-schedules"]//li/a/text()')
    assert len(titles) == 3
    assert titles[0].startswith("Thực đơn") or titles[1].startswith("Thực đơn")


def test_hidden_section_leaves_the_page(root, visit):
    """A section that a school has closed is shown nowhere, and neither is what lies in it."""
    section = find_section(root, "A13")
    for permission in ("View", "Access contents information"):
        section.manage_permission(permission, ["Manager"], acquire=False)
    section.reindexObjectSecurity()
    html = visit(root, "school_home")
    assert section.absolute_url() not in html
    assert not has_part(html, "disclosures")


def test_html_in_titles_is_escaped(root, visit, make):
    make(find_section(root, "A05"), "News Item", title="<script>alert(1)</script>")
    html = visit(root, "school_home")
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_no_object_is_woken_and_queries_are_few(root, visit):
    visit(root, "school_home")
    woken, queries = [], []
    query = ZCatalog.searchResults

    def counted(self, *args, **kwargs):
        queries.append(kwargs)
        return query(self, *args, **kwargs)

    with (
        mock.patch.object(ZCatalog, "searchResults", counted),
        mock.patch.object(AbstractCatalogBrain, "getObject", lambda brain: woken.append(brain)),
        mock.patch.object(
            AbstractCatalogBrain, "_unrestrictedGetObject", lambda brain: woken.append(brain)
        ),
    ):
        visit(root, "school_home")
    assert woken == []
    assert len(queries) <= MOST_QUERIES


def test_no_content_is_loaded(root, visit):
    """Not by traversal either: after a flush of the cache an item's state stays where it is."""
    visit(root, "school_home")
    item = find_section(root, "A07").objectValues()[0]
    # Only what is stored can be flushed
    transaction.savepoint(optimistic=True)
    api.portal.get()._p_jar.cacheMinimize()
    assert item._p_changed is None
    visit(root, "school_home")
    assert item._p_changed is None


class TestLayout:
    def test_fresh_school_gets_it(self, site):
        with api.env.adopt_roles(["Manager"]):
            school = api.content.create(site, "School", "moi", title="Mới")
        assert school.getLayout() == "school_home"

    def test_site_built_on_nothing_gets_it(self, site):
        assert site.getLayout() == "school_home"

    def test_fresh_site_has_a_calm_menu_and_site_map(self, site):
        assert api.portal.get_registry_record("plone.nonfolderish_tabs") is False
        assert api.portal.get_registry_record("plone.displayed_types") == ("Folder",)

    def test_site_in_use_keeps_its_own(self, site):
        section = find_section(site, "A22")
        assert section.objectIds() == []  # nobody deletes what is public with its section
        with api.env.adopt_roles(["Manager"]):
            site.setLayout("listing_view")
            api.content.delete(section, check_linkintegrity=False)
            assert build(site).created == ["A22"]
        assert site.getLayout() == "listing_view"


@pytest.mark.parametrize("part", [*ALL_PARTS.values(), SchoolPicture])
def test_part_without_sections_is_empty(site, part):
    """A school may have removed the sections of a part."""
    assert part({}, date.today()).items == []
