"""Number and symbol (số, ký hiệu), and the form that a symbol tells."""

from collections.abc import Iterator
from hcmedu.portal.documents.extraction.head import Head
from hcmedu.portal.documents.extraction.head import Kind
from hcmedu.portal.documents.extraction.head import Part
from hcmedu.portal.documents.extraction.model import Suggestion
from hcmedu.portal.documents.extraction.patterns import canonical
from hcmedu.portal.documents.extraction.patterns import NUMBER
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.documents.extraction.source import Span

import re


_NUMBER = re.compile(NUMBER)
#: ``215 TB/GD-ĐT``, as old typewritten documents have it.
_WITHOUT_SIGN = re.compile(r"\bso ?[:.]? ?([0-9]{1,6}) ([a-z]{1,6}[-/][a-z][a-z&/-]{0,30})")
#: Digits that a scanner took for letters: ``Số: l2/QĐ-...``.
_MISREAD = re.compile(r"\bso ?[:.]? ?([0-9loi|]{1,5}) ?(/ ?[a-z][a-z0-9&/.-]{1,40})")
#: The number is stamped later, on a line of its own: ``Số:      /UBND-VHXH``.
_EMPTY = re.compile(r"\bso ?[:.]?[ ._]{0,20}(?:\.{2,9} ?)?(/ ?[a-z][a-z0-9&/.-]{1,40})")
_STAMPED = re.compile(r"[0-9]{1,5}")


def numbers_in(source: Source, start: int, end: int) -> Iterator[tuple[Span, str]]:
    """The document numbers in a piece of text: place and canonical spelling."""
    place = start
    while match := _NUMBER.search(source.plain, place, end):
        stop = _end_of_symbol(source, match.start(), match.end())
        number = canonical(source.text[match.start() : stop]) if stop else None
        if number:
            yield Span(match.start(), stop), number
        place = stop if number else match.start() + 1


def _end_of_symbol(source: Source, start: int, end: int) -> int:
    """Where the symbol ends: at the last part in capitals (``QĐ-UBND``, not ``QĐ-UBND - Bình``)."""
    stop = 0
    for part in re.finditer(r"[^\W_](?:[^\s/-]*[^\s/.-])?", source.text[start:end]):
        word = part.group()
        if not stop and word[0].isdigit():
            continue
        capitals = sum(map(str.isupper, word))
        if not capitals or (capitals < 2 and len(word) > 2):
            break
        stop = start + part.end()
    return stop


def head_number(source: Source, head: Head) -> Suggestion[str] | None:
    """The document's own number: behind ``Số:`` in the head, or in the title."""
    for part in head.parts:
        if part.kind is Kind.NUMBER:
            found = _after_so(source, part) or _stamped(source, head, part)
            if found:
                return found
    return _in_title(source, head)


def _after_so(source: Source, part: Part) -> Suggestion[str] | None:
    cell = part.cell
    for span, number in numbers_in(source, cell.start, cell.end):
        return source.suggest(number, span, 0.95)
    for pattern, confidence in ((_WITHOUT_SIGN, 0.8), (_MISREAD, 0.55)):
        match = pattern.search(source.plain, cell.start, cell.end)
        if match:
            return _put_together(source, match, confidence)
    return None


def _put_together(
    source: Source, match: re.Match[str], confidence: float
) -> Suggestion[str] | None:
    digits = match[1].translate(str.maketrans("loi|", "1011"))
    symbol = source.text[match.start(2) : match.end(2)]
    number = canonical(f"{digits}/{symbol.lstrip('/ ')}") if symbol.upper() == symbol else None
    return (
        source.suggest(number, Span(match.start(1), match.end(2)), confidence) if number else None
    )


def _stamped(source: Source, head: Head, part: Part) -> Suggestion[str] | None:
    """``Số:   /UBND`` with the digits alone on the line above or below."""
    match = _EMPTY.match(source.plain, part.cell.start, part.cell.end)
    place = head.parts.index(part)
    near = [*head.parts[max(place - 2, 0) : place], *head.parts[place + 1 : place + 3]]
    for other in near if match else []:
        span = Span(min(other.cell.start, part.cell.start), max(other.cell.end, part.cell.end))
        digits = source.plain[other.cell.start : other.cell.end]
        if _STAMPED.fullmatch(digits) and source.plain.count("\n", span.start, span.end) == 1:
            number = canonical(digits + source.text[match.start(1) : match.end(1)])
            return source.suggest(number, span, 0.6) if number else None
    return None


def _in_title(source: Source, head: Head) -> Suggestion[str] | None:
    """``NGHỊ ĐỊNH CỦA CHÍNH PHỦ SỐ 75/2006/NĐ-CP NGÀY ...``, where the head has no ``Số:``."""
    title = head.first(Kind.TITLE)
    if not title or any(part.kind is Kind.NUMBER for part in head.parts):
        return None
    for part in [title, *head.after(title, lambda other: other.kind is not Kind.ASIDE)[:3]]:
        for span, number in numbers_in(source, part.cell.start, part.cell.end):
            if re.search(r"\bso\s*$", source.plain[max(0, span.start - 5) : span.start]):
                return source.suggest(number, span, 0.7)
    return None
