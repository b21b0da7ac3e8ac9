"""A table as a rectangle of cells, its edges cut, its head found."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hcmedu.portal.content.tables.words import weekday
from html import escape


#: No page of a school shows more; a hostile file says much more.
MAX_ROWS, MAX_COLUMNS, MAX_CELL = 300, 60, 2000
MAX_HEADS = 3

#: First row, first column, last row, last column.
Merge = tuple[int, int, int, int]


class TableError(ValueError):
    """What can't be a table; ``kind`` says why, ``limit`` is the number that was exceeded.

    ``empty``, ``one_column`` (nothing parts the cells), ``not_a_table``, ``damaged``,
    ``too_large``, ``too_many_files``, ``too_many_rows``, ``too_many_columns``,
    ``too_many_sheets``.
    """

    def __init__(self, kind: str, limit: int | None = None) -> None:
        super().__init__(kind)
        self.kind, self.limit = kind, limit


@dataclass(frozen=True)
class Cell:
    """Its text, how many rows and columns it covers, its safe markup where there is one."""

    text: str = ""
    rows: int = 1
    columns: int = 1
    html: str = ""

    @property
    def markup(self) -> str:
        return self.html or escape(self.text).replace("\n", "<br />")


@dataclass(frozen=True)
class Grid:
    """Rows of the same length; None is covered by a cell above or to the left.

    ``title`` is the name of the sheet or what stands above the table, ``caption`` the lines over
    its head, ``heads`` the number of rows of the head.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    heads: int = 0
    title: str = ""
    caption: str = ""

    @cached_property
    def full(self) -> tuple[tuple[Cell, ...], ...]:
        """The same without holes: each place has the cell that covers it."""
        found: list[list[Cell]] = [[Cell()] * len(row) for row in self.rows]
        for at, row in enumerate(self.rows):
            for column, cell in enumerate(row):
                for line in found[at : at + cell.rows] if cell else ():
                    line[column : column + cell.columns] = [cell] * cell.columns
        return tuple(map(tuple, found))

    @property
    def width(self) -> int:
        return len(self.rows[0])


def make_grid(
    lines: Sequence[Sequence[str]], merges: Iterable[Merge] = (), title: str = ""
) -> Grid | None:
    """The table that some cells make; None when all are empty. Raises ``TableError``.

    Lines over the head that hold one cell only are its caption. A day has the empty cells below
    it, since copied cells are no longer merged.
    """
    first = _head(lines)
    caption = [text for line in lines[:first] for text in [*filter(None, line)][:1]]
    kept = [(row, column) for row, column in _places(lines) if row >= first]
    if not kept:
        return None
    top, bottom = min(row for row, _ in kept), max(row for row, _ in kept)
    left, right = min(column for _, column in kept), max(column for _, column in kept)
    _check(bottom - top + 1, right - left + 1)
    texts = [
        [text[:MAX_CELL] for text in (*line, *[""] * (right + 1))[left : right + 1]]
        for line in lines[top : bottom + 1]
    ]
    moved = [(r0 - top, c0 - left, r1 - top, c1 - left) for r0, c0, r1, c1 in merges]
    spans = spans_of(moved, len(texts), right - left + 1)
    spans |= _days_below(texts, spans)
    return Grid(_cells(texts, spans), heads_of(texts, spans), title, "\n".join(caption))


def _head(lines: Sequence[Sequence[str]]) -> int:
    """The first line of the table itself: lines of one cell only are its caption, as long as they
    are no day and a table of its own follows. Each line is looked at once.
    """
    several = [at for at, line in enumerate(lines) if len({*filter(None, line)}) > 1]
    for at, line in enumerate(lines[: several[0]] if several else ()):
        if any(weekday(text) is not None for text in line):
            return at
    return several[0] if several else 0


def _places(lines: Sequence[Sequence[str]]) -> Iterable[tuple[int, int]]:
    for at, line in enumerate(lines):
        for column, text in enumerate(line):
            if text:
                yield at, column


def _check(rows: int, columns: int) -> None:
    if rows > MAX_ROWS:
        raise TableError("too_many_rows", MAX_ROWS)
    if columns > MAX_COLUMNS:
        raise TableError("too_many_columns", MAX_COLUMNS)


def spans_of(
    merges: Iterable[Merge], height: int, width: int
) -> dict[tuple[int, int], tuple[int, int]]:
    """Rows and columns of each merged cell, cut to the table; what overlaps is left out.

    Merged cells that don't overlap have no more rows, all told, than the table has places; who
    wants twice as many looked at sends no table, and the rest of them is left out.
    """
    found: dict[tuple[int, int], tuple[int, int]] = {}
    taken = [0] * height  # one bit a column
    left_over = 2 * height * width
    for r0, c0, r1, c1 in dict.fromkeys(merges):
        top, left = max(r0, 0), max(c0, 0)
        rows, columns = min(r1, height - 1) - top + 1, min(c1, width - 1) - left + 1
        # A cell that begins outside of the table has its text there
        if rows < 1 or columns < 1 or rows * columns < 2 or (top, left) != (r0, c0):
            continue
        bits = ((1 << columns) - 1) << left
        if taken[top] & bits:
            continue
        left_over -= rows
        if left_over < 0:
            break
        if not any(line & bits for line in taken[top : top + rows]):
            taken[top : top + rows] = [line | bits for line in taken[top : top + rows]]
            found[top, left] = rows, columns
    return found


def _days_below(
    texts: Sequence[Sequence[str]], spans: dict[tuple[int, int], tuple[int, int]]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Days of the first column, each with the rows below it whose first cell is empty."""
    if any(column == 0 for _, column in spans):
        return {}
    found = {}
    for at, line in enumerate(texts):
        if weekday(line[0]) is not None:
            end = at + 1
            while end < len(texts) and not texts[end][0]:
                end += 1
            found[at, 0] = end - at, 1
    return {place: span for place, span in found.items() if span[0] > 1}


def _cells(
    texts: Sequence[Sequence[str]], spans: dict[tuple[int, int], tuple[int, int]]
) -> tuple[tuple[Cell | None, ...], ...]:
    rows: list[list[Cell | None]] = [[Cell(text) for text in line] for line in texts]
    for (top, left), (height, width) in spans.items():
        for line in rows[top : top + height]:
            line[left : left + width] = [None] * width
        rows[top][left] = Cell(texts[top][left], height, width)
    return tuple(map(tuple, rows))


def heads_of(texts: Sequence[Sequence[str]], spans: dict[tuple[int, int], tuple[int, int]]) -> int:
    """How many rows are the head, where nothing else tells: one, or as high as its first cell."""
    if len(texts) < 2:
        return 0
    days = [day for day in map(weekday, texts[0]) if day is not None]
    if weekday(texts[0][0]) is not None and len(days) < 2:
        return 0
    height = spans.get((0, 0), (1, 1))[0]
    return min(height, MAX_HEADS, len(texts) - 1)
