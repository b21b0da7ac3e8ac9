"""Search inside one file, with the query language of the whole portal."""

from collections.abc import Iterator
from dataclasses import dataclass
from hcmedu.portal.conversion import Word
from hcmedu.portal.vietnamese import excerpt
from hcmedu.portal.vietnamese import find_hits
from hcmedu.portal.vietnamese import matches
from hcmedu.portal.vietnamese import parse_query
from hcmedu.portal.vietnamese import Piece
from hcmedu.portal.vietnamese import Query
from hcmedu.portal.viewer.store import Pages

import time


#: Seconds that one search may take; pages that come after are not looked at.
SECONDS = 3.0
#: Pages that are listed, signs of an excerpt.
MOST_PAGES, LENGTH = 100, 160


@dataclass(frozen=True)
class PageFound:
    """``boxes``: left, top, right, bottom of each word found, in thousandths of the page."""

    page: int
    count: int
    pieces: tuple[Piece, ...]
    boxes: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True)
class Found:
    """``complete`` is False when pages were left out: too many, or too little time."""

    pages: tuple[PageFound, ...]
    complete: bool


def search(pages: Pages, text: str) -> Found:
    """The pages on which every group of the query stands. Any text is a query."""
    query = parse_query(text)
    deadline = time.monotonic() + SECONDS
    found = []
    for number, page_text in enumerate(pages.texts() if query else (), 1):
        if time.monotonic() > deadline or len(found) == MOST_PAGES:
            return Found(tuple(found), False)
        if matches(page_text, query):
            found.append(_page(pages, number, page_text, query))
    return Found(tuple(found), True)


def _page(pages: Pages, number: int, text: str, query: Query) -> PageFound:
    pieces = tuple(excerpt(text, query, LENGTH))
    boxes = tuple(boxes_of(pages.words(number), query))
    return PageFound(number, len(find_hits(text, query)), pieces, boxes)


def boxes_of(words: list[Word], query: Query) -> Iterator[tuple[int, int, int, int]]:
    """Where the words of the hits stand on the page."""
    hits = [(hit.start, hit.end) for hit in find_hits(" ".join(w.text for w in words), query)]
    start = 0
    for word in words:
        end = start + len(word.text)
        if any(first < end and start < last for first, last in hits):
            yield word.left, word.top, word.right, word.bottom
        start = end + 1
