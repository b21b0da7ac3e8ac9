"""Reading happens in a process of its own: what is hostile ends in an error, and in time."""

from datetime import datetime
from datetime import UTC
from hcmedu.portal.feeds.bounded import parse_bounded
from hcmedu.portal.feeds.errors import FeedError
from hcmedu.portal.feeds.errors import Reason
from hcmedu.portal.feeds.parsing import parse
from hcmedu.portal.feeds.testing import item
from hcmedu.portal.feeds.testing import rss

import pytest
import time


NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
URL = "https://sgd.vn/rss"


def bounded(text, seconds=60.0, content_type="text/xml"):
    body = text if isinstance(text, bytes) else text.encode()
    return parse_bounded(body, content_type, URL, NOW, seconds)


def test_entries_come_back_as_they_are():
    text = rss(item("Trường học “Ánh Dương”", description="Tóm tắt"))
    assert bounded(text) == parse(text.encode(), "", URL, NOW)


def test_reasons_come_back():
    with pytest.raises(FeedError) as caught:
        bounded("<html><body>404</body></html>")
    assert caught.value.reason is Reason.NO_FEED
    assert caught.value.detail == "html"


def test_content_types_with_anything():
    assert bounded(rss(item()), content_type="text/xml; \x00--\n'\"; $(x)")


def test_too_slow():
    begin = time.monotonic()
    with pytest.raises(FeedError) as caught:
        bounded("<rss>" + "<a>" * 300_000, seconds=1.5)
    assert caught.value.reason is Reason.TOO_HEAVY
    assert time.monotonic() - begin < 8


def test_too_much_memory(monkeypatch):
    monkeypatch.setattr("hcmedu.portal.feeds.bounded.MEMORY", 20 * 1024 * 1024)
    with pytest.raises(FeedError) as caught:
        bounded(rss(item()))
    assert caught.value.reason in (Reason.TOO_HEAVY, Reason.UNEXPECTED)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "{}",
        "<html></html>",
        "<!DOCTYPE html><html><head><title>RSS</title></head></html>",
        "<!-- <rss> -->",
        "<?xml version='1.0'?><opml/>",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "\x00\x01\x02",
        "PK\x03\x04",
        "%PDF-1.7",
        "/etc/passwd",
        "http://127.0.0.1/",
        "<rss",
        "<rss><channel><item>",
    ],
)
def test_no_feeds(text):
    with pytest.raises(FeedError) as caught:
        parse(text.encode(), "application/rss+xml", URL, NOW)
    assert caught.value.reason is Reason.NO_FEED


def test_a_doctype_by_itself_is_no_harm():
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:1/x.dtd">'
    text = rss(item("Tin")).replace("<rss", f"{doctype}<rss")
    assert [entry["title"] for entry in bounded(text)] == ["Tin"]
