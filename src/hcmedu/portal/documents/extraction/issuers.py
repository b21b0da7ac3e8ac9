"""The issuing body: the last name in the left column above the number."""

from dataclasses import replace
from hcmedu.portal.documents.extraction.casing import LOOK_UP
from hcmedu.portal.documents.extraction.casing import organisation
from hcmedu.portal.documents.extraction.cells import Cell
from hcmedu.portal.documents.extraction.head import Head
from hcmedu.portal.documents.extraction.head import Kind
from hcmedu.portal.documents.extraction.head import Part
from hcmedu.portal.documents.extraction.model import Suggestion
from hcmedu.portal.documents.extraction.names import HEADS
from hcmedu.portal.documents.extraction.names import PHRASES
from hcmedu.portal.documents.extraction.names import PLACES
from hcmedu.portal.documents.extraction.patterns import is_capitals
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.documents.extraction.source import Span
from hcmedu.portal.vietnamese import fold

import re


#: Lines of the left column that are names.
LINES = 12

_HEADS = "|".join(sorted((fold(head) for head in HEADS), key=len, reverse=True))
_KINDS = "|".join(fold(place) for place in PLACES)
#: Begins the name of a body; the word alone (``VỤ``) is the end of the line before.
_BODY = re.compile(rf"(?:{_HEADS})\b(?:[ .:]|$)")
_ALONE = re.compile(r"(?:vu|bo|so|ban|to|khoa|hoi|doan|lop|vien|phong|cuc|truong|co so)\b.?")
_TWO_WORDS = frozenset(fold(head) for head in HEADS if head.count(" ") == 1)
_NAMES = frozenset(fold(name) for name in PHRASES if " và " not in name)
_SPECKS = re.compile(r"(?:(?![^\W\d_]{3})[^\sA-ZĐ]{1,2} +){1,4}")
#: A place at the end of a name: ``UBND QUẬN BÌNH TÂN``.
_PLACE = re.compile(rf"(?:\b(?:{_KINDS})|\b(?:tp|tx|tt)\b\.?) ?(?:\S+ ?){{1,5}}$")
_KIND_LAST = re.compile(rf"\b(?:{_KINDS})$")
_ANY_PLACE = re.compile(rf"\b(?:{_KINDS}|tp|tx)\b")
#: Names that say nothing without a place or without the body above.
_LOCAL = re.compile(r"(?:so|phong|van phong|ban quan ly|cong doan (?:nganh )?giao duc|thanh tra)\b")
_UNIT = re.compile(
    r"(?:trung tam|cuc|vu|to|khoa|ban|hoi dong(?! nhan dan| bo truong| chinh phu| doi)|vien"
    r"|chi cuc)\b"
)
_OFFICE = re.compile(r"phong (?!giao duc|gd)|phong gd(?!\W|dt)|(?:thanh tra|van phong)$")
_ABOVE = re.compile(r"(?:so|bo|truong|ubnd|uy ban nhan dan|tong cuc|dai hoc)\b")
_OF = re.compile(r"\bcua ([^\n]{4,90}?)(?: so ?:? ?[0-9]|$)")
#: ``Sở Giáo dục và Đào tạo hướng dẫn ...``, where the head of the document is lost.
_SPEAKS = re.compile(
    r"^[ \t]*(?:sau khi [^\n]{0,90}?; )?"
    r"((?:so|phong|van phong|bo|truong|trung tam)\b[^\n,.;:]{4,70}?)"
    r" (?:thong bao |de nghi|huong dan|yeu cau|bao cao|ban hanh)\b",
    re.MULTILINE,
)


def find_issuer(source: Source, head: Head, place: str) -> Suggestion[str] | None:
    """The body that issues, with its place where the name alone would fit many.

    ``place``: where the document was issued, which is the place of a body whose head tells none.
    """
    where, place = place, _with_kind(place)
    bodies = _bodies(source, _column(source, head))
    if not bodies:
        return _in_title(source, head) or _speaker(source, head, place or where)
    span = Span(bodies[-1][0].start, bodies[-1][-1].end)
    names = [organisation(_joined(source, body), source) for body in bodies]
    name = _qualified(names, place)
    official = any(part.kind in (Kind.NATION, Kind.NUMBER) for part in head.parts)
    return source.suggest(name, span, 0.9 if official else 0.5)


def _joined(source: Source, body: list[Cell]) -> str:
    """The lines of a name as one; a dash at the end of a line joins two names."""
    words = [_words(source, cell) for cell in body]
    dashed = [source.plain[cell.start : cell.end].endswith(" -") for cell in body[:-1]]
    return "".join(
        word + (" - " if dash else " ") for word, dash in zip(words, [*dashed, False], strict=True)
    ).strip()


def _words(source: Source, cell: Cell) -> str:
    """The text of a cell without what a scanner saw in the white behind it."""
    return re.sub(r"[\W_]+$", "", source.text[cell.start : cell.end])


def _column(source: Source, head: Head) -> list[Cell]:
    """Cells in capitals of the left column, above number, subject and title."""
    found: list[Cell] = []
    for part in head.parts:
        if part.kind in (Kind.NUMBER, Kind.SUBJECT, Kind.TITLE) and found:
            break
        if not part.right and len(found) < LINES and _is_name(source, part, found):
            found.append(part.cell)
    return found


def _is_name(source: Source, part: Part, above: list[Cell]) -> bool:
    plain = source.plain[part.cell.start : part.cell.end]
    if plain.isdigit() and above:
        return bool(_KIND_LAST.search(source.plain[above[-1].start : above[-1].end]))
    return part.kind is Kind.CAPITALS and sum(map(str.isalpha, plain)) > 1 and len(plain) < 150


def _bodies(source: Source, column: list[Cell]) -> list[list[Cell]]:
    """The cells of each body; a name may take several lines."""
    bodies: list[list[Cell]] = []
    for cell in column:
        cell = _without_specks(source, cell)
        plain = source.plain[cell.start : cell.end]
        begins = (_BODY.match(plain) and not _ALONE.fullmatch(plain)) or _speaks(source, plain)
        if begins and not _goes_on(source, bodies, plain):
            bodies.append([cell])
        elif bodies:
            bodies[-1].append(cell)
    return bodies


def _speaks(source: Source, plain: str) -> bool:
    """Does a sentence of the text begin with this line, as it does with the name of a body?"""
    words = r"\s{1,30}".join(map(re.escape, plain.split()))
    if len(plain.split()) < 3:
        return False
    for match in re.finditer(
        rf"(?:^|[.;:]\s{{1,30}}|\n\s{{0,30}}){words}\b", source.plain[:LOOK_UP]
    ):
        seen = source.text[match.start() : match.end()].lstrip(" .;:\n\t")
        if seen[0].isupper() and not is_capitals(seen):
            return True
    return False


def _without_specks(source: Source, cell: Cell) -> Cell:
    """The cell without what a scanner saw in the white before it (``z ˆ PHÒNG``)."""
    match = _SPECKS.match(source.text, cell.start, cell.end)
    return replace(cell, start=match.end()) if match and match.end() < cell.end else cell


def _goes_on(source: Source, bodies: list[list[Cell]], plain: str) -> bool:
    """Does the line before end in the middle of a name (``ỦY`` / ``BAN NHÂN DÂN``)?"""
    if not bodies:
        return False
    last = bodies[-1][-1]
    before = source.plain[last.start : last.end]
    joint = f"{before.split()[-1]} {plain.split()[0]}" if before.strip() else ""
    return before.endswith((" va", " -", " &")) or joint in _TWO_WORDS or _crosses(before, plain)


def _crosses(before: str, plain: str) -> bool:
    """Does a known name stand across the end of the line (``ỦY BAN THƯỜNG VỤ`` / ``QUỐC HỘI``)?"""
    joined, border = f"{before} {plain}", len(before)
    places = ((joined.find(name), len(name)) for name in _NAMES)
    return any(0 <= start < border < start + length - 1 for start, length in places)


def _qualified(names: list[str], place: str) -> str:
    """The last name, with the place of the body above or that body itself behind it."""
    name, above = names[-1], names[-2] if len(names) > 1 else ""
    plain = fold(name)
    if _OFFICE.match(plain) and fold(above).startswith("so "):
        return f"{name}, {_qualified(names[:-1], place)}"
    if _LOCAL.match(plain) and not _ANY_PLACE.search(plain):
        found = _PLACE.search(fold(above))
        named = above[found.start() :] if found else place
        return f"{name} {named}".strip() if _lacks_place(plain) else name
    if _UNIT.match(plain) and _ABOVE.match(fold(above)):
        parent = _qualified(names[:-1], place)
        return name if _ANY_PLACE.search(plain) else f"{name}, {parent}"
    return name


def _lacks_place(plain: str) -> bool:
    """``Sở Giáo dục và Đào tạo Kon Tum`` has its place without a word for its kind."""
    known = re.match(r"(?:so|phong) (?:giao duc va dao tao|gd ?& ?dt|gddt)", plain)
    return not known or known.end() == len(plain)


def _with_kind(place: str) -> str:
    """``TP. Hồ Chí Minh`` → ``Thành phố Hồ Chí Minh``; empty when the place has no kind."""
    place = re.sub(r"^(?:TP|Tp)\.? ?", "Thành phố ", place)
    return place if _ANY_PLACE.match(fold(place)) else ""


def _in_title(source: Source, head: Head) -> Suggestion[str] | None:
    """``NGHỊ ĐỊNH CỦA CHÍNH PHỦ SỐ ...``, as old collections of laws print it."""
    title = head.first(Kind.TITLE)
    if not title:
        return None
    below = head.after(title, lambda other: other.kind in (Kind.CAPITALS, Kind.NUMBER))[:2]
    for part in (title, *below):
        match = _OF.search(source.plain, part.cell.start, part.cell.end)
        if match and _BODY.match(match[1]):
            name = organisation(source.text[match.start(1) : match.end(1)], source)
            return source.suggest(name, Span(match.start(1), match.end(1)), 0.7)
    return None


def _speaker(source: Source, head: Head, place: str) -> Suggestion[str] | None:
    """The body that speaks in the text of a letter whose head has no name."""
    if not head.first(Kind.NUMBER):
        return None
    match = _SPEAKS.search(source.plain, head.end, head.end + 8_000)
    if not match or not source.text[match.start(1)].isupper():
        return None
    name = organisation(source.text[match.start(1) : match.end(1)], source)
    if _KIND_LAST.search(fold(name)) and not _ANY_PLACE.match(fold(place)):
        name = f"{name} {place}".strip()
    else:
        name = _qualified([name], _with_kind(place))
    return source.suggest(name, Span(match.start(1), match.end(1)), 0.5)
