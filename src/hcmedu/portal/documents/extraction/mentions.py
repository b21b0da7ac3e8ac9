"""Documents that a text names: kind, number, date, issuer as far as they are told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from hcmedu.portal.documents.extraction.forms import form_of_symbol
from hcmedu.portal.documents.extraction.model import Reference
from hcmedu.portal.documents.extraction.patterns import as_date
from hcmedu.portal.documents.extraction.patterns import DAY
from hcmedu.portal.documents.extraction.patterns import form_pattern
from hcmedu.portal.documents.extraction.patterns import form_words
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.documents.extraction.source import Span
from hcmedu.portal.documents.extraction.symbols import numbers_in

import re


#: How far before a number its kind may stand, and how long names of issuers and laws are.
BEFORE, ISSUER, TITLE = 160, 120, 220

_WHEN = re.compile(rf"\s{{0,40}},?\s{{0,40}}{DAY}")
_BY = re.compile(r"\s{0,40},?\s{0,40}cua\s{1,40}")
#: Ends the name of an issuer.
_STOP = re.compile(
    r"[;,()\":\f]|\.(?!\s?ho chi)(?:\s|$)|\n[ \t]{0,80}\n"
    r"|\s(?:ve|v/v|quy\s{1,40}dinh|ban\s{1,40}hanh|huong\s{1,40}dan|phe\s{1,40}duyet|sua\s{1,40}doi"
    r"|bo\s{1,40}sung|cong\s{1,40}bo|trien\s{1,40}khai|thong\s{1,40}bao|ket\s{1,40}luan|nham|duoc|ngay"
    r"|thuc\s{1,40}hien|thay\s{1,40}the|het\s{1,40}hieu|bai\s{1,40}bo|co\s{1,40}hieu|v ?/ ?v"
    r"|quyet\s{1,40}dinh|giai\s{1,40}doan)\b"
)
#: The same, by words that only their tones tell from parts of names.
_STOP_WORDS = re.compile(r"\s(?:tại|giao|do|trên|đã|cho|để|khóa|tổ\s+chức|hết|có)\s")
_AND = re.compile(r" và (\w)")


@dataclass(frozen=True)
class Mention(Span):
    """A document named in the text; ``start`` lies before its kind, ``number_at`` is its number."""

    reference: Reference
    number_at: Span


@cache
def _kind() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{form_pattern()}|van ban)\b")


def mentions(source: Source, start: int, end: int) -> Iterator[Mention]:
    """The documents with a number that a piece of text names, in order."""
    done = start
    for span, number in numbers_in(source, start, end):
        at, form, told = _kind_before(source, max(done, span.start - BEFORE), span.start)
        if told:
            stop, day = _day_behind(source, span.end, end)
            stop, issuer = _issuer_behind(source, stop, end)
            form = form or form_of_symbol(number.partition("/")[2] or number)
            reference = Reference(number, None, form, day, issuer)
            yield Mention(at, stop, reference, span)
            done = stop


def _kind_before(source: Source, start: int, end: int) -> tuple[int, str | None, bool]:
    """Where the kind before a number begins, its form, and whether kind or ``số`` is told."""
    before = source.plain[start:end]
    told = re.search(r"\bso\s{0,20}:?\s{0,20}$", before)
    stop = told.start() if told else len(before)
    kinds = list(_kind().finditer(before, 0, stop))
    found = kinds[-1] if kinds else None
    if not found or not _is_near(before[found.end() : stop], found.group()):
        return (start + stop, None, True) if told else (end, None, False)
    words = " ".join(found.group().split())
    return start + found.start(), form_words().get(words), True


def _is_near(between: str, kind: str) -> bool:
    """Only the words of a title may stand between kind and number (``Luật Giáo dục số ...``)."""
    if re.search(r"[;.()\"]|\bngay\b", between):
        return False
    named = kind.split()[0] in ("luat", "bo", "phap", "hien")
    return len(between.split()) <= (12 if named else 4)


def _day_behind(source: Source, start: int, end: int) -> tuple[int, date | None]:
    match = _WHEN.match(source.plain, start, end)
    day = as_date(*match.groups()) if match else None
    return (match.end(), day) if match and day else (start, None)


def _issuer_behind(source: Source, start: int, end: int) -> tuple[int, str | None]:
    """``của Bộ trưởng Bộ Giáo dục và Đào tạo``; only a name, which begins with a capital."""
    by = _BY.match(source.plain, start, end)
    if not by or not source.text[by.end() : by.end() + 1].isupper():
        return start, None
    limit = min(end, by.end() + ISSUER)
    stops = (
        _STOP.search(source.plain, by.end(), limit),
        _STOP_WORDS.search(source.text, by.end(), limit),
    )
    until = min((stop.start() for stop in stops if stop), default=limit)
    return until, _name(source.value(by.end(), until)) or None


def _name(text: str) -> str:
    """Without ``và ý kiến thảo luận``, which is no part of a name."""
    ends = (match.start() for match in _AND.finditer(text) if match[1].islower())
    return text[: next(ends, None)].rstrip(" .-–")
