"""For tests: sources on this machine that answer as a test wants, and texts of feeds."""

from collections.abc import Callable
from contextlib import suppress
from hcmedu.portal.feeds.addresses import Rules
from threading import Thread

import socket
import ssl


class Source:
    """A server on loopback: each connection is handed to ``answer(connection, request)``.

    With a ``context`` it speaks TLS.
    """

    def __init__(
        self,
        answer: Callable[[socket.socket, bytes], None],
        context: ssl.SSLContext | None = None,
    ) -> None:
        self.answer = answer
        self.context = context
        self.asked: list[bytes] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        Thread(target=self._serve, daemon=True).start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/rss.xml"

    @property
    def rules(self) -> Rules:
        return Rules(frozenset({self.host}))

    def _serve(self) -> None:
        with suppress(OSError):  # closed
            while True:
                connection, _peer = self.listener.accept()
                Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            if self.context is not None:
                connection = self.context.wrap_socket(connection, server_side=True)
            asked = connection.recv(65536)
            self.asked.append(asked)
            self.answer(connection, asked)
            if self.context is not None:
                connection.close()

    def close(self) -> None:
        # Wakes the thread that waits in accept.
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


def http(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """An answer; names of headers with ``_`` for ``-``."""
    headers = {"Content_Length": str(len(body)), **headers}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in headers.items() if value]
    return "\r\n".join([f"HTTP/1.1 {status}", *lines, "", ""]).encode("latin-1") + body


def item(
    title: str = "Tin",
    link: str = "https://sgd.example.vn/1",
    day: str = "Fri, 20 Nov 2026 08:00:00 +0700",
    **more: str,
) -> str:
    """One entry of an RSS feed; empty fields are left out."""
    fields = {"title": title, "link": link, "pubDate": day, **more}
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items() if value)
    return f"<item>{inner}</item>"


def rss(*items: str, encoding: str = "utf-8") -> str:
    """A whole feed."""
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel>'
        f"<title>Sở</title>{''.join(items)}</channel></rss>"
    )


def row(
    address: str,
    kind: str = "tin-tuc",
    source: str = "Sở Giáo dục và Đào tạo",
    mode: str = "on",
) -> dict[str, str]:
    """A row of the settings."""
    return {"address": address, "kind": kind, "source": source, "mode": mode}
