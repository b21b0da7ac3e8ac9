"""The abstract (trích yếu): below the title, or below the number of an official letter."""

from hcmedu.portal.documents.extraction.casing import sentence
from hcmedu.portal.documents.extraction.forms import title_part
from hcmedu.portal.documents.extraction.head import Head
from hcmedu.portal.documents.extraction.head import Kind
from hcmedu.portal.documents.extraction.head import Part
from hcmedu.portal.documents.extraction.model import Suggestion
from hcmedu.portal.documents.extraction.patterns import DAY
from hcmedu.portal.documents.extraction.patterns import is_capitals
from hcmedu.portal.documents.extraction.patterns import NUMBER
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.documents.extraction.source import Span

import re


LINES, CHARACTERS = 12, 1_000
_SKIPPED = (Kind.NATION, Kind.DATE, Kind.RULE)
#: ``CỦA CHÍNH PHỦ SỐ 75/2006/NĐ-CP NGÀY ...`` between title and abstract.
_OWN = re.compile(rf"(?:cua [^\n]{{3,90}}?)?\s?\bso\s?:?\s?{NUMBER}\s{{1,9}}{DAY}\s{{0,9}}[,:]?\s*")
#: The authority that speaks: a line in capitals below the abstract.
_AUTHORITY = re.compile(
    r"(?:quyen |pho )?(?:bo truong|chu tich|hieu truong|giam doc|thu tuong|chinh phu"
    r"|quoc hoi|uy ban|hoi dong|truong phong|truong ban|ban thuong vu|ban chap hanh"
    r"|cuc truong|chanh|tong cuc"
    r"|tong giam doc|vien truong|bo )\b"
)
_JOINS = re.compile(
    r"(?:[,;-]|\b(?:và|của|cho|về|tại|theo|với|các|trong|từ|đến|do|ở|hoặc|thuộc))$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\n[ \t]{0,40}((?:ve viec|v/v) ?:[^\n]{4,300})")


def find_abstract(source: Source, head: Head) -> Suggestion[str] | None:
    """The abstract on one line, as printed, but without the full stop."""
    titled = title_part(source, head)
    if titled:
        return _below_title(source, head, titled[0], titled[2]) or _in_text(source, head)
    unknown = head.first(Kind.UNKNOWN)
    if unknown:
        return _below_title(source, head, unknown, unknown.cell.end)
    subject = head.first(Kind.SUBJECT)
    return _subject(source, head, subject) if subject else None


def _in_text(source: Source, head: Head) -> Suggestion[str] | None:
    """``Về việc: ...``, a line of its own in letters of introduction and the like."""
    match = _ABOUT.search(source.plain, head.end, head.end + 1_500)
    return _suggest(source, [Span(match.start(1), match.end(1))], 0.6) if match else None


def _subject(source: Source, head: Head, subject: Part) -> Suggestion[str] | None:
    """The subject of a letter: the cell and those below it in its column."""
    cells = [subject.cell]
    for part in head.after(subject, lambda other: other.kind not in _SKIPPED):
        if part.right and not part.cell.lone:
            continue
        if part.right or _is_over(source, cells[-1], part, capitals=False):
            break
        cells.append(part.cell)
    return _suggest(source, [Span(cell.start, cell.end) for cell in cells], 0.9)


def _below_title(source: Source, head: Head, title: Part, end: int) -> Suggestion[str] | None:
    spans: list[Span] = []
    rest = Span(end, title.cell.end)
    if source.plain[rest.start : rest.end].strip(" .:-"):
        spans.append(rest)
    for part in head.after(title, lambda other: other.kind is not Kind.DATE)[:LINES]:
        if part.kind is Kind.NUMBER and _says_only_of(source, spans):
            spans = []
            continue
        if _ends_title(source, spans, part):
            break
        spans.append(part.cell)
    return _suggest(source, _without_own(source, spans), 0.9)


def _says_only_of(source: Source, spans: list[Span]) -> bool:
    """Is all that stands between title and number the issuer (``CỦA THỦ TƯỚNG CHÍNH PHỦ``)?"""
    return not spans or source.plain[spans[0].start : spans[-1].end].strip().startswith("cua ")


def _ends_title(source: Source, spans: list[Span], part: Part) -> bool:
    if part.kind in (Kind.RULE, Kind.NATION) and not spans:
        return False
    previous = spans[-1] if spans else None
    capitals = bool(spans) and is_capitals(source.text[spans[-1].start : spans[-1].end])
    return part.kind is Kind.NUMBER or _is_over(source, previous, part, capitals)


def _is_over(source: Source, previous: Span | None, part: Part, capitals: bool) -> bool:
    """Is the abstract complete before this part?"""
    if part.kind in (Kind.RULE, Kind.ASIDE, Kind.STAMP, Kind.NUMBER):
        return True
    if previous is None:
        return False
    if part.kind is Kind.TITLE and source.blank_between(previous, part.cell):
        return True
    joins = bool(_JOINS.search(source.text[previous.start : previous.end]))
    shouted = is_capitals(source.text[part.cell.start : part.cell.end])
    plain = source.plain[part.cell.start : part.cell.end]
    if shouted and not capitals and (" " in plain or len(plain) > 10):
        return True
    if source.blank_between(previous, part.cell):
        return not (joins and previous.end - previous.start > 20)
    return bool(shouted and _AUTHORITY.match(plain) and not joins)


def _without_own(source: Source, spans: list[Span]) -> list[Span]:
    """Without what the title says of issuer, number, date, and without ``(THÔNG CÁO) BÁO CHÍ``."""
    if not spans:
        return []
    own = _OWN.match(source.plain, spans[0].start, spans[-1].end)
    if own:
        kept = [Span(max(span.start, own.end()), span.end) for span in spans]
        return [span for span in kept if span.start < span.end]
    first = source.text[spans[0].start : spans[0].end].strip()
    second = source.text[spans[1].start : spans[1].end] if spans[1:] else ""
    aside = is_capitals(first) and not is_capitals(second) and len(first.split()) < 5
    authority = is_capitals(first) and first.lower().startswith("của ") and not is_capitals(second)
    if second and authority:
        return spans[1:]
    if second and _on_title_line(source, spans) and (aside or first.lower().startswith("của ")):
        return spans[1:]
    return spans


def _on_title_line(source: Source, spans: list[Span]) -> bool:
    before = source.plain[source.line_start(spans[0].start) : spans[0].start]
    return bool(before.strip())


def _suggest(source: Source, spans: list[Span], confidence: float) -> Suggestion[str] | None:
    pieces = [source.text[span.start : span.end].strip(" \t_.:~'`") for span in spans]
    joined = " ".join(piece for piece in pieces if piece)[:CHARACTERS]
    value = sentence(joined.strip(" -–_"), source).rstrip(" .;:,")
    if sum(map(str.isalpha, value)) < 3:
        return None
    return source.suggest(value, Span(spans[0].start, spans[-1].end), confidence)
