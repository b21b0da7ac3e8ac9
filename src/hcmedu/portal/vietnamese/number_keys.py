"""Document numbers as they are looked up: whole, by their beginning, or by a part.

The keys of a number are its words and all its ends: ``4210/gddt/tttt``, ``gddt/tttt``, ``tttt``.
What was typed (``number_key``) is a part of a number when it begins one of its keys, so an index of
keywords answers by a range, ``key <= keyword < key + "\\uffff"``.
"""

from collections.abc import Iterator
from hcmedu.portal.vietnamese.atoms import BARE_SYLLABLES
from hcmedu.portal.vietnamese.atoms import words_in
from typing import NamedTuple

import re


_MAX_PARTS = 12
_SLASH = "[/⁄∕／]"
_SLASHES = str.maketrans(dict.fromkeys("⁄∕／", "/"))
_DASH = "[-‐‑‒–—―−]"
_CODE = r"[^\W\d_][\w&.]*"
#: 36/2017 and what follows, or 4210/GDĐT-TTTT, 410 – TB/QU; no date, no span of years.
_NUMBER = re.compile(
    rf"(?<![\w/-])\d{{1,6}}[^\W\d_]?"
    rf"(?:\s*{_SLASH}\s*\d{{4}}(?![\d])(?!\s*{_SLASH}\s*\d)(?:\s*(?:{_SLASH}|{_DASH})\s*{_CODE})?"
    rf"|(?:\s*{_SLASH}\s*|{_DASH}|\s+{_DASH}\s*(?=[A-ZĐ]{{2}})){_CODE})"
    rf"(?:(?:{_SLASH}|\s*{_DASH}\s*(?=[A-ZĐ])|{_DASH}){_CODE})*"
)
#: 'Số' before a number; without a mark, decomposed, or misspelt by the tone.
_NAMED = re.compile(r"^\W*s\w[\u0300-\u036f]*[\s:.]*(?=\d)", re.IGNORECASE)


def number_keys(number: str) -> list[str]:
    """The keys of a document's number, the whole first; none when there is no digit in it."""
    parts = _parts(number)[:_MAX_PARTS]
    return ["/".join(parts[at:]) for at in range(len(parts))]


def number_key(text: str) -> str | None:
    """The key of the document number in a query, whole or in part; None when there is none.

    That is a number with its slash anywhere in the query (``công văn 4210/GDĐT``, ``36/2017``),
    or a query of nothing but digits and abbreviations (``4210``, ``số 4210``, ``gddt tttt``).
    """
    written = _NUMBER.search(text)
    if written:
        return "/".join(_folds(written.group())[:_MAX_PARTS])
    parts = _folds(_NAMED.sub("", text))
    if not parts or len(parts) > _MAX_PARTS or not BARE_SYLLABLES.isdisjoint(parts):
        return None
    return "/".join(parts)


class Numbered(NamedTuple):
    """A document number in a text: ``text[start:end]`` and the key of what is written there."""

    start: int
    end: int
    key: str


def numbers_in_text(text: str) -> Iterator[Numbered]:
    """The document numbers that a text names, with their slash, in its order."""
    for match in _NUMBER.finditer(text):
        # The point of an abbreviation may be the end of a sentence as well.
        written = match.group().rstrip(".&")
        if "/" in written.translate(_SLASHES):
            end = match.start() + len(written)
            yield Numbered(match.start(), end, "/".join(_folds(written)[:_MAX_PARTS]))


def number_rank(key: str, number: str) -> int:
    """How well a key fits a document's number: 3 whole, 2 its beginning, 1 another part, 0 not."""
    keys = number_keys(number)
    if key in keys[:1]:
        return 3
    if keys and f"{keys[0]}/".startswith(f"{key}/"):
        return 2
    return int(any(known.startswith(key) for known in keys))


def _folds(text: str) -> list[str]:
    return [word.fold for _, _, word in words_in(text)]


def _parts(number: str) -> list[str]:
    """The words of a number from its first digits on; before it stands ``Số:``."""
    folds = _folds(number)
    first = next((at for at, part in enumerate(folds) if part[0].isdigit()), len(folds))
    return folds[first:]
