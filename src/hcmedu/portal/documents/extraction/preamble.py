"""What a document is based on (căn cứ): the documents that its preamble names."""

from collections.abc import Iterator
from hcmedu.portal.documents.extraction.laws import laws
from hcmedu.portal.documents.extraction.mentions import Mention
from hcmedu.portal.documents.extraction.mentions import mentions
from hcmedu.portal.documents.extraction.patterns import form_pattern
from hcmedu.portal.documents.extraction.patterns import is_capitals
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.documents.extraction.source import Span

import re


#: So far behind the head a preamble, and a heading such as ``CƠ SỞ PHÁP LÝ``, is looked for.
PREAMBLE, HEADINGS = 30_000, 20_000
MENTIONS = 200

#: A bullet, or what a scanner saw in the margin.
_BULLET = r"(?:[a-z0-9]\s{3,40})?[^a-z0-9\n(]{0,8}"
_BASED = re.compile(
    rf"{_BULLET}(?:can.{{0,2}} cu|thuc hien|tiep theo|tiep tuc thuc hien|theo|xet|phuc dap|tra loi"
    r"|tren co so|sau khi xem xet|chap hanh|trien khai)\b"
)
#: The text proper begins: orders, numbered headings.
_OPERATIVE = re.compile(
    rf"{_BULLET}(?:dieu (?:1|i|mot)\b|[ivx]{{1,4}} ?(?:[.)]|/-)|[0-9]{{1,2}} ?[.)] "
    r"|[a-e] ?[.)] |phan (?:i|1|thu)|chuong (?:i|1)\b"
    r"|(?:quyet dinh|quyet nghi|nghi dinh|chi thi|thong tu|nay cong bo) ?:? ?$)"
)
_HEADING = re.compile(
    rf"{_BULLET}(?:[ivx]{{1,4}} ?[./)-]{{1,2}}|[0-9a-z] ?[./)]|muc [0-9]|phan [0-9ivx]{{1,4}})?"
    r"\s{0,3}[^\n]{0,30}\b(?:can cu|co so phap ly|co so xay dung)\b[^\n]{0,50}"
)
_NEXT = re.compile(
    rf"{_BULLET}(?:(?:[ivx]{{1,4}}|[a-e]) ?[./)-]{{1,2}} ?[a-z]|phan (?:[0-9ivx]{{1,4}}|thu)"
    r"|chuong|muc [0-9]|dieu [0-9])"
)
#: Another document of the same basis, on a line of its own.
_ANOTHER = re.compile(rf"(?:{form_pattern()}|van ban)\b")
_REPLACED = re.compile(r"\bthay (?:the|cho)(?: cho)?\s{1,20}$")


def find_references(source: Source, start: int, end: int) -> Iterator[tuple[Mention, float]]:
    """The documents of the preamble and of a section on legal bases, each once, in order."""
    seen: set[str] = set()
    pieces = [*_paragraphs(source, start, end), *_sections(source, start, end)]
    for piece, confidence in sorted(pieces, key=lambda found: found[0].start):
        for mention in _named(source, piece):
            key = mention.reference.identity.lower()
            if key not in seen and len(seen) < MENTIONS:
                seen.add(key)
                yield mention, confidence


def _named(source: Source, piece: Span) -> list[Mention]:
    """Documents with numbers and laws without, save those that another document has replaced."""
    numbered = list(mentions(source, piece.start, piece.end))
    taken = [(one.start, one.end) for one in numbered]
    titled = [
        law
        for law in laws(source, piece.start, piece.end)
        if not any(start < law.end and law.start < end for start, end in taken)
    ]
    found = sorted([*numbered, *titled], key=lambda one: one.start)
    return [
        one
        for one in found
        if not _REPLACED.search(source.plain[max(one.start - 40, 0) : one.start])
    ]


def _paragraphs(source: Source, start: int, end: int) -> Iterator[tuple[Span, float]]:
    """Paragraphs that begin as a basis does, up to the text proper."""
    begun: int | None = None
    previous: Span | None = None
    for line in source.lines_between(start, min(end, start + PREAMBLE)):
        if begun is not None and previous and _breaks(source, previous, line):
            yield Span(begun, previous.end), 0.9
            begun = None
        if _OPERATIVE.match(source.plain, line.start, line.end):
            break
        if begun is None and _BASED.match(source.plain, line.start, line.end):
            begun = line.start
        previous = line
    if begun is not None and previous:
        yield Span(begun, previous.end), 0.9


def _breaks(source: Source, previous: Span, line: Span) -> bool:
    """Does a new paragraph begin with this line?"""
    last = source.plain[previous.start : previous.end].rstrip(" '`\"_^~|")[-1:]
    if source.blank_between(previous, line):
        return True
    if last in (";", ":"):
        return last == ":" or not _ANOTHER.match(source.plain, line.start)
    starts = source.text[line.start : line.end].lstrip(" -–+•.")[:1].isupper()
    return (
        last in (".", ",")
        and starts
        and bool(
            _BASED.match(source.plain, line.start, line.end) or previous.end - previous.start < 60
        )
    )


def _sections(source: Source, start: int, end: int) -> Iterator[tuple[Span, float]]:
    """What stands below a heading ``CƠ SỞ PHÁP LÝ``, up to the next heading."""
    begun: int | None = None
    last = start
    for line in source.lines_between(0, min(end, start + HEADINGS)):
        heading = _is_heading(source, line)
        if begun is not None and (heading or _ends_section(source, line)):
            yield Span(begun, last), 0.8
            begun = None
        if heading:
            begun = line.end
        last = line.end
    if begun is not None:
        yield Span(begun, last), 0.8


def _is_heading(source: Source, line: Span) -> bool:
    plain = source.plain[line.start : line.end]
    if len(plain) > 80 or not _HEADING.fullmatch(plain):
        return False
    text = source.text[line.start : line.end]
    return is_capitals(text) or (
        bool(re.match(r"[ivx0-9]{1,4} ?[./)]", plain)) and plain[-1] not in ";,."
    )


def _ends_section(source: Source, line: Span) -> bool:
    text = source.text[line.start : line.end]
    shouted = is_capitals(text) and len(text) > 8
    return shouted or bool(_NEXT.match(source.plain, line.start, line.end))
