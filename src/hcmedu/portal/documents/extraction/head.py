"""The head of a document: the cells before its text, each with what it is."""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace
from enum import Enum
from hcmedu.portal.documents.extraction.cells import Cell
from hcmedu.portal.documents.extraction.cells import cells_of
from hcmedu.portal.documents.extraction.cells import MOTTO
from hcmedu.portal.documents.extraction.cells import NATION
from hcmedu.portal.documents.extraction.patterns import body_start
from hcmedu.portal.documents.extraction.patterns import DAY
from hcmedu.portal.documents.extraction.patterns import form_titles
from hcmedu.portal.documents.extraction.patterns import form_words
from hcmedu.portal.documents.extraction.patterns import is_capitals
from hcmedu.portal.documents.extraction.patterns import RULE
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.documents.extraction.source import Span
from hcmedu.portal.vietnamese import normalize
from itertools import pairwise

import re


#: A head is looked for in so many lines and characters at the beginning.
LINES, CHARACTERS = 120, 20_000
#: A text begins so many lines below the title at the latest.
BELOW_TITLE = 16


class Kind(Enum):
    """What a cell of the head is."""

    NATION = "nation"
    RULE = "rule"
    NUMBER = "number"
    DATE = "date"
    TITLE = "title"
    SUBJECT = "subject"
    STAMP = "stamp"
    ASIDE = "aside"
    CAPITALS = "capitals"
    UNKNOWN = "unknown"  # a title that is no form of the catalogue
    OTHER = "other"


_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.NATION, re.compile(f"(?:{NATION}|{MOTTO})")),
    (Kind.NATION, re.compile(r"doan (?:tncs|thanh nien cong san) ho chi minh")),
    (Kind.RULE, RULE),
    (Kind.ASIDE, re.compile(r"\(.*|.*\bkem theo\b.*")),
    (
        Kind.NUMBER,
        re.compile(r"[^a-z0-9]{0,4}(?!cua )(?:[a-z]{2,5} ?){0,3}so ?(?:[:.;]|/|[0-9]| [0-9/]).*"),
    ),
    (Kind.SUBJECT, re.compile(r"[^a-z0-9]{0,4}(?:v ?[/.] ?v|ve viec|ve|vv)\b.*")),
    (Kind.DATE, re.compile(rf"[^0-9]{{0,60}}{DAY}[^a-z]{{0,9}}")),
    (Kind.DATE, re.compile(r".{2,40}, ?(?:ngay.{0,12})?thang [0-9 .]{0,6} ?nam [0-9 .]{1,6}")),
    (
        Kind.STAMP,
        re.compile(r"(?:hoa toc|thuong khan|khan|toi mat|tuyet mat|mat|den|du thao)\b.{0,30}"),
    ),
)
#: What holds whatever a cell says besides; the others must be the whole cell.
_ANYWHERE = {_KINDS[0][1]}


@dataclass(frozen=True)
class Part:
    """A cell of the head; ``right``: it stands in the right column."""

    cell: Cell
    kind: Kind
    right: bool


@dataclass(frozen=True)
class Head:
    """The parts of the head in reading order; ``end``: where the text proper begins."""

    parts: tuple[Part, ...]
    end: int

    def first(self, kind: Kind) -> Part | None:
        return next((part for part in self.parts if part.kind is kind), None)

    def after(self, part: Part, wanted: Callable[[Part], bool]) -> list[Part]:
        """The parts behind another one for which something holds."""
        return [other for other in self.parts[self.parts.index(part) + 1 :] if wanted(other)]


def read_head(source: Source) -> Head:
    """Classify the cells before the first words of a text proper."""
    lines, end = _head_lines(source)
    rows = _without_nation(source, [cells_of(source, line) for line in lines])
    border = _right_border(source, rows)
    parts = [
        Part(cell, _kind(source, cell), _is_right(cell, place, border))
        for cells in rows
        for place, cell in enumerate(cells)
    ]
    return Head(tuple(_with_unknown_title(_without_false_title(parts))), end)


def _without_false_title(parts: list[Part]) -> list[Part]:
    """No title stands above the name of the state: ``... VÀ`` / ``CHƯƠNG TRÌNH GIÁO DỤC``."""
    nation = next((n for n, part in enumerate(parts) if part.kind is Kind.NATION), 0)
    return [
        replace(part, kind=Kind.CAPITALS) if part.kind is Kind.TITLE and place < nation else part
        for place, part in enumerate(parts)
    ]


def _with_unknown_title(parts: list[Part]) -> list[Part]:
    """Marks ``THƯ MỜI`` or ``NỘI QUY``: words in capitals below number and date, no known title."""
    kinds = [part.kind for part in parts]
    if Kind.TITLE in kinds or Kind.SUBJECT in kinds or Kind.NUMBER not in kinds:
        return parts
    above = {Kind.NUMBER, Kind.DATE, Kind.NATION} & set(kinds)
    first = max(kinds.index(kind) for kind in above)
    for place, part in enumerate(parts):
        if place > first and part.kind is Kind.CAPITALS and part.cell.lone:
            return [*parts[:place], replace(part, kind=Kind.UNKNOWN), *parts[place + 1 :]]
    return parts


def _head_lines(source: Source) -> tuple[list[Span], int]:
    """The lines of the head: up to words that begin a text, else to the block below the title."""
    lines: list[Span] = []
    limit = LINES
    for line in source.lines_between(0, min(CHARACTERS, len(source.plain))):
        starts = body_start().match(source.plain, line.start, len(source.plain))
        if starts and not (lines and _is_abstract(source, lines[-1], line)):
            return lines, line.start
        if len(lines) == limit:
            break
        lines.append(line)
        if limit == LINES and title_of(*_both(source, line)):
            limit = len(lines) + BELOW_TITLE
    return _without_text(source, lines)


def _is_abstract(source: Source, above: Span, line: Span) -> bool:
    """``Thực hiện Nghị quyết số ...`` directly below the title, which elsewhere begins a text."""
    titled = title_of(*_both(source, above)) and not source.blank_between(above, line)
    return bool(titled) and source.plain.startswith(("thuc hien", "theo", "tiep"), line.start)


def _both(source: Source, line: Span) -> tuple[str, str]:
    return source.plain[line.start : line.end], source.text[line.start : line.end]


def _without_text(source: Source, lines: list[Span]) -> tuple[list[Span], int]:
    """A short document without any such words: its head ends at the second gap below the title."""
    titles = [place for place, line in enumerate(lines) if title_of(*_both(source, line))]
    place = titles[0] + 1 if titles else len(lines)
    while 0 < place < len(lines) and (
        place < titles[0] + 2 or not source.blank_between(lines[place - 1], lines[place])
    ):
        place += 1
    if place < len(lines):
        return lines[:place], lines[place].start
    return lines, lines[-1].end if lines else 0


def _without_nation(source: Source, rows: list[list[Cell]]) -> list[list[Cell]]:
    """Rows without the ``NAM`` that the name of the state leaves on the next line."""
    for row, below in pairwise(rows):
        last, cell = row[-1:], below[-1:]
        if (
            not last
            or not cell
            or not source.plain[last[0].start : last[0].end].endswith("chu nghia viet")
        ):
            continue
        if source.plain[cell[0].start : cell[0].end] == "nam":
            below.pop()
        elif source.plain[cell[0].start : cell[0].end].endswith(" nam"):
            end = cell[0].end - len(" nam")
            below[-1] = replace(cell[0], end=end)
    return rows


def _right_border(source: Source, rows: list[list[Cell]]) -> int | None:
    """The column at which the right half begins; None for text without columns."""
    for cells in rows:
        for place, cell in enumerate(cells):
            found = _kind(source, cell) is Kind.NATION
            if found and (place > 0 or cell.column > 20):
                return cell.column
    return None


def _is_right(cell: Cell, place: int, border: int | None) -> bool:
    return place > 0 or (border is not None and cell.column >= border - 3)


def _kind(source: Source, cell: Cell) -> Kind:
    plain, text = source.plain[cell.start : cell.end], source.text[cell.start : cell.end]
    for kind, pattern in _KINDS:
        match = pattern.search(plain) if pattern in _ANYWHERE else pattern.fullmatch(plain)
        if match:
            return kind
    if title_of(plain, text):
        return Kind.TITLE
    return Kind.CAPITALS if is_capitals(text) else Kind.OTHER


def title_of(plain: str, text: str) -> tuple[str, int] | None:
    """The form whose title a cell begins with, in capitals, and where the title ends in it.

    Before other words its tones must be right: ``PHƯỜNG AN LẠC`` is no ``PHƯƠNG ÁN``.
    """
    for title, form in form_words().items():
        end = _length_of(title, plain)
        exact = end and normalize(text[:end]).lower() == form_titles()[form]
        if end and is_capitals(text[:end]) and (exact or not any(map(str.isalpha, plain[end:]))):
            return form, end
    return None


def _length_of(title: str, plain: str) -> int:
    """How many characters the title takes at the beginning of a text; 0 when it is not there."""
    if plain.startswith(title):
        return len(title) if not plain[len(title) : len(title) + 1].isalnum() else 0
    letters = title.replace(" ", "")
    spaced = re.match(r"(?:[a-z] {1,3}){4,30}[a-z]\b", plain)
    return spaced.end() if spaced and spaced.group().replace(" ", "") == letters else 0
