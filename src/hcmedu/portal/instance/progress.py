"""Show at the terminal what takes its time."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from threading import Thread
from time import monotonic

import sys


@contextmanager
def step(title: str) -> Iterator[None]:
    """Print the title, the seconds that pass (at a terminal), and how long it took in the end."""
    begin, finished = monotonic(), Event()
    print(f"==> {title} ...", flush=True)
    clock = Thread(target=_count, args=(begin, finished), daemon=True)
    clock.start()
    try:
        yield
    finally:
        finished.set()
        clock.join()
    print(f"    xong sau {monotonic() - begin:.0f} giây", flush=True)


def _count(begin: float, finished: Event) -> None:
    """Renew one line each second; a file or a pipe gets none of it."""
    if not sys.stdout.isatty():
        return
    while not finished.wait(1):
        print(f"\r    {monotonic() - begin:.0f} giây", end="", flush=True)
    print("\r\033[K", end="", flush=True)
