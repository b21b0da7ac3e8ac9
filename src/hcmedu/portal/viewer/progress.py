"""How far the worker is with an item: a small file beside the queue, since each page would be a
transaction in the database, and the worker may be another process.
"""

from contextlib import suppress
from hcmedu.portal.worker.settings import directory
from pathlib import Path

import os
import time


FOLDER = "viewer-progress"
#: Seconds between two notes.
PAUSE = 0.5
#: Seconds after which a note is that of a worker that died.
STALE = 900


def _path(uid: str) -> Path:
    return directory() / FOLDER / "".join(filter(str.isalnum, uid))


class Progress:
    """Notes pages done; ``with`` removes the note at the end. A full disk is no matter."""

    def __init__(self, uid: str) -> None:
        self.path = _path(uid)
        self._last = 0.0

    def __enter__(self) -> "Progress":
        self.tell(0, 0)
        return self

    def __exit__(self, *_error: object) -> None:
        with suppress(OSError):
            self.path.unlink()

    def tell(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._last < PAUSE:
            return
        self._last = now
        with suppress(OSError):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            new = self.path.with_suffix(".new")
            new.write_text(f"{done} {total}", encoding="ascii")
            os.replace(new, self.path)


def read_progress(uid: str) -> tuple[int, int] | None:
    """Pages done and all pages (0, 0: not known yet); None while nobody works on it."""
    try:
        path = _path(uid)
        if time.time() - path.stat().st_mtime > STALE:
            return None
        done, total = path.read_text(encoding="ascii").split()
        return int(done), int(total)
    except (OSError, ValueError):
        return None
