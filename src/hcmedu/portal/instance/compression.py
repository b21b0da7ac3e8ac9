"""WSGI filter: gzip for texts on their way to the browser.

Resources (styles, scripts, drawings) go compressed to everybody. Pages only to visitors: the page
of who has logged in carries a token against forged requests, and from the sizes of compressed
pages that repeat what a stranger lets him ask for, that token could be guessed (BREACH).

What is not touched: other kinds, parts of files (206), what is encoded already, and answers that
are to be stored as they are (no-transform). What is short once it is packed is sent with its
length, since waitress closes the connection after an answer without; the rest is streamed.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Any

import re
import zlib


Headers = list[tuple[str, str]]
#: Nothing in them is secret, and nothing in them repeats a request.
RESOURCES = frozenset(
    {
        "application/javascript",
        "font/ttf",
        "image/svg+xml",
        "image/x-icon",
        "image/vnd.microsoft.icon",
        "text/css",
        "text/javascript",
    }
)
PAGES = frozenset(
    {
        "application/atom+xml",
        "application/json",
        "application/rss+xml",
        "application/xml",
        "text/csv",
        "text/html",
        "text/plain",
        "text/xml",
    }
)
#: Cookies of visitors. With any other one a page may be somebody's own.
HARMLESS_COOKIES = frozenset({"I18N_LANGUAGE"})
#: Below that many bytes the answer fits into one packet anyway.
WORTH_IT = 860
#: From that many packed bytes on an answer is streamed.
LONG = 256 * 1024
GZIP = 16 + zlib.MAX_WBITS


def compress(app: Any, global_conf: dict[str, str], level: str = "6") -> "Compression":
    """``paste.filter_app_factory``; ``level``: 1 (quick) to 9 (small)."""
    return Compression(app, int(level))


class Compression:
    def __init__(self, app: Any, level: int = 6) -> None:
        self.app = app
        self.level = level

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        tags = environ.get("HTTP_IF_NONE_MATCH")
        if tags:  # ours are weak, see ``encoded``; whoever compares may know strong ones only
            environ["HTTP_IF_NONE_MATCH"] = tags.replace('W/"', '"')
        if environ["REQUEST_METHOD"] == "HEAD":
            return self.head(environ, start_response)
        answer = Answer(environ, start_response, self.level)
        body = self.app(environ, answer.start)
        if answer.started and answer.packer is None:
            return body
        return Packed(body, answer)

    def head(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        """The headers alone, those of a GET (RFC 9110, 9.3.2).

        Zope finds no folder for a HEAD; of other pages it draws all, and waitress sends it: whoever
        comes next by the same connection, another visitor behind a proxy, would read it as the
        answer to his request.
        """

        def start(status: str, headers: Headers, exc_info: Any = None) -> Callable:
            if varies(status, headers):
                headers = with_vary(headers)
            start_response(status, headers, exc_info)
            return lambda piece: None

        body = self.app({**environ, "REQUEST_METHOD": "GET"}, start)
        try:
            # An application that answers by and by tells its headers with the first piece.
            next(iter(body), b"")
        finally:
            if hasattr(body, "close"):
                body.close()
        return []


class Answer:
    """One answer: what its headers become, and what packs it, if anything does."""

    def __init__(self, environ: dict[str, Any], start_response: Callable, level: int) -> None:
        self.environ = environ
        self.start_response = start_response
        self.level = level
        self.started = False
        self.packer: Any = None
        self.held: tuple[str, Headers, Any] | None = None
        self.writer: Any = None

    def start(self, status: str, headers: Headers, exc_info: Any = None) -> Callable:
        """``start_response`` for the application; may be called again when it failed.

        The headers of what is packed are held until its length is known, or too large to wait for.
        """
        self.started, self.packer, self.held = True, None, None
        if varies(status, headers):
            headers = with_vary(headers)
        if not wanted(self.environ, status, headers):
            return self.start_response(status, headers, exc_info)
        self.packer = zlib.compressobj(self.level, zlib.DEFLATED, GZIP)
        self.held = (status, encoded(headers), exc_info)
        return self.write

    def begin(self, length: int | None = None) -> Callable | None:
        """Send the headers that are held, if any are."""
        if self.held is None:
            return None
        (status, headers, exc_info), self.held = self.held, None
        known = [("Content-Length", str(length))] if length is not None else []
        return self.start_response(status, [*headers, *known], exc_info)

    def write(self, piece: bytes) -> None:
        """WSGI's old way to answer, piece by piece before the body."""
        self.writer = self.begin() or self.writer
        self.writer(self.pack(piece) + self.packer.flush(zlib.Z_SYNC_FLUSH))

    def pack(self, piece: bytes) -> bytes:
        return self.packer.compress(piece) if self.packer else piece

    def end(self) -> bytes:
        return self.packer.flush() if self.packer else b""


class Packed:
    """The body of an answer, packed while it is sent; closes what it was made of."""

    def __init__(self, body: Iterable[bytes], answer: Answer) -> None:
        self.body = body
        self.pieces = self.sent(answer)

    def sent(self, answer: Answer) -> Iterator[bytes]:
        """Pieces; the headers go before the first of them, with the length when it is known."""
        waiting, size = [], 0
        pieces = self.packed(answer)
        for piece in pieces:
            waiting.append(piece)
            size += len(piece)
            if answer.held is None or size > LONG:
                break
        else:
            answer.begin(size)
        answer.begin()
        yield from waiting
        yield from pieces

    def packed(self, answer: Answer) -> Iterator[bytes]:
        yield from filter(None, map(answer.pack, self.body))
        if last := answer.end():
            yield last

    def __iter__(self) -> Iterator[bytes]:
        return self.pieces

    def close(self) -> None:
        if hasattr(self.body, "close"):
            self.body.close()


def value(headers: Headers, name: str) -> str:
    """All values of a header, in lower case."""
    return ", ".join(text for key, text in headers if key.lower() == name).lower()


def kind(headers: Headers) -> str:
    return value(headers, "content-type").partition(";")[0].strip()


def varies(status: str, headers: Headers) -> bool:
    """Whether this address may answer compressed; 'not modified' does not tell of what kind."""
    return status.startswith("304") or kind(headers) in RESOURCES | PAGES


def wanted(environ: dict[str, Any], status: str, headers: Headers) -> bool:
    """Whether this answer is to be packed."""
    length = value(headers, "content-length")
    return (
        status.startswith("200")
        and kind(headers) in RESOURCES | PAGES
        and environ["REQUEST_METHOD"] != "HEAD"
        and accepts_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
        and not value(headers, "content-encoding")
        and "no-transform" not in value(headers, "cache-control")
        and not (length.isdigit() and int(length) < WORTH_IT)
        and (kind(headers) in RESOURCES or is_visitor(environ, headers))
    )


def accepts_gzip(text: str) -> bool:
    """Whether an ``Accept-Encoding`` names gzip, and not with weight 0."""
    for part in text.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() in ("gzip", "x-gzip"):
            return re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight) is None
    return False


def is_visitor(environ: dict[str, Any], headers: Headers) -> bool:
    """Whether nothing tells the server who is asking, and nothing is to be remembered of him."""
    cookies = environ.get("HTTP_COOKIE", "").split(";")
    names = {cookie.partition("=")[0].strip() for cookie in cookies} - {""}
    known = environ.get("HTTP_AUTHORIZATION") or names - HARMLESS_COOKIES
    return not known and not value(headers, "set-cookie")


def with_vary(headers: Headers) -> Headers:
    vary = value(headers, "vary")
    if vary == "*" or "accept-encoding" in vary:
        return headers
    return [*headers, ("Vary", "Accept-Encoding")]


def encoded(headers: Headers) -> Headers:
    """Headers of the packed answer; its ETag is weak, since its bytes are others."""
    gone = {"content-length", "accept-ranges"}
    kept = [pair for pair in headers if pair[0].lower() not in gone]
    return [*map(weak, kept), ("Content-Encoding", "gzip")]


def weak(pair: tuple[str, str]) -> tuple[str, str]:
    name, text = pair
    is_strong = name.lower() == "etag" and not text.startswith("W/")
    return (name, f"W/{text}") if is_strong else pair
