"""The date of issue."""

from datetime import date
from hcmedu.portal.documents.extraction.head import Head
from hcmedu.portal.documents.extraction.head import Kind
from hcmedu.portal.documents.extraction.model import Suggestion
from hcmedu.portal.documents.extraction.patterns import as_date
from hcmedu.portal.documents.extraction.patterns import DAY
from hcmedu.portal.documents.extraction.patterns import DAY_IN_WORDS
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.documents.extraction.source import Span

import re


#: What minutes and contracts tell of their day stands in so many characters behind the head.
BEGINNING = 5_000

_DAY = re.compile(DAY)
#: ``Hà Nội, ngày ...`` alone on a line, where the scanner put the right column elsewhere.
_PLACED = re.compile(rf"[^\n\f,;:()0-9]{{2,40}}, ?{DAY_IN_WORDS}")
#: ``ngày 7 tháng 9`` / ``năm 2022`` in a narrow right column, the left one between.
_WRAPPED = re.compile(
    r",? ?ngay {0,3}([0-9]{1,2}) {0,3}thang {0,3}([0-9]{1,2})(?: nam)? ?\n[^\n]{0,120}[ ]"
    r"((?:19|20)[0-9]{2}) ?(?=\n)"
)
#: A law is passed, minutes and contracts are written, on the day that their text tells.
_PASSED = re.compile(rf"\bthong qua\s{{1,40}}{DAY}")
_TODAY = re.compile(
    rf"(?:hom nay|thoi gian(?: bat dau)?\s?:|bat dau)[^\n;]{{0,40}}?\n?[^\n;]{{0,40}}?{DAY}"
)
_TITLED = re.compile(rf"\bso\s[^\n]{{4,40}}?\s{{1,9}}{DAY}")


def find_issue_date(
    source: Source, head: Head, end: int, form: str | None
) -> Suggestion[date] | None:
    """The date behind the place in the head, else elsewhere up to the signature (``end``)."""
    return (
        _in_head(source, head)
        or _in_title(source, head)
        or _search(source, _PLACED, head.end, end, 0.7)
        or _search(source, _PASSED, head.end, end, 0.8)
        or (
            form in _TOLD
            and _search(source, _TODAY, head.end, min(end, head.end + BEGINNING), 0.75)
        )
        or None
    )


_TOLD = ("bien-ban", "hop-dong", "ban-thoa-thuan", "ban-ghi-nho")


def place_of_issue(source: Source, head: Head, end: int) -> str:
    """``Thành phố Hồ Chí Minh`` out of ``Thành phố Hồ Chí Minh, ngày ...``; empty without one."""
    for part in head.parts:
        if part.kind is Kind.DATE:
            return source.value(part.cell.start, part.cell.end).partition(",")[0]
    placed = _PLACED.search(source.plain, head.end, end)
    return source.value(placed.start(), placed.end()).partition(",")[0] if placed else ""


def _in_head(source: Source, head: Head) -> Suggestion[date] | None:
    for part in head.parts:
        if part.kind is not Kind.DATE:
            continue
        match = _DAY.search(source.plain, part.cell.start, part.cell.end)
        value = as_date(*match.groups()) if match else None
        placed = bool(match and "," in source.text[part.cell.start : match.start()])
        # ``Ngày: 15/9/2016`` without a place is the stamp of who received the document
        if match and value and (placed or "thang" in match.group()):
            return source.suggest(value, _span(match), 0.95 if placed else 0.7)
    return _search(source, _WRAPPED, 0, head.end, 0.8)


def _in_title(source: Source, head: Head) -> Suggestion[date] | None:
    title = head.first(Kind.TITLE)
    told = (Kind.CAPITALS, Kind.NUMBER)
    for part in head.after(title, lambda other: other.kind in told) if title else ():
        found = _search(source, _TITLED, part.cell.start, part.cell.end, 0.7)
        if found:
            return found
    return None


def _search(
    source: Source, pattern: re.Pattern[str], start: int, end: int, confidence: float
) -> Suggestion[date] | None:
    for match in pattern.finditer(source.plain, start, end):
        line_start = source.line_start(match.start())
        if pattern is _PLACED and source.plain[line_start : match.start()].strip():
            continue
        value = as_date(*match.groups())
        day = _DAY.search(source.plain, match.start(), match.end()) or match
        if value:
            return source.suggest(value, _span(day), confidence)
    return None


def _span(match: re.Match[str]) -> Span:
    return Span(match.start(), match.end())
