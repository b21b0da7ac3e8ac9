"""Open Graph and schema.org: of what is public only, once, and harmless whatever is typed."""

from DateTime import DateTime
from datetime import datetime
from hcmedu.portal.browser.head.schemaorg import as_json
from hcmedu.portal.browser.head.schemaorg import school_type
from hcmedu.portal.school import find_section
from hcmedu.portal.theme.pictures import store_scales
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser
from tests.browser.conftest import moment
from tests.browser.conftest import news
from tests.browser.conftest import picture

import json
import pytest


ATTACK = '</script><script>alert("x")</script><!-- &lt; \u2028'


@given(st.text(min_size=1), st.text())
def test_nothing_ends_the_block(text, key):
    written = as_json({"name": ATTACK, "more": [{key: text}]})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"name": ATTACK, "more": [{key: text}]}


@pytest.mark.parametrize(
    ("levels", "kind"),
    [([], "School"), (["thcs"], "MiddleSchool"), (["thcs", "thpt"], "School"), (["?"], "School")],
)
def test_type_of_a_school(levels, kind):
    assert school_type(levels) == kind


def graph(html):
    blocks = parser.fromstring(html).xpath('//script[@type="application/ld+json"]')
    assert len(blocks) == 1
    return {row["@type"]: row for row in json.loads(blocks[0].text)["@graph"]}


def tags(html):
    found = parser.fromstring(html).xpath("//meta[@property or @name]")
    named = [(each.get("property") or each.get("name"), each.get("content")) for each in found]
    told = [pair for pair in named if pair[0].startswith(("og:", "twitter:", "article:"))]
    assert len(told) == len(dict(told))
    return dict(told)


def told(html):
    return "application/ld+json" in html or 'property="og:' in html


def test_of_a_draft_nothing_is_told(site, make, as_manager):
    draft = make(find_section(site, "A05"), publish=False, **news("Đang viết"))
    assert not told(as_manager(draft, "newsitem_view"))


@pytest.mark.parametrize(("date", "days"), [("effective_date", 1), ("expiration_date", -1)])
def test_nor_of_what_is_not_shown_now(site, make, as_manager, date, days):
    item = make(find_section(site, "A05"), **news("Ngoài thời hạn"))
    assert told(as_manager(item, "newsitem_view"))
    setattr(item, date, DateTime() + days)
    assert not told(as_manager(item, "newsitem_view"))


def test_a_title_that_attacks_stays_a_title(site, make, visit):
    item = make(find_section(site, "A05"), **news(ATTACK))
    html = visit(item, "newsitem_view")
    assert "<script>alert" not in html
    assert graph(html)["NewsArticle"]["headline"] == item.title
    assert tags(html)["og:title"] == item.title


def test_article(root, make, visit):
    item = make(
        find_section(root, "A05"),
        **news("Khai giảng", image=picture()),
        source_name="Báo Giáo dục",
        source_url="https://giaoduc.vn/a",
    )
    html = visit(item, "newsitem_view")
    meta, data = tags(html), graph(html)
    assert meta["og:locale"] == "vi_VN"
    assert (meta["og:type"], meta["og:url"]) == ("article", item.absolute_url())
    assert meta["og:image"].startswith(f"{item.absolute_url()}/@@images/")
    assert (meta["twitter:card"], meta["og:image:width"]) == ("summary_large_image", "1200")
    news_article = data["NewsArticle"]
    assert news_article["isBasedOn"] == "https://giaoduc.vn/a"
    assert news_article["author"]["name"] == "Báo Giáo dục"
    assert datetime.fromisoformat(news_article["datePublished"]).tzinfo is not None
    trail = data["BreadcrumbList"]["itemListElement"]
    assert trail[0]["item"] == root.absolute_url()
    assert trail[-1] == {
        "@type": "ListItem",
        "position": len(trail),
        "name": "Khai giảng",
        "item": item.absolute_url(),
    }
    assert not parser.fromstring(html).xpath('//*[@id="social-tags-body"]')


def test_page_without_a_picture_shows_the_schools(root, make, visit):
    item = make(find_section(root, "A05"), **news("Không ảnh"))
    assert "og:image" not in tags(visit(item, "newsitem_view"))
    store_scales(root, "banner", picture())
    store_scales(root, "emblem", picture())
    html = visit(item, "newsitem_view")
    assert tags(html)["og:image"].startswith(f"{root.absolute_url()}/@@school-picture/banner-1600")
    assert "/@@school-picture/emblem-192?v=" in html.split("application/ld+json")[1]


def test_source_that_is_no_web_address_is_not_told(site, make, visit):
    item = make(find_section(site, "A05"), **news("Tin"), source_url="javascript:alert(1)")
    assert "isBasedOn" not in graph(visit(item, "newsitem_view"))["NewsArticle"]


def test_event(site, make, visit):
    item = make(
        find_section(site, "A05"),
        "Event",
        title="Họp",
        start=moment(1),
        end=moment(1),
        location="Hội trường",
    )
    data = graph(visit(item, "event_view"))["Event"]
    assert data["location"]["name"] == "Hội trường"
    assert datetime.fromisoformat(data["startDate"]) == item.start


def test_film_on_youtube(site, make, visit):
    link = make(
        find_section(site, "A24"), "Link", title="Phim", remoteUrl="https://youtu.be/HuongDuong1"
    )
    data = graph(visit(link, "link_redirect_view"))["VideoObject"]
    assert data["embedUrl"].startswith("https://www.youtube-nocookie.com/embed/HuongDuong1")


def test_home_page_tells_the_school(root, visit):
    html = visit(root, "school_home")
    (data,) = graph(html).values()
    assert data["@type"] == "MiddleSchool"
    assert data["url"] == root.absolute_url()
    assert data["address"] and data["email"] and data["telephone"]
    assert data["logo"].startswith("http")
    assert tags(html)["og:type"] == "website"


def test_one_canonical_address(site, visit):
    section = find_section(site, "A06")
    html = visit(section, "section_view", **{"b_start:int": "20"})
    links = parser.fromstring(html).xpath('//link[@rel="canonical"]')
    assert [link.get("href") for link in links] == [section.absolute_url()]


class TestPagesOfTheRoot:
    """A view that is ``ITitledPage`` is called by its own name."""

    @pytest.mark.parametrize(
        ("page", "title"),
        [("tra-cuu-ho-so", "Tra cứu tình trạng hồ sơ"), ("tu-cap-tren", "Từ cấp trên")],
    )
    def test_window_and_breadcrumbs(self, root, visit, page, title):
        html = parser.fromstring(visit(root, page))
        (window,) = html.xpath("//title/text()")
        assert window.startswith(f"{title} — ")
        crumb = html.xpath('//*[@id="portal-breadcrumbs"]//li[@aria-current="page"]')[-1]
        assert crumb.text_content().strip() == title

    def test_the_home_page_is_called_by_the_school(self, root, visit):
        (window,) = parser.fromstring(visit(root, "school_home")).xpath("//title/text()")
        assert " — " not in window
