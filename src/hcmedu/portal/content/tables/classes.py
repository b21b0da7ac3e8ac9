"""Classes in timetables: a table for each, or a column for each."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import replace
from hcmedu.portal.content.tables.days import Axis
from hcmedu.portal.content.tables.days import find_axis
from hcmedu.portal.content.tables.grid import Cell
from hcmedu.portal.content.tables.grid import Grid
from hcmedu.portal.content.tables.words import class_key
from hcmedu.portal.content.tables.words import class_name
from hcmedu.portal.content.tables.words import is_class


def classes_in(grids: Iterable[Grid]) -> tuple[str, ...]:
    """Names of all classes that tables are for: their titles, and heads of their columns."""
    found: dict[str, str] = {}
    for grid in grids:
        for text in (grid.title, *class_columns(grid)):
            if is_class(text):
                found.setdefault(class_key(text), class_name(text))
    return tuple(found.values())


def class_columns(grid: Grid) -> dict[str, int]:
    """Heads that name classes, with their columns; none where days go across."""
    axis = find_axis(grid)
    if axis is None or axis.across or not grid.heads:
        return {}
    head = grid.full[grid.heads - 1]
    return {cell.text: column for column, cell in enumerate(head) if is_class(cell.text)}


def grid_of(grids: Sequence[Grid], name: str) -> Grid | None:
    """The table of one class: periods down, days across; None when there is none of it."""
    wanted = class_key(name)
    for grid in grids:
        if grid.title and class_key(grid.title) == wanted:
            return grid
    for grid in grids:
        axis = find_axis(grid)
        for text, column in class_columns(grid).items():
            if axis is not None and class_key(text) == wanted:
                return _turned(grid, axis, column)
    return None


def _turned(grid: Grid, axis: Axis, column: int) -> Grid:
    """One column of a table of all classes as a table of its own."""
    keys = [c for c in range(min(class_columns(grid).values())) if c != axis.at]
    heads = grid.full[grid.heads - 1]
    days: dict[int, str] = {}
    times: dict[tuple[str, ...], dict[int, Cell]] = {}
    for row, day in enumerate(axis.days):
        if day is None:
            continue
        days.setdefault(day, grid.full[row][axis.at].text)
        time = tuple(" ".join(grid.full[row][key].text.split()) for key in keys)
        cell = replace(grid.full[row][column], rows=1, columns=1)
        times.setdefault(time, {}).setdefault(day, cell)
    first = [Cell(heads[key].text) for key in keys]
    lines = [[*first, *(Cell(label) for label in days.values())]]
    for time in _in_order(times):
        lines.append([*map(Cell, time), *(times[time].get(day, Cell()) for day in days)])
    return Grid(tuple(map(tuple, lines)), 1, class_name(heads[column].text))


def _in_order(times: dict[tuple[str, ...], dict[int, Cell]]) -> list[tuple[str, ...]]:
    """As they follow each other within the days: one may begin later, or have more than others."""
    most = max((day for cells in times.values() for day in cells), default=0)
    orders = [[time for time in times if day in times[time]] for day in range(most + 1)]
    longest = max(orders, key=len, default=[])
    return [*longest, *(time for time in times if time not in longest)]
