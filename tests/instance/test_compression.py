"""Texts go compressed, byte for byte the same; what must not be compressed is not."""

from hcmedu.portal.instance.compression import accepts_gzip
from hcmedu.portal.instance.compression import compress
from hypothesis import given
from hypothesis import strategies as st
from wsgiref.util import FileWrapper
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import gzip
import io
import pytest
import random


TEXT = "Trường Trung học cơ sở Hướng Dương. ".encode() * 100
BROWSER = {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br"}
HTML = ("Content-Type", "text/html; charset=utf-8")
CSS = ("Content-Type", "text/css")


class Answered:
    """What a browser gets of an application behind the filter; both sides keep to WSGI."""

    def __init__(self, app, **environ):
        setup_testing_defaults(environ)
        environ.setdefault("QUERY_STRING", "")
        body = validator(compress(validator(app), {}))(environ, self.start)
        self.raw = b"".join(body)
        body.close()

    def start(self, status, headers, exc_info=None):
        self.status = status
        self.headers = {name.lower(): text for name, text in headers}
        return lambda piece: None

    @property
    def packed(self):
        return self.headers.get("content-encoding") == "gzip"

    @property
    def body(self):
        return gzip.decompress(self.raw) if self.packed else self.raw


def app(*headers, status="200 OK", pieces=(TEXT,)):
    def answer(environ, start_response):
        start_response(status, list(headers))
        return [] if environ["REQUEST_METHOD"] == "HEAD" else list(pieces)

    return answer


class TestHead:
    """A body after the headers of a HEAD would be read as the answer to what comes next."""

    def drawn(self, environ, start_response):
        """As Zope does, whatever was asked."""
        write = start_response("200 OK", [HTML, ("Content-Length", "36")])
        write(TEXT)
        return self.pieces()

    def pieces(self):
        try:
            yield TEXT
            yield TEXT
        finally:
            self.closed = True

    def test_the_headers_alone_are_sent(self):
        told, written = [], []

        def start(status, headers, exc_info=None):
            told.append((status, dict(headers)))
            return written.append

        environ = {"REQUEST_METHOD": "HEAD"}
        setup_testing_defaults(environ)
        assert compress(self.drawn, {})(environ, start) == []
        assert not written and self.closed
        ((status, headers),) = told
        assert status == "200 OK" and headers["Content-Length"] == "36"
        assert headers["Vary"] == "Accept-Encoding"

    def test_the_application_is_asked_as_by_get(self):
        def asked(environ, start_response):
            start_response(f"200 {environ['REQUEST_METHOD']}", [HTML])
            return [TEXT]

        found = Answered(asked, **BROWSER, REQUEST_METHOD="HEAD")
        assert (found.status, found.raw) == ("200 GET", b"")

    def test_a_late_answer_tells_its_headers(self):
        def late(environ, start_response):
            start_response("404 Not Found", [HTML])
            yield TEXT

        found = Answered(late, **BROWSER, REQUEST_METHOD="HEAD")
        assert (found.status, found.raw) == ("404 Not Found", b"")


class TestNotPacked:
    @pytest.mark.parametrize(
        "known",
        [
            {"HTTP_COOKIE": "__ac=abc"},
            {"HTTP_COOKIE": "I18N_LANGUAGE=vi; __ac=abc"},
            {"HTTP_COOKIE": "session=of another add-on"},
            {"HTTP_AUTHORIZATION": "Basic abc"},
        ],
        ids=["logged in", "language too", "unknown", "basic"],
    )
    def test_page_of_who_is_known(self, known):
        found = Answered(app(HTML), **BROWSER, **known)
        assert not found.packed and found.body == TEXT
        assert found.headers["vary"] == "Accept-Encoding"

    def test_page_that_sets_a_cookie(self):
        assert not Answered(app(HTML, ("Set-Cookie", "__ac=abc")), **BROWSER).packed

    @pytest.mark.parametrize("kind", ["image/jpeg", "application/pdf", "video/mp4", "font/woff2"])
    def test_other_kinds(self, kind):
        found = Answered(app(("Content-Type", kind), ("Content-Length", str(len(TEXT)))), **BROWSER)
        assert not found.packed and found.raw == TEXT
        assert "vary" not in found.headers and found.headers["content-length"] == str(len(TEXT))

    def test_part_of_a_file(self):
        part = app(CSS, ("Content-Range", "bytes 0-9/100"), status="206 Partial Content")
        assert not Answered(part, **BROWSER, HTTP_RANGE="bytes=0-9").packed

    @pytest.mark.parametrize(
        "header", [("Content-Encoding", "br"), ("Cache-Control", "public, no-transform")]
    )
    def test_encoded_already_or_to_be_left(self, header):
        found = Answered(app(CSS, header), **BROWSER)
        assert found.raw == TEXT

    def test_short_ones(self):
        assert not Answered(app(CSS, ("Content-Length", "3"), pieces=[b"a{}"]), **BROWSER).packed

    def test_head(self):
        found = Answered(app(CSS, ("Content-Length", "3600")), **BROWSER, REQUEST_METHOD="HEAD")
        assert not found.packed and found.headers["content-length"] == "3600"

    def test_not_modified(self):
        bare = app(("ETag", '"a"'), status="304 Not Modified", pieces=())
        found = Answered(bare, **BROWSER)
        assert (found.raw, found.headers["vary"]) == (b"", "Accept-Encoding")

    @pytest.mark.parametrize("text", ["", "br", "gzip;q=0", "gzip; q=0.0", "identity"])
    def test_browsers_that_do_not_know_it(self, text):
        assert not accepts_gzip(text)
        assert not Answered(app(CSS), HTTP_ACCEPT_ENCODING=text).packed


class TestPacked:
    @pytest.mark.parametrize("text", ["gzip", "br, GZIP", "deflate, gzip;q=0.5", "x-gzip"])
    def test_resources_for_everybody(self, text):
        found = Answered(app(CSS), HTTP_ACCEPT_ENCODING=text, HTTP_COOKIE="__ac=abc")
        assert found.packed and found.body == TEXT
        assert len(found.raw) < len(TEXT) / 4

    @pytest.mark.parametrize("cookie", ["", "I18N_LANGUAGE=vi"])
    def test_pages_for_visitors(self, cookie):
        found = Answered(app(HTML), **BROWSER, HTTP_COOKIE=cookie)
        assert found.packed and found.body == TEXT

    def test_headers(self):
        sent = app(
            HTML, ("Content-Length", str(len(TEXT))), ("ETag", '"a|b"'), ("Vary", "Accept-Language")
        )
        found = Answered(sent, **BROWSER)
        assert found.headers["content-length"] == str(len(found.raw))
        assert found.headers["etag"] == 'W/"a|b"'
        assert found.headers["vary"] == "Accept-Encoding"  # the last of two lines

    def test_weak_tags_are_compared(self):
        """What the browser asks with is ours, and weak; the application knows the strong one."""

        def ask(environ, start_response):
            start_response("200 OK", [HTML])
            return [environ["HTTP_IF_NONE_MATCH"].encode()]

        assert Answered(ask, HTTP_IF_NONE_MATCH='W/"a", "b"').body == b'"a", "b"'

    def test_files_are_closed(self):
        file = io.BytesIO(TEXT)

        def send(environ, start_response):
            start_response("200 OK", [CSS])
            return FileWrapper(file, 100)

        assert Answered(send, **BROWSER).body == TEXT
        assert file.closed

    def test_long_ones_are_streamed(self):
        """Nothing waits for the end of a large answer."""
        asked = []

        def long(environ, start_response):
            start_response("200 OK", [CSS])
            for number in range(40):
                asked.append(number)
                yield random.Random(number).randbytes(20_000)

        answer = iter(compress(long, {})({**BROWSER, "REQUEST_METHOD": "GET"}, lambda *args: None))
        next(answer)
        assert len(asked) < 20
        assert "content-length" not in Answered(long, **BROWSER).headers

    def test_written_piece_by_piece(self):
        """WSGI's old way; the validator of the standard library is stricter about the rest."""
        sent = []

        def writes(environ, start_response):
            write = start_response("200 OK", [CSS])
            write(TEXT)
            return [TEXT]

        environ = {**BROWSER, "REQUEST_METHOD": "GET"}
        sent += compress(writes, {})(environ, lambda *args: sent.append)
        assert gzip.decompress(b"".join(sent)) == TEXT * 2

    def test_an_application_that_answers_late(self):
        def late(environ, start_response):
            start_response("200 OK", [CSS])
            yield TEXT

        assert Answered(late, **BROWSER).body == TEXT

    @given(st.lists(st.binary(max_size=2000), max_size=6))
    def test_any_pieces(self, pieces):
        assert Answered(app(CSS, pieces=pieces), **BROWSER).body == b"".join(pieces)
