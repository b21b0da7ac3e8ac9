"""Which rows or columns of a table are days, and what each day brings."""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from hcmedu.portal.content.tables.grid import Cell
from hcmedu.portal.content.tables.grid import Grid
from hcmedu.portal.content.tables.words import heads_days
from hcmedu.portal.content.tables.words import tells_time
from hcmedu.portal.content.tables.words import weekday
from itertools import pairwise


#: Where days are looked for: in the first rows, or in the first columns.
WITHIN = 3


@dataclass(frozen=True)
class Entry:
    """Something of a day: when or what it is (may be empty), the cell, what else is told of it."""

    label: str
    cell: Cell
    details: tuple[tuple[str, Cell], ...] = ()


@dataclass(frozen=True)
class Day:
    """Monday is 0; ``label`` is how the table calls the day."""

    weekday: int
    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Axis:
    """Days go down a column (``across`` False) or along a row.

    ``at`` is that column or row, ``days`` the day of each row or column; None is no day.
    """

    across: bool
    at: int
    days: tuple[int | None, ...]

    @property
    def first(self) -> int:
        return next(index for index, day in enumerate(self.days) if day is not None)


def find_axis(grid: Grid) -> Axis | None:
    """Where the days are; None when the table has none."""
    for at, row in enumerate(grid.full[:WITHIN]):
        found = tuple(weekday(cell.text) for cell in row)
        if len({*found} - {None}) > 1:
            return Axis(True, at, found)
    for column in range(min(WITHIN, grid.width)):
        found = _down(grid, column)
        if any(day is not None for day in found):
            return Axis(False, column, found)
    return None


def _down(grid: Grid, column: int) -> tuple[int | None, ...]:
    """The day of each row; one whose cell is empty belongs to the day above it."""
    head = grid.full[grid.heads - 1][column].text if grid.heads else ""
    bare = heads_days(head)
    found: list[int | None] = []
    for at, row in enumerate(grid.full):
        text = row[column].text
        day = None if at < grid.heads else weekday(text, bare)
        found.append(found[-1] if not text and found and at >= grid.heads else day)
    return tuple(found)


def joined(grid: Grid) -> Grid:
    """The table with one high cell for a day that is told again in each of its rows."""
    axis = find_axis(grid)
    if axis is None or axis.across:
        return grid
    rows = [list(row) for row in grid.rows]
    begin = 0
    for at in range(1, len(rows)):
        above, cell = rows[begin][axis.at], rows[at][axis.at]
        same = above and cell and axis.days[at] is not None and above.text == cell.text
        if not same or above.columns != cell.columns or not _below(above, begin, at):
            begin = at if cell else begin
            continue
        rows[begin][axis.at] = replace(above, rows=at + cell.rows - begin)
        rows[at][axis.at] = None
    return replace(grid, rows=tuple(map(tuple, rows)))


def _below(cell: Cell, begin: int, at: int) -> bool:
    """Whether a row is the first one below a cell."""
    return begin + cell.rows == at


def days_of(grid: Grid) -> tuple[Day, ...]:
    """What each day brings, in the order of the table; () when no day is recognised."""
    axis = find_axis(grid)
    if axis is None:
        return ()
    return tuple(_across(grid, axis) if axis.across else _rows(grid, axis))


def _across(grid: Grid, axis: Axis) -> Iterator[Day]:
    body = range(max(axis.at + 1, grid.heads), len(grid.rows))
    for column, day in enumerate(axis.days):
        if day is None or (column and grid.full[axis.at][column - 1] is grid.full[axis.at][column]):
            continue
        entries = (
            Entry(_label(grid, row, range(axis.first)), grid.full[row][column]) for row in body
        )
        yield Day(day, grid.full[axis.at][column].text, tuple(e for e in entries if e.cell.text))


def _label(grid: Grid, row: int, columns: range) -> str:
    """What stands before the days: ``Sáng · Tiết 1``."""
    parts: list[str] = []
    for column in columns:
        text = " ".join(grid.full[row][column].text.split())
        if text.isdecimal() and grid.heads:
            text = f"{grid.full[grid.heads - 1][column].text} {text}".strip()
        if text and text not in parts:
            parts.append(text)
    return " · ".join(parts)


def _rows(grid: Grid, axis: Axis) -> Iterator[Day]:
    begins = [
        at
        for at, day in enumerate(axis.days)
        if day is not None and (at == 0 or axis.days[at - 1] != day)
    ]
    heads = _heads(grid)
    columns = [column for column in range(grid.width) if column != axis.at]
    timed = bool(columns) and tells_time(heads[columns[0]])
    single = not timed and all(len(_span(axis, at)) == 1 for at in begins)
    for at in begins:
        lines = [grid.full[row] for row in _span(axis, at)]
        entries = (
            _by_column(lines[0], heads, columns)
            if single
            else [_by_row(line, heads, columns, timed) for line in lines]
        )
        label = grid.full[at][axis.at].text
        yield Day(axis.days[at] or 0, label, tuple(e for e in entries if e and e.cell.text))


def _heads(grid: Grid) -> list[str]:
    if not grid.heads:
        return [""] * grid.width
    return [" ".join(cell.text.split()) for cell in grid.full[grid.heads - 1]]


def _span(axis: Axis, at: int) -> range:
    """The rows of the day that begins in a row."""
    end = at + 1
    while end < len(axis.days) and axis.days[end] == axis.days[at]:
        end += 1
    return range(at, end)


def _by_column(line: tuple[Cell, ...], heads: list[str], columns: list[int]) -> list[Entry]:
    """One row is the day: each of its cells under its head; a cell of two columns once."""
    kept = columns[:1] + [b for a, b in pairwise(columns) if line[a] is not line[b]]
    return [Entry(heads[column], line[column]) for column in kept]


def _by_row(
    line: tuple[Cell, ...], heads: list[str], columns: list[int], timed: bool
) -> Entry | None:
    """A row is one thing of the day: when, what, and the rest."""
    label = ""
    rest = list(columns)
    if timed:
        text = " ".join(line[rest[0]].text.split())
        label = f"{heads[rest[0]]} {text}" if text.isdecimal() else text
        rest = rest[1:]
    told = [column for column in rest if line[column].text]
    if not told:
        return None
    details = tuple((heads[column], line[column]) for column in told[1:])
    return Entry(label, line[told[0]], details)
