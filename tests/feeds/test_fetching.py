"""Fetching from sources that answer as they should, and from such that don't."""

from hcmedu.portal.feeds.errors import FeedError
from hcmedu.portal.feeds.errors import Reason
from hcmedu.portal.feeds.fetching import fetch
from hcmedu.portal.feeds.fetching import Known
from hcmedu.portal.feeds.fetching import LARGEST
from hcmedu.portal.feeds.testing import http

import gzip
import pytest
import time
import zlib


BODY = b"<rss/>"


def reason(source, seconds=5.0, rules=None):
    with pytest.raises(FeedError) as caught:
        fetch(source.url, rules or source.rules, seconds=seconds)
    return caught.value.reason


class TestAnswers:
    def test_body_type_and_tags(self, serve):
        source = serve(
            http(BODY, Content_Type="text/xml; charset=utf-8", ETag='"a"', Last_Modified="Fri, 1")
        )
        found = fetch(source.url, source.rules)
        assert (found.body, found.url) == (BODY, source.url)
        assert found.content_type == "text/xml; charset=utf-8"
        assert found.known == Known('"a"', "Fri, 1")

    def test_what_is_sent(self, serve):
        source = serve(http(BODY))
        fetch(source.url, source.rules, Known('"a"', "Fri, 1"))
        asked = source.asked[0].decode()
        assert asked.startswith("GET /rss.xml HTTP/1.1\r\n")
        assert f"Host: {source.host}\r\n" in asked
        assert 'If-None-Match: "a"\r\nIf-Modified-Since: Fri, 1\r\n' in asked
        assert "ookie" not in asked and "Authorization" not in asked

    def test_not_modified(self, serve):
        source = serve(http(status="304 Not Modified"))
        known = Known('"a"')
        found = fetch(source.url, source.rules, known)
        assert (found.body, found.known) == (None, known)

    def test_not_modified_that_nobody_asked_for(self, serve):
        assert reason(serve(http(status="304 Not Modified"))) is Reason.STATUS

    @pytest.mark.parametrize("kind", ["gzip", "x-gzip", "GZIP"])
    def test_packed(self, serve, kind):
        source = serve(http(gzip.compress(BODY), Content_Encoding=kind))
        assert fetch(source.url, source.rules).body == BODY

    def test_deflated(self, serve):
        source = serve(http(zlib.compress(BODY), Content_Encoding="deflate"))
        assert fetch(source.url, source.rules).body == BODY

    def test_in_chunks(self, serve):
        answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n<rss/>\r\n0\r\n\r\n"
        source = serve(answer)
        assert fetch(source.url, source.rules).body == BODY

    def test_no_proxy_of_the_environment(self, serve, monkeypatch):
        proxy, source = serve(http(b"proxy")), serve(http(BODY))
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert fetch(source.url, source.rules).body == BODY
        assert proxy.asked == []

    def test_redirects_are_followed(self, serve):
        last = serve(http(BODY))
        first = serve(http(status="302 Found", Location=last.url))
        rules = type(last.rules)(last.rules.allowed | first.rules.allowed)
        assert fetch(first.url, rules).url == last.url

    def test_relative_redirects(self, serve):
        def answer(connection, asked):
            moved = http(status="301 Moved", Location="../tin/rss.xml")
            connection.sendall(http(BODY) if b"GET /tin/rss.xml" in asked else moved)

        source = serve(answer)
        assert fetch(source.url, source.rules).url == f"http://{source.host}/tin/rss.xml"


class TestLimits:
    @pytest.mark.parametrize("status", ["404 Not Found", "500 Error", "401 No", "206 Partial"])
    def test_errors_of_the_server(self, serve, status):
        assert reason(serve(http(BODY, status=status))) is Reason.STATUS

    def test_three_redirects_and_no_more(self, serve):
        def answer(connection, asked):
            left = int(asked.split(b"?n=")[1].split()[0]) if b"?n=" in asked else 9
            body = http(BODY)
            moved = http(status="302 Found", Location=f"/rss.xml?n={left - 1}")
            connection.sendall(moved if left else body)

        source = serve(answer)
        assert reason(source) is Reason.REDIRECTS
        assert len(source.asked) == 4
        assert fetch(f"{source.url}?n=3", source.rules).body == BODY

    def test_as_large_as_may_be(self, serve):
        source = serve(http(b"x" * LARGEST))
        assert len(fetch(source.url, source.rules).body) == LARGEST
        assert reason(serve(http(b"x" * (LARGEST + 1)))) is Reason.TOO_LARGE

    def test_as_large_unpacked(self, serve):
        source = serve(http(gzip.compress(b"x" * LARGEST), Content_Encoding="gzip"))
        assert len(fetch(source.url, source.rules).body) == LARGEST

    def test_takes_no_longer_than_it_may(self, serve):
        def answer(connection, _asked):
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                connection.sendall(b"x")
                time.sleep(0.05)

        begin = time.monotonic()
        assert reason(serve(answer), seconds=0.6) is Reason.TIMED_OUT
        assert time.monotonic() - begin < 4

    def test_nobody_there(self, serve):
        source = serve(b"")
        source.close()
        assert reason(source) is Reason.UNREACHABLE

    def test_unknown_names(self):
        with pytest.raises(FeedError) as caught:
            fetch("http://khong-co.invalid/", seconds=10)
        assert caught.value.reason in (Reason.UNKNOWN_HOST, Reason.TIMED_OUT)
        assert caught.value.detail == "khong-co.invalid"

    @pytest.mark.parametrize("value", ["", "a" * 400, "\x01", "é"])
    def test_tags_that_are_not_sent_back(self, serve, value):
        source = serve(http(BODY, ETag=value))
        assert fetch(source.url, source.rules).known == Known()
