"""Captions: only what browsers can show; SRT becomes WebVTT."""

from hcmedu.portal.behaviors.film import are_captions
from hcmedu.portal.behaviors.film import InvalidCaptions
from hcmedu.portal.behaviors.subtitles import MAX_BYTES
from hcmedu.portal.behaviors.subtitles import NotCaptions
from hcmedu.portal.behaviors.subtitles import read_captions
from hypothesis import given
from hypothesis import strategies as st
from plone.namedfile.file import NamedFile

import pytest


CUE = "00:00:01.000 --> 00:00:02.500\nChào mừng\n"
SRT = (
    "1\r\n00:00:01,000 --> 00:00:02,500\r\nChào mừng\r\n\r\n"
    "2\r\n00:01:02,5 --> 00:01:03,75\r\nBạn\r\n"
)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"WEBVTT\n",
        b"<html><body>no captions</body></html>",
        b"WEBVTT\n\n00:01.000 -> 00:02.000\nsai",
        f"WEBVTT\n\n{CUE}".encode("utf-16"),
        f"WEBVTT\n\n{CUE}".encode() + b"\xff\xfe",
        f"WEBVTT\n\n{CUE}".encode() + b"x" * MAX_BYTES,
    ],
)
def test_no_captions(data):
    with pytest.raises(NotCaptions):
        read_captions(data)
    with pytest.raises(InvalidCaptions):
        are_captions(NamedFile(data=data, filename="phu-de.vtt"))


@pytest.mark.parametrize("begin", ["WEBVTT\n\n", "\ufeffWEBVTT Phụ đề\n\nNOTE tác giả\n\n"])
def test_webvtt_stays_as_it_is(begin):
    text = f"{begin}{CUE}"
    assert read_captions(text.encode()) == text.removeprefix("\ufeff").strip() + "\n"
    assert are_captions(NamedFile(data=text.encode(), filename="phu-de.vtt"))


def test_srt_becomes_webvtt():
    assert read_captions(SRT.encode("utf-8-sig")) == (
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.500\nChào mừng\n\n"
        "2\n00:01:02.500 --> 00:01:03.750\nBạn\n"
    )


@given(st.binary())
def test_anything_else_is_refused_or_becomes_webvtt(data):
    try:
        text = read_captions(data)
    except NotCaptions:
        return
    assert text.startswith("WEBVTT")
