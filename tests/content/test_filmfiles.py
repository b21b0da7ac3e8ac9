"""Picture and captions of a film: what comes in through REST, and as what it is handed out."""

from hcmedu.portal.behaviors.filefields import media_type_of
from hcmedu.portal.behaviors.filefields import takes_pictures_only
from hcmedu.portal.behaviors.film import ICaptions
from hcmedu.portal.behaviors.film import IFilm
from hcmedu.portal.content.tidying import tidy_file
from plone.namedfile.file import NamedFile
from tests.content.test_restapi import errors_of
from tests.content.test_restapi import packed
from tests.content.test_restapi import post

import pytest


CAPTIONS = b"WEBVTT\n\n00:01.000 --> 00:02.000\n<script>alert(1)</script>\n"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def test_the_fields_say_so():
    assert takes_pictures_only(IFilm["poster"].bind(object()))
    assert media_type_of(ICaptions["captions"].bind(object())) == "text/vtt"
    assert not takes_pictures_only(ICaptions["captions"])
    assert media_type_of(IFilm["poster"]) is None


@pytest.mark.parametrize("name", ["a.html", "phu-de.vtt", None])
@pytest.mark.parametrize("begin", [b"", b"GIF89a\n", b"%PDF-1.4\n"])
def test_captions_are_of_one_type_whatever_the_client_says(name, begin):
    value = NamedFile(begin + CAPTIONS, contentType="text/html", filename=name)
    tidy_file(value, "text/vtt")
    assert value.contentType == "text/vtt"
    assert value.filename == (name or "tep")


@pytest.fixture
def film(functional_portal, manager_request, samples):
    response = post(
        manager_request,
        {
            "@type": "File",
            "id": "phim",
            "title": "Khai giảng",
            "file": packed(b"\x1a\x45\xdf\xa3" + b"\0" * 90, "phim.webm", "video/webm"),
            "poster": packed(samples["png"], "anh.png", "image/png"),
            "captions": packed(CAPTIONS, "phu-de.html", "text/html"),
        },
        "/",
    )
    assert response.status_code == 201, response.text
    return "/phim"


def test_no_svg_before_a_film_plays(film, manager_request, html_page):
    for data, name in ((SVG, "a.svg"), (SVG, "a.png"), (html_page, "a.jpg"), (SVG, None)):
        value = packed(data, name, "image/svg+xml")
        response = manager_request.patch(film, json={"poster": value})
        assert "poster" in errors_of(response)
    poster = manager_request.get(film).json()["poster"]
    assert (poster["filename"], poster["content-type"]) == ("anh.png", "image/png")


@pytest.mark.parametrize("view", ["@@download", "@@display-file"])
def test_captions_are_handed_out_as_captions(film, manager_request, view):
    response = manager_request.get(f"{film}/{view}/captions", headers={"Accept": "*/*"})
    assert response.status_code == 200
    assert response.headers["Content-Type"].partition(";")[0] == "text/vtt"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_no_svg_as_a_lead_picture(functional_portal, manager_request, samples):
    made = {"@type": "News Item", "id": "tin", "title": "Tin"}
    for data, name in ((SVG, "a.svg"), (SVG, "a.png")):
        image = packed(data, name, "image/svg+xml")
        assert "image" in errors_of(post(manager_request, {**made, "image": image}, "/"))
    image = packed(samples["png"], "anh.png", "image/png")
    assert post(manager_request, {**made, "image": image}, "/").status_code == 201
