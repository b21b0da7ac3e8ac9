"""Addresses of YouTube: the films, and everything that only looks like one."""

from hcmedu.portal.listing.youtube import embed_url
from hcmedu.portal.listing.youtube import video_id
from hypothesis import given
from hypothesis import strategies as st
from urllib.parse import urlsplit

import pytest


ID = "HuongDuong1"


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "youtube.com/watch?v=HuongDuong1",
        "https://youtube.com.evil.vn/watch?v=HuongDuong1",
        "https://evil.vn/youtube.com/watch?v=HuongDuong1",
        "https://evilyoutube.com/watch?v=HuongDuong1",
        "https://youtube.com@evil.vn/watch?v=HuongDuong1",
        "https://evil@youtube.com/watch?v=HuongDuong1",
        "https://youtube.com:8080/watch?v=HuongDuong1",
        "https://youtube.com:x/watch?v=HuongDuong1",
        "https://[youtube.com/watch?v=HuongDuong1",
        "javascript://youtube.com/watch?v=HuongDuong1",
        "ftp://youtube.com/watch?v=HuongDuong1",
        "https://www.youtube.com/",
        "https://www.youtube.com/watch",
        "https://www.youtube.com/watch?v=short",
        "https://www.youtube.com/watch?v=HuongDuong12",
        'https://www.youtube.com/watch?v="><script>',
        "https://www.youtube.com/embed/../HuongDuong1",
        "https://www.youtube.com/embed/HuongDuong1/more",
        "https://www.youtube.com/playlist?list=HuongDuong1",
        "https://www.youtube.com/@HuongDuong1",
        "https://youtu.be/a/HuongDuong1",
        "https://vimeo.com/12345678901",
    ],
)
def test_no_film_of_youtube(address):
    assert video_id(address) is None


@pytest.mark.parametrize(
    "address",
    [
        f"https://www.youtube.com/watch?v={ID}",
        f"http://youtube.com/watch?feature=shared&v={ID}&t=42",
        f"https://m.youtube.com/watch/?v={ID}",
        f"https://youtu.be/{ID}?si=abc",
        f"https://www.youtube.com/embed/{ID}",
        f"https://www.youtube.com/shorts/{ID}/",
        f"https://www.youtube.com/live/{ID}?feature=share",
        f"https://www.youtube-nocookie.com/embed/{ID}",
        f"  https://WWW.YouTube.com/watch?v={ID} ",
    ],
)
def test_a_film_of_youtube(address):
    assert video_id(address) == ID


@given(st.text() | st.text().map(lambda text: f"https://www.youtube.com/watch?v={text}"))
def test_whatever_is_typed_leads_to_the_player_or_nowhere(text):
    found = video_id(text)
    assert found is None or urlsplit(embed_url(found)).path == f"/embed/{found}"
