"""A time limit over all that happens on a connection: names, handshake, headers, each byte.

Limits of sockets count from byte to byte, so that a server which sends one each second could keep
the worker for days.
"""

from concurrent.futures import Future
from concurrent.futures import TimeoutError as Late
from contextlib import suppress
from hcmedu.portal.feeds.errors import FeedError
from hcmedu.portal.feeds.errors import Reason
from threading import Lock
from threading import Thread
from threading import Timer
from typing import Any

import socket
import time


class Deadline:
    """``with Deadline(seconds)``: connections that are watched break when the time is over."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds
        self._watched: list[socket.socket] = []
        self._lock = Lock()
        self._timer = Timer(seconds, self._break)
        self._timer.daemon = True

    def __enter__(self) -> "Deadline":
        self._timer.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._timer.cancel()
        with self._lock:
            for each in self._watched:
                each.close()
            self._watched.clear()

    @property
    def left(self) -> float:
        """Seconds. Raises ``FeedError`` (timed_out) when there are none."""
        left = self.end - time.monotonic()
        if left <= 0:
            raise FeedError(Reason.TIMED_OUT)
        return left

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.end

    def watch(self, connection: socket.socket) -> None:
        """A second handle of it: the first one changes hands when TLS begins."""
        handle = connection.dup()
        with self._lock:
            self._watched.append(handle)
        if self.is_over:
            self._break()

    def _break(self) -> None:
        with self._lock:
            for each in self._watched:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)


def resolve(host: str, port: int, deadline: Deadline) -> list[str]:
    """The addresses of a name; raises ``FeedError`` (unknown_host, timed_out).

    In a thread of its own, since nothing can interrupt the system's own look-up.
    """
    answer: Future[list[Any]] = Future()

    def ask() -> None:
        try:
            answer.set_result(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except Exception as error:
            answer.set_exception(error)

    Thread(target=ask, daemon=True, name="hcmedu-feeds-name").start()
    try:
        found = answer.result(deadline.left)
    except Late:
        raise FeedError(Reason.TIMED_OUT, host) from None
    except (OSError, UnicodeError):
        raise FeedError(Reason.UNKNOWN_HOST, host[:200]) from None
    return list(dict.fromkeys(str(each[4][0]) for each in found))
