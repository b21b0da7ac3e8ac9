"""Fetch one feed: judged address, one resolution, a time limit, a size limit, conditional.

No Plone here. No proxy is used, whatever the environment says: it would resolve the name anew and
could reach what is refused here; a server that must use one needs a way of its own to the feeds.
"""

from dataclasses import dataclass
from dataclasses import field
from hcmedu.portal.feeds.addresses import Address
from hcmedu.portal.feeds.addresses import judge_address
from hcmedu.portal.feeds.addresses import judge_resolved
from hcmedu.portal.feeds.addresses import PUBLIC
from hcmedu.portal.feeds.addresses import Rules
from hcmedu.portal.feeds.addresses import Target
from hcmedu.portal.feeds.deadline import Deadline
from hcmedu.portal.feeds.deadline import resolve
from hcmedu.portal.feeds.errors import FeedError
from hcmedu.portal.feeds.errors import Reason
from http.client import HTTPException
from typing import Any
from urllib.parse import urljoin
from urllib3.connection import HTTPConnection
from urllib3.connection import HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.exceptions import SSLError

import re
import socket
import ssl
import urllib3
import zlib


#: Seconds for everything, redirects included; seconds of silence.
LIMIT, SILENCE = 15.0, 8.0
#: Bytes on the wire, and bytes after unpacking.
LARGEST = 1024 * 1024
MOST_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHUNK = 16 * 1024
LONGEST_TAG = 300
_TAG = re.compile(r"[\x21-\x7e][\x20-\x7e]*")
HEADERS = {
    "User-Agent": "hcmedu.portal (RSS)",
    "Accept": "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.9, "
    "*/*;q=0.1",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


@dataclass(frozen=True)
class Known:
    """What the server said of the text that we have; empty: we have none."""

    etag: str = ""
    modified: str = ""

    def headers(self) -> dict[str, str]:
        sent = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in sent.items() if value}


UNKNOWN = Known()


@dataclass(frozen=True)
class Fetched:
    """``body`` is None when nothing has changed (304); ``url`` is where it came from at last."""

    url: str
    body: bytes | None
    content_type: str = ""
    known: Known = field(default_factory=Known)


def fetch(
    address: str, rules: Rules = PUBLIC, known: Known = UNKNOWN, seconds: float = LIMIT
) -> Fetched:
    """Raises ``FeedError`` and nothing else; takes so many seconds at most."""
    with Deadline(seconds) as deadline:
        try:
            return _follow(judge_address(address, rules), rules, known, deadline)
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            raise explained(error, deadline) from None


def _follow(target: Target, rules: Rules, known: Known, deadline: Deadline) -> Fetched:
    for _hop in range(MOST_REDIRECTS + 1):
        connection = connect(target, rules, deadline)
        try:
            connection.request(
                "GET",
                target.path,
                headers={**HEADERS, **known.headers()},
                preload_content=False,
                decode_content=False,
            )
            response = connection.getresponse()
            if response.status not in REDIRECTS:
                return _answer(target, response, known, deadline)
            target = _next(target, response.headers.get("Location", ""), rules)
        finally:
            connection.close()
    raise FeedError(Reason.REDIRECTS)


def _next(target: Target, location: str, rules: Rules) -> Target:
    """Where a redirect leads, judged like the first address."""
    if not location:
        raise FeedError(Reason.REDIRECTS, "no Location")
    # Headers are read as Latin-1: beyond ASCII nobody knows what is meant.
    found = judge_address(urljoin(target.url, location.strip()), rules)
    if target.scheme == "https" and found.scheme != "https":
        raise FeedError(Reason.DOWNGRADE, found.host)
    return found


def connect(target: Target, rules: Rules, deadline: Deadline) -> HTTPConnection:
    found = resolve(target.host, target.port, deadline)
    addresses = judge_resolved(found, rules.allows(target))
    pinned = _PinnedHTTPS if target.scheme == "https" else _PinnedHTTP
    options: dict[str, Any] = {}
    if target.scheme == "https":
        options = {"ssl_context": ssl.create_default_context(), "cert_reqs": "CERT_REQUIRED"}
    connection = pinned(target.host, target.port, timeout=min(SILENCE, deadline.left), **options)
    connection.pin(addresses, deadline)
    return connection


def _connected(address: Address, port: int, seconds: float) -> socket.socket:
    """Without ``socket.create_connection``, which would ask the resolver."""
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.settimeout(seconds)
        found.connect((str(address), port))
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError:
        found.close()
        raise
    return found


class _Pinned:
    """Connects to the addresses that were judged; the name serves for Host, SNI, certificate."""

    addresses: list[Address]
    deadline: Deadline

    def pin(self, addresses: list[Address], deadline: Deadline) -> None:
        self.addresses, self.deadline = addresses, deadline

    def _new_conn(self) -> socket.socket:
        """What urllib3 calls to connect; there it would resolve the name again."""
        error: OSError | None = None
        for address in self.addresses:
            seconds = min(self.timeout, self.deadline.left)
            try:
                found = _connected(address, self.port, seconds)
            except OSError as failed:
                error = failed
                continue
            self.deadline.watch(found)
            return found
        raise FeedError(Reason.UNREACHABLE, str(error)[:200])


class _PinnedHTTP(_Pinned, HTTPConnection):
    """http."""


class _PinnedHTTPS(_Pinned, HTTPSConnection):
    """https; the certificate must be that of the name."""


def _answer(target: Target, response: Any, known: Known, deadline: Deadline) -> Fetched:
    if response.status == 304 and known.headers():
        return Fetched(target.url, None, known=known)
    if response.status != 200:
        raise FeedError(Reason.STATUS, str(response.status))
    told = Known(_tag(response, "ETag"), _tag(response, "Last-Modified"))
    body = _read(response, deadline)
    content_type = response.headers.get("Content-Type", "")[:200]
    return Fetched(target.url, _unpacked(body, response), content_type, told)


def _tag(response: Any, name: str) -> str:
    """A header that may be sent back; none that is long or has anything but plain signs."""
    value = response.headers.get(name, "").strip()
    return value if len(value) <= LONGEST_TAG and _TAG.fullmatch(value) else ""


def _read(response: Any, deadline: Deadline) -> bytes:
    """The body as it comes over the wire. Raises ``FeedError`` (too_large, timed_out)."""
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and len(length) < 20 and int(length) > LARGEST:
        raise FeedError(Reason.TOO_LARGE, length)
    found = bytearray()
    while chunk := response.read(CHUNK, decode_content=False):
        found += chunk
        if len(found) > LARGEST:
            raise FeedError(Reason.TOO_LARGE)
        deadline.left  # noqa: B018 - raises
    deadline.left  # noqa: B018 - a connection that we broke ends like one that is done
    return bytes(found)


def _unpacked(body: bytes, response: Any) -> bytes:
    """Gzip and deflate, bounded while they are unpacked; nothing that is packed twice."""
    kind = response.headers.get("Content-Encoding", "").strip().lower()
    if kind in ("", "identity"):
        return body
    if kind not in ("gzip", "x-gzip", "deflate"):
        raise FeedError(Reason.COMPRESSION, kind[:50])
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    try:
        found = unpacker.decompress(body, LARGEST + 1)
    except zlib.error as error:
        raise FeedError(Reason.COMPRESSION, str(error)[:100]) from None
    if len(found) > LARGEST:
        raise FeedError(Reason.TOO_LARGE)
    if not unpacker.eof:
        raise FeedError(Reason.BROKEN_OFF)
    return found


def explained(error: Exception, deadline: Deadline) -> FeedError:
    """What a library raised, in our words."""
    detail = f"{type(error).__name__}: {error}"[:200]
    if deadline.is_over or isinstance(error, TimeoutError | urllib3.exceptions.TimeoutError):
        return FeedError(Reason.TIMED_OUT)
    if isinstance(error, ssl.SSLError | SSLError | ssl.CertificateError):
        return FeedError(Reason.CERTIFICATE, detail)
    if isinstance(error, ConnectionRefusedError):
        return FeedError(Reason.UNREACHABLE, detail)
    return FeedError(Reason.BROKEN_OFF, detail)
