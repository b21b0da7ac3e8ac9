"""What OCR has read of late, by the content of the file, for the life of the process.

The fields of a new document and the text of its pages are read by two tasks of the one worker, some
pages by both: OCR takes seconds a page, remembering it a few thousand letters. Who asks holds the
file itself, so that nothing is told to anybody who could not read it.
"""

from collections import OrderedDict
from collections.abc import Iterable
from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path
from threading import Lock


#: Pages that are kept, the latest ones, and letters of one that are worth it.
MOST_PAGES, MOST_LETTERS = 400, 20_000

_pages: OrderedDict[tuple[str, int], str] = OrderedDict()
_lock = Lock()


def digest_of(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def known(digest: str, pages: Iterable[int]) -> dict[int, str]:
    """The texts of those pages that were read before."""
    with _lock:
        return {page: _pages[digest, page] for page in pages if (digest, page) in _pages}


def keep(digest: str, read: Mapping[int, str]) -> None:
    with _lock:
        for page, text in read.items():
            if len(text) <= MOST_LETTERS:
                _pages[digest, page] = text
                _pages.move_to_end((digest, page))
        while len(_pages) > MOST_PAGES:
            _pages.popitem(last=False)


def forget() -> None:
    """All of it; for tests that measure OCR itself."""
    with _lock:
        _pages.clear()
