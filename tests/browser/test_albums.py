"""Albums: grid, one picture at a time, lists with cover and number; nobody sees drafts."""

from hcmedu.portal.browser.albums.pictures import PAGE
from hcmedu.portal.school import find_section
from lxml import html as parser
from tests.browser.conftest import add
from tests.browser.conftest import picture
from zExceptions import NotFound

import pytest


SECRET = "BẢN-NHÁP-KÍN"


def nodes(html, path):
    return parser.fromstring(html).xpath(path)


def hrefs(html, path):
    return [node.get("href") for node in nodes(html, path)]


@pytest.fixture
def album(site):
    """Three pictures, the middle one of a camera, and a draft."""
    folder = add(find_section(site, "A25"), "Folder", title="Hội xuân")
    add(folder, "Image", title="Múa lân", description="Trước cổng trường", image=picture())
    add(folder, "Image", title="IMG_2034", image=picture())
    add(folder, "Image", publish=False, title=SECRET, image=picture())
    add(folder, "Image", title="Gói bánh chưng", image=picture())
    return folder


def test_drafts_are_neither_shown_nor_counted(album, visit):
    html = visit(album, "listing_view")
    assert SECRET not in html
    assert "3 ảnh" in " ".join(html.split())


def test_grid_leads_to_each_picture(album, visit):
    html = visit(album, "listing_view")
    links = hrefs(html, '//ul[contains(@class, "hcmedu-album-grid")]/li/a')
    assert links == [f"{album.absolute_url()}?anh={number}" for number in (1, 2, 3)]
    titles = [
        " ".join(node.text_content().split())
        for node in nodes(html, '//ul[contains(@class, "hcmedu-album-grid")]//span')
    ]
    assert titles == ["Múa lân", "Ảnh 2", "Gói bánh chưng"]


def test_pictures_of_the_grid_are_small_and_lazy(album, visit):
    images = nodes(visit(album, "listing_view"), '//ul[contains(@class, "album-grid")]//img')
    assert {image.get("loading") for image in images} == {"lazy"}
    assert all(int(image.get("width")) <= 400 for image in images)


@pytest.mark.parametrize("asked", ["0", "4", "-1", "abc", "1e3", "", "99999999", "²"])
def test_no_such_picture(album, visit, asked):
    with pytest.raises(NotFound):
        visit(album, "listing_view", anh=asked)


def test_no_fragment_of_what_is_no_album(site, visit):
    with pytest.raises(NotFound):
        visit(find_section(site, "A25"), "hcmedu-slide", anh="1")


@pytest.mark.parametrize("view", ["listing_view", "hcmedu-slide"])
def test_one_picture_with_the_way_on(album, visit, view):
    html = visit(album, view, anh="2")
    base = album.absolute_url()
    assert hrefs(html, '//a[@rel="prev"]') == [f"{base}?anh=1"]
    assert hrefs(html, '//a[@rel="next"]') == [f"{base}?anh=3"]
    assert "Ảnh 2 trên 3" in " ".join(html.split())
    (image,) = nodes(html, '//figure[@class="hcmedu-slide"]//img')
    assert image.get("alt") == "Hội xuân"
    assert SECRET not in html


def test_both_ends(album, visit):
    assert hrefs(visit(album, "hcmedu-slide", anh="1"), '//a[@rel="prev"]') == []
    assert hrefs(visit(album, "hcmedu-slide", anh="3"), '//a[@rel="next"]') == []


def test_a_picture_says_what_is_to_be_seen(album, visit):
    html = visit(album, "hcmedu-slide", anh="1")
    (image,) = nodes(html, "//img")
    assert image.get("alt") == "Múa lân"
    assert "Trước cổng trường" in html
    assert len(image.get("srcset").split(", ")) > 1


def test_a_large_album_has_pages(site, visit):
    folder = add(find_section(site, "A25"), "Folder", title="Hội thao")
    for number in range(PAGE + 2):
        add(folder, "Image", title=f"Chạy {number}", image=picture())
    assert len(nodes(visit(folder, "listing_view"), "//ul//a[@data-slide]")) == PAGE
    rest = visit(folder, "listing_view", **{"b_start:int": str(PAGE)})
    links = hrefs(rest, "//ul//a[@data-slide]")
    assert [link.rpartition("=")[2] for link in links] == [str(PAGE + 1), str(PAGE + 2)]
    assert hrefs(visit(folder, "hcmedu-slide", anh=str(PAGE + 1)), "//a[not(@rel)]") == [
        f"{folder.absolute_url()}?b_start:int={PAGE}"
    ]


def test_list_of_albums_with_cover_and_number(album, site, visit):
    html = visit(find_section(site, "A25"), "section_view")
    (card,) = nodes(html, '//li[@class="hcmedu-album-card"][.//strong[text()="Hội xuân"]]')
    assert "3 ảnh" in " ".join(card.text_content().split())
    (image,) = card.xpath(".//img")
    assert image.get("src").startswith(album.absolute_url())
    assert SECRET not in html


def test_an_empty_album_says_so(site, visit):
    folder = add(find_section(site, "A25"), "Folder", title="Chưa có gì")
    assert "Chuyên mục đang được cập nhật" in visit(folder, "listing_view")


def test_a_folder_of_news_is_shown_as_news(site, visit, make):
    folder = make(find_section(site, "A05"), "Folder", title="Hội khỏe")
    make(folder, "News Item", title="Chung kết bóng đá")
    html = visit(folder, "listing_view")
    assert nodes(html, '//ul[contains(@class, "hcmedu-cardlist")]//a[text()="Chung kết bóng đá"]')


def test_a_folder_elsewhere_is_shown_as_plone_does(site, visit, make):
    folder = make(site, "Folder", title="Kho")
    make(folder, "Document", title="Giấy tờ")
    html = visit(folder, "listing_view")
    assert "Giấy tờ" in html
    assert not nodes(html, '//*[contains(@class, "hcmedu-section")]')


def test_a_picture_has_a_page_and_leads_to_its_album(album, visit):
    html = visit(album.objectValues()[0], "image_view")
    assert album.absolute_url() in hrefs(html, '//p[contains(@class, "image-actions")]/a')
