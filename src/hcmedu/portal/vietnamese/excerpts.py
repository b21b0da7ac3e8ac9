"""Where a query is found in a text: marked words, and the passage to show in a list.

Time grows with the length of the text; a query is bounded. Pieces are plain text, to be escaped by
whoever puts them into a page.
"""

from collections import Counter
from collections.abc import Iterator
from hcmedu.portal.vietnamese.atoms import WORD
from hcmedu.portal.vietnamese.atoms import word_of
from hcmedu.portal.vietnamese.queries import parse_query
from hcmedu.portal.vietnamese.queries import Query
from hcmedu.portal.vietnamese.queries import Term
from typing import NamedTuple


ELLIPSIS = "…"
_SHORTEST = 10


class Piece(NamedTuple):
    """A piece of a text."""

    text: str
    is_hit: bool


class Hit(NamedTuple):
    """Where a group of a query is found: ``text[start:end]``; ``group`` is its number there."""

    start: int
    end: int
    group: int


def find_hits(text: str, query: Query | str) -> list[Hit]:
    """Every place where a word or a phrase of the query stands, in the order of the text."""
    query = _as_query(query)
    bits = {term: 1 << at for at, term in enumerate(query.terms)}
    groups = [[bits[term] for term in group] for group in query.groups]
    found = _found(text, bits)
    return [hit for at in found for hit in _hits(found, at, groups)]


def matches(text: str, query: Query | str) -> bool:
    """True when an index finds this text: every group of the query stands in it."""
    query = _as_query(query)
    return bool(query) and len({hit.group for hit in find_hits(text, query)}) == len(query.groups)


def highlight(text: str, query: Query | str) -> list[Piece]:
    """The whole text in pieces, each hit a piece of its own; joined, they are the text."""
    return list(_pieces(text, find_hits(text, query), 0, len(text)))


def excerpt(text: str, query: Query | str, length: int = 200) -> list[Piece]:
    """The passage of ``length`` signs at most that holds most of the query, hits apart.

    White space is one space, ``…`` stands where the text was cut, between words where possible. The
    first such passage is taken; without any hit, the beginning of the text.
    """
    text = " ".join(text.split())
    length = max(length, _SHORTEST)
    hits = find_hits(text, query)
    if len(text) <= length:
        return list(_pieces(text, hits, 0, len(text)))
    start, end = _passage(text, hits, length - 2 * len(f"{ELLIPSIS} "))
    before = [Piece(f"{ELLIPSIS} ", False)] if start else []
    after = [Piece(f" {ELLIPSIS}", False)] if end < len(text) else []
    return [*before, *_pieces(text, hits, start, end), *after]


#: The words that fit any term, by their number in the text: start, end, terms as bits.
_Found = dict[int, tuple[int, int, int]]


def _as_query(query: Query | str) -> Query:
    return parse_query(query) if isinstance(query, str) else query


def _found(text: str, bits: dict[Term, int]) -> _Found:
    """A word that comes again is not compared again: most of the time goes into finding words."""
    found: _Found = {}
    fitting: dict[str, int | None] = {}
    at = -1
    for match in WORD.finditer(text):
        written = match[1]
        if written not in fitting:
            fitting[written] = _fits(written, bits)
        fits = fitting[written]
        at += fits is not None
        if fits:
            found[at] = match.start(), match.end(), fits
    return found


def _fits(written: str, bits: dict[Term, int]) -> int | None:
    """The terms that a word fits; None when it is no word to an index."""
    word = word_of(written)
    return word and sum(bit for term, bit in bits.items() if term.matches(word.atom))


def _hits(found: _Found, at: int, groups: list[list[int]]) -> Iterator[Hit]:
    """The groups that begin at a word."""
    for number, group in enumerate(groups):
        if not found[at][2] & group[0]:
            continue
        words = [found.get(further) for further in range(at, at + len(group))]
        if all(word and word[2] & bit for word, bit in zip(words, group, strict=True)):
            yield Hit(words[0][0], words[-1][1], number)


def _pieces(text: str, hits: list[Hit], start: int, end: int) -> Iterator[Piece]:
    at = start
    for hit_start, hit_end in _merged(hits):
        first, last = max(hit_start, start), min(hit_end, end)
        if first < last:
            yield from [Piece(text[at:first], False)] if at < first else []
            yield Piece(text[first:last], True)
            at = last
    if at < end:
        yield Piece(text[at:end], False)


def _merged(hits: list[Hit]) -> list[tuple[int, int]]:
    """The places of the hits, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end, _ in hits:
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _passage(text: str, hits: list[Hit], length: int) -> tuple[int, int]:
    """Start and end of the passage, cut at spaces, with some words before the first hit."""
    first, last = _densest(hits, length)
    before = max(0, length - (last - first)) // 3
    start = max(0, min(first - before, len(text) - length))
    if start and text[start - 1] != " ":
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    end = min(start + length, len(text))
    if end < len(text) and text[end] != " ":
        space = text.rfind(" ", max(last, start + 1), end)
        end = space if space >= 0 else end
    return start, end


def _densest(hits: list[Hit], length: int) -> tuple[int, int]:
    """From the first to the last hit of the passage with most groups, then with most hits."""
    best, found = (0, 0), (0, 0)
    inside: Counter[int] = Counter()
    right = 0
    for left, hit in enumerate(hits):
        while right < len(hits) and (right == left or hits[right].end - hit.start <= length):
            inside[hits[right].group] += 1
            right += 1
        score = len(inside), right - left
        if score > best:
            best, found = score, (hit.start, hits[right - 1].end)
        inside[hit.group] -= 1
        inside += Counter()
    return found
