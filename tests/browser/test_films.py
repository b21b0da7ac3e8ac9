"""Films and music: played in place; YouTube is asked for nothing before somebody clicks."""

from DateTime import DateTime
from hcmedu.portal.school import find_section
from lxml import html as parser
from pathlib import Path
from plone.namedfile.file import NamedBlobFile
from tests.browser.conftest import picture
from zExceptions import NotFound

import hcmedu.portal.demo
import pytest


MEDIA = Path(hcmedu.portal.demo.__file__).parent / "files" / "media"
SECRET = "BẢN-NHÁP-KÍN"
YOUTUBE = "https://www.youtube.com/watch?v=HuongDuong1"


def upload(name, media_type):
    return NamedBlobFile(data=(MEDIA / name).read_bytes(), filename=name, contentType=media_type)


def nodes(html, path):
    return parser.fromstring(html).xpath(path)


@pytest.fixture
def film(site, make):
    return make(
        find_section(site, "A24"),
        "File",
        title="Khai giảng",
        file=upload("khai-giang-2026.webm", "video/webm"),
        poster=picture(),
        captions=upload("chao-mung-20-11.vtt", "text/vtt"),
        transcript="Cô hiệu trưởng: <b>chào các em</b>\n\nTrống trường",
    )


@pytest.fixture
def on_youtube(site, make):
    return make(find_section(site, "A24"), "Link", title="Phóng sự", remoteUrl=YOUTUBE)


def test_no_captions_where_there_are_none(film, visit):
    film.captions = None
    assert not nodes(visit(film, "file_view"), "//track")
    with pytest.raises(NotFound):
        visit(film, "hcmedu-captions")


def test_what_is_no_text_of_captions_is_not_handed_out(film, visit):
    film.captions = NamedBlobFile(data=b"<script>alert(1)</script>", filename="a.vtt")
    with pytest.raises(NotFound):
        visit(film, "hcmedu-captions")


def test_a_film_plays_in_place(film, visit):
    html = visit(film, "file_view")
    (video,) = nodes(html, "//video")
    assert (video.get("preload"), video.get("autoplay")) == ("none", None)
    assert video.get("controls") is not None
    assert film.absolute_url() in video.get("poster")
    (source,) = video.xpath("source")
    assert source.get("type") == "video/webm"
    assert source.get("src") == f"{film.absolute_url()}/@@download/file"
    (track,) = video.xpath("track")
    assert (track.get("kind"), track.get("srclang")) == ("captions", "vi")
    assert visit(film, "hcmedu-captions").startswith("WEBVTT")


def test_its_words_are_text(film, visit):
    (words,) = nodes(visit(film, "file_view"), '//*[@class="hcmedu-transcript"]')
    assert [p.text_content() for p in words.findall("p")] == [
        "Cô hiệu trưởng: <b>chào các em</b>",
        "Trống trường",
    ]


def test_no_player_for_a_file_that_is_closed(film, visit):
    film.expiration_date = DateTime() - 1
    assert not nodes(visit(film, "file_view"), "//video")


def test_any_other_file_is_offered_to_download(site, visit, make):
    form = make(
        find_section(site, "A09"),
        "File",
        title="Đơn",
        file=NamedBlobFile(b"%PDF-1.4\n%%EOF\n", "application/pdf", "don.pdf"),
    )
    html = visit(form, "file_view")
    assert not nodes(html, "//video|//audio")
    assert nodes(html, '//a[contains(@href, "@@download/file/don.pdf")]')


@pytest.mark.parametrize("place", ["page", "section"])
def test_nothing_is_asked_of_youtube(on_youtube, site, visit, place):
    if place == "page":
        html = visit(on_youtube, "link_redirect_view")
    else:
        html = visit(find_section(site, "A24"), "section_view")
    loaded = nodes(html, "//@src | //link/@href | //video/@poster | //img/@srcset")
    assert not [address for address in loaded if "youtu" in address or "ytimg" in address]


def test_without_script_it_is_a_link_that_says_where_it_leads(on_youtube, visit):
    html = visit(on_youtube, "link_redirect_view")
    (link,) = nodes(html, '//a[@class="hcmedu-youtube"]')
    assert link.get("href") == YOUTUBE
    assert {"noopener", "noreferrer"} <= set(link.get("rel").split())
    assert link.get("data-embed").startswith("https://www.youtube-nocookie.com/embed/HuongDuong1")
    assert "YouTube (Google) biết địa chỉ Internet của người xem" in html


def test_any_other_link_leads_on(site, visit):
    link = next(
        each for each in find_section(site, "A20").objectValues() if each.portal_type == "Link"
    )
    assert visit(link, "link_redirect_view") == link.remoteUrl


def test_list_of_films(film, on_youtube, site, visit):
    for each in find_section(site, "A24").objectValues():
        if each != film:
            each.effective_date = DateTime() - 1
            each.reindexObject(idxs=["effective"])
    html = visit(find_section(site, "A24"), "section_view")
    assert SECRET not in html
    assert len(nodes(html, "//video")) == 1
    (card,) = nodes(
        html, f'//ul[@class="hcmedu-film-grid"]//a[@href="{on_youtube.absolute_url()}"]'
    )
    assert card.xpath('.//*[contains(@class, "hcmedu-film-plays")]')


def test_music_plays_in_the_list(site, visit, make):
    song = make(
        find_section(site, "A26"),
        "File",
        title="Trường em",
        file=upload("bai-ca-huong-duong.wav", "audio/x-wav"),
    )
    (audio,) = nodes(visit(find_section(site, "A26"), "section_view"), "//audio")
    assert (audio.get("preload"), audio.get("autoplay")) == ("none", None)
    assert audio.get("src") == f"{song.absolute_url()}/@@download/file"
    assert nodes(visit(song, "file_view"), "//audio")
