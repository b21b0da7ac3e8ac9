"""Lines and the cells in them: the head and the signature of a document have two columns."""

from dataclasses import dataclass
from hcmedu.portal.documents.extraction.patterns import DAY_IN_WORDS
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.documents.extraction.source import Span

import re


_GAP = re.compile(r"[ ]{3,}|[ ]*\t[ ]*")
#: ``Số:      /QĐ-UBND``, to be filled by hand, is one cell.
_SO = re.compile(r"\bso ?[:.]?$")
#: The right column of a head, however near the left one comes.
NATION = (
    r"c[o0]ng.{1,3}h[o0]a.{1,3}x[a-z].{1,3}h[o0]i.{0,3}ch[a-z].{1,3}ngh[a-z]{2}"
    r"|dang cong san viet nam"
)
MOTTO = r"doc lap.{1,5}tu do.{1,5}hanh phuc"
_RIGHT = re.compile(f"(?:{NATION}|{MOTTO})")
_DATE = re.compile(r"(?:ngay [^\n]{0,20}thang|thang [0-9 ]{0,3} ?nam|" + DAY_IN_WORDS + ")")
#: Spaces, and what a scanner makes of the white between columns.
_EDGE = " \t.,:;'`\"_~^|·•¬«»‹›<>=+*$#°ˆ"
#: A single small letter before capitals is none of the text.
_SPECK = re.compile(r"([^\w\s(]?[^\W\d_]) ([^\W\d_]{2})")
_CONSONANTS = "bcdfghijklmnpqrstvwxz"


@dataclass(frozen=True)
class Cell(Span):
    """A piece of a line; ``column`` counts characters from the start of the line."""

    column: int
    lone: bool = True


def cells_of(source: Source, line: Span, in_head: bool = True) -> list[Cell]:
    """The cells of a line, by wide gaps and, in a head, by what stands in its right column only."""
    start, pieces = line.start, []
    for gap in _GAP.finditer(source.plain, line.start, line.end):
        if _SO.search(source.plain[start : gap.start()]):
            continue
        pieces.append((start, gap.start()))
        start = gap.end()
    pieces.append((start, line.end))
    if in_head:
        pieces = [part for piece in pieces for part in _split(source, *piece)]
    origin = source.line_start(line.start)
    found = [_trim(source, start, end) for start, end in pieces]
    kept = [(start, end) for start, end in found if start < end]
    return [Cell(start, end, start - origin, len(kept) == 1) for start, end in kept]


def _trim(source: Source, start: int, end: int) -> tuple[int, int]:
    speck = _SPECK.match(source.text, start, end)
    start = speck.end(1) if speck and _is_speck(speck[1], speck[2]) else start
    piece = source.plain[start:end]
    return end - len(piece.lstrip(_EDGE)), start + len(piece.rstrip(" \t_~^|·•¬=ˆ'`:"))


def _is_speck(letter: str, word: str) -> bool:
    """Is a single small letter before a word nothing that was written (``l Số:``, ``ï UBND``)?"""
    return letter.islower() and (word.isupper() or (word[0].isupper() and letter in _CONSONANTS))


def _split(source: Source, start: int, end: int) -> list[tuple[int, int]]:
    """A piece in two where the right column begins inside it."""
    right = _RIGHT.search(source.plain, start, end)
    if right and right.start() > start:
        left = source.plain[start : right.start()].rstrip(_EDGE + "-")
        return [(start, start + len(left)), (right.start(), end)]
    day = _DATE.search(source.plain, start, end)
    place = _place_before(source, start, day.start()) if day else None
    if place is not None and place > start:
        return [(start, place), (place, end)]
    return [(start, end)]


def _place_before(source: Source, start: int, end: int) -> int | None:
    """Where the name of a place begins that stands before ``, ngày``; None without one."""
    before = source.text[start:end]
    comma = before.rstrip().rfind(",")
    if comma < 0 or before[comma:].strip(" ,.:"):
        return None
    begin = comma
    for word in reversed(list(re.finditer(r"\S+", before[:comma]))):
        letters = word.group().strip(".,'’")
        if not _may_be_of_place(letters) or comma - word.start() > 40:
            break
        begin = word.start()
    return start + begin if begin < comma else None


def _may_be_of_place(word: str) -> bool:
    """``Hà``, ``Tp``, ``TP``, ``8``, ``phố`` (of ``Thành phố``); never a word in capitals."""
    if word in ("phố", "TP", "T", "P", "Q", "H") or word.isdigit():
        return True
    return word.replace("'", "").isalpha() and word[:1].isupper() and not word[1:].isupper()
