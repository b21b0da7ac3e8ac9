"""Pages of articles and events: dates, picture, source, sharing, more of the section."""

from DateTime import DateTime
from datetime import datetime
from datetime import timedelta
from hcmedu.portal.browser.articles.share import RECORD
from hcmedu.portal.browser.articles.share import share_links
from hcmedu.portal.browser.articles.when import when
from hcmedu.portal.school import find_section
from lxml import html as parser
from plone import api
from tests.browser.conftest import html as rich
from tests.browser.conftest import moment
from tests.browser.conftest import news
from tests.browser.conftest import picture
from urllib.parse import parse_qs
from urllib.parse import urlsplit

import base64
import json
import pytest


BEGIN = datetime.fromisoformat("2026-12-11T07:30:00+07:00")


def nodes(html, path):
    return parser.fromstring(html).xpath(path)


def words(node):
    return " ".join(node.text_content().split())


@pytest.mark.parametrize(
    ("hours", "more", "told"),
    [
        (3, {}, "11/12/2026, 07:30 – 10:30"),
        (0, {}, "11/12/2026, 07:30"),
        (3, {"open_end": True}, "11/12/2026, 07:30"),
        (27, {}, "11/12/2026, 07:30 – 12/12/2026, 10:30"),
        (3, {"whole_day": True}, "11/12/2026"),
        (27, {"whole_day": True}, "11/12/2026 – 12/12/2026"),
    ],
)
def test_when(hours, more, told, site):
    assert when(BEGIN, BEGIN + timedelta(hours=hours), **more) == told


@pytest.fixture
def article(site, make):
    return make(
        find_section(site, "A05.2"),
        **news("Giờ học mở", image=picture()),
        image_caption="Lớp 7/1",
        text=rich("<p>Toàn văn</p>"),
        source_name="Báo Giáo dục",
        source_author="Nguyễn Văn A",
        source_url="https://giaoduc.vn/gio-hoc-mo",
    )


def test_a_draft_is_not_shared(site, make, as_manager):
    draft = make(find_section(site, "A05.2"), publish=False, **news("Đang viết"))
    html = as_manager(draft, "newsitem_view")
    assert not nodes(html, '//*[contains(@class, "hcmedu-share")]')


def test_what_is_still_to_come_is_not_shared(article, as_manager):
    article.effective_date = DateTime() + 1
    html = as_manager(article, "newsitem_view")
    assert not nodes(html, '//*[contains(@class, "hcmedu-share")]')


def test_sections_are_not_shared(site, visit):
    html = visit(find_section(site, "A05"), "section_view")
    assert not nodes(html, '//*[contains(@class, "hcmedu-share")]')


def test_a_school_may_switch_sharing_off(article, visit):
    api.portal.set_registry_record(RECORD, False)
    assert not nodes(visit(article, "newsitem_view"), '//*[contains(@class, "hcmedu-share")]')


def test_sharing_by_plain_links(article, visit):
    html = visit(article, "newsitem_view")
    links = nodes(html, '//div[contains(@class, "hcmedu-share")]//a')
    assert [link.text for link in links] == ["Facebook", "Zalo", "X"]
    assert all({"noopener", "noreferrer"} <= set(link.get("rel").split()) for link in links)
    hidden = nodes(html, '//div[contains(@class, "hcmedu-share")]//button/parent::li')
    assert all(each.get("hidden") for each in hidden)
    own = urlsplit(article.absolute_url()).netloc
    sources = [node.get("src") for node in nodes(html, "//script[@src]|//img[@src]")]
    assert {urlsplit(each).netloc for each in sources} <= {own, ""}


def test_addresses_of_sharing_carry_the_page():
    url = "https://truong.edu.vn/a?b=1&c=“đ”"
    facebook, zalo, x = [parse_qs(urlsplit(link["url"]).query) for link in share_links(url, "A&B")]
    assert facebook["u"] == [url]
    assert json.loads(base64.b64decode(zalo["d"][0])) == {"url": url}
    assert (x["url"], x["text"]) == ([url], ["A&B"])


def test_dates_once_and_no_account(article, visit):
    article.effective_date = DateTime("2026/11/20 07:30:00 GMT+7")
    article.modification_date = DateTime("2026/11/20 09:00:00 GMT+7")
    article.creators = ("bien-tap",)
    html = visit(article, "newsitem_view")
    (line,) = nodes(html, '//*[@class="hcmedu-dateline"]')
    assert words(line) == "Đăng ngày 20/11/2026"
    assert "bien-tap" not in parser.fromstring(html).text_content()
    assert html.count("20/11/2026") == 1


def test_a_later_change_is_told(article, visit):
    article.effective_date = DateTime("2026/11/20 07:30:00 GMT+7")
    article.modification_date = DateTime("2026/11/22 09:00:00 GMT+7")
    (line,) = nodes(visit(article, "newsitem_view"), '//*[@class="hcmedu-dateline"]')
    assert words(line) == "Đăng ngày 20/11/2026 Cập nhật 22/11/2026"


def test_picture_with_caption_below_the_title(article, visit):
    html = visit(article, "newsitem_view")
    (figure,) = nodes(html, '//figure[@class="hcmedu-lead"]')
    assert words(figure.find("figcaption")) == "Lớp 7/1"
    image = figure.find("img")
    assert image.get("width") and image.get("height") and " 800w" in image.get("srcset")
    assert not nodes(html, '//*[@id="section-leadimage"]')
    assert html.index("<h1") < html.index("hcmedu-lead")


def test_source_and_author_of_the_original(article, visit):
    (source,) = nodes(visit(article, "newsitem_view"), '//*[contains(@class, "hcmedu-source")]')
    assert "Nguyễn Văn A" in words(source)
    (link,) = source.xpath(".//a")
    assert (link.text, link.get("href")) == ("Báo Giáo dục", "https://giaoduc.vn/gio-hoc-mo")


def test_sharing_stands_below_the_source(article, visit):
    html = visit(article, "newsitem_view")
    places = [html.index(f'"hcmedu-{name}') for name in ("source", "share", "more-items")]
    assert places == sorted(places)


def test_more_of_the_section_without_itself_and_drafts(site, visit):
    section = find_section(site, "A05")
    item = next(each for each in section.objectValues() if each.portal_type == "News Item")
    html = visit(item, "newsitem_view")
    titles = [words(node) for node in nodes(html, '//ul[@class="hcmedu-more-list"]//a')]
    assert titles and item.Title() not in titles
    assert "BẢN-NHÁP-KÍN" not in html


@pytest.fixture
def event(site, make):
    return make(
        find_section(site, "A05"),
        "Event",
        title="Ngày hội đọc sách",
        start=moment(3),
        end=moment(3) + timedelta(hours=2),
        location="Sân trường",
        text=rich("<p>Mời cả nhà</p>"),
    )


def test_event(event, visit):
    html = visit(event, "event_view")
    text = parser.fromstring(html).text_content()
    assert when(event.start, event.end) in text
    assert "Sân trường" in text and "Mời cả nhà" in text
    assert "UTC" not in text and "When" not in text
    assert [a.get("href") for a in nodes(html, '//a[contains(@href, "ics_view")]')] == [
        f"{event.absolute_url()}/ics_view"
    ]


def test_an_event_that_is_over(event, visit):
    event.start, event.end = moment(-3), moment(-3)
    html = visit(event, "event_view")
    assert "Đã kết thúc" in html and "ics_view" not in html


def test_address_of_an_event_is_a_web_address(event, visit):
    event.event_url = "javascript:alert(1)"
    assert "javascript:alert" not in visit(event, "event_view")


def test_lists_tell_when_an_event_takes_place(event, site, visit):
    html = visit(find_section(site, "A05"), "section_view")
    (card,) = nodes(html, f'//li[.//a[@href="{event.absolute_url()}"]]')
    assert when(event.start, event.end) in words(card)


def test_the_newest_picture_stands_large_at_the_head(site, visit):
    html = visit(find_section(site, "A05"), "section_view")
    cards = nodes(html, '//ul[@class="hcmedu-cardlist"]/li')
    large = [card for card in cards if "hcmedu-story-large" in card.get("class")]
    assert large == cards[:1]
    (image,) = large[0].xpath(".//img")
    assert int(image.get("width")) > 400


def test_lists_name_the_subsection(site, visit):
    html = visit(find_section(site, "A05"), "section_view")
    places = {words(node) for node in nodes(html, '//*[@class="hcmedu-story-place"]')}
    assert places == {find_section(site, "A05.2").Title()}


def test_links_name_their_host(site, visit):
    html = visit(find_section(site, "A20"), "section_view")
    (link,) = nodes(html, '//ul[@class="hcmedu-links"]//a')
    assert "moet.gov.vn" in words(link)
    assert (link.get("rel"), link.get("target")) == ("external", None)
