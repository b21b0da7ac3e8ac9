"""The tables of a schedule: those of its text, else those of its workbook."""

from dataclasses import replace
from datetime import date
from hcmedu.portal import _
from hcmedu.portal.content.filetext import is_closed
from hcmedu.portal.content.richtext import is_empty
from hcmedu.portal.content.richtext import shown
from hcmedu.portal.content.tablefields import grids_in
from hcmedu.portal.content.tablefields import read_grids
from hcmedu.portal.content.tables.classes import classes_in
from hcmedu.portal.content.tables.classes import grid_of
from hcmedu.portal.content.tables.days import days_of
from hcmedu.portal.content.tables.grid import Grid
from hcmedu.portal.content.tables.grid import TableError
from hcmedu.portal.content.tables.markup import pieces
from hcmedu.portal.content.tables.rendering import Marks
from hcmedu.portal.content.tables.rendering import plain_table
from hcmedu.portal.content.tables.rendering import shown_table
from hcmedu.portal.content.tables.weeks import monday_of
from hcmedu.portal.vietnamese import InvalidSchoolYear
from hcmedu.portal.vietnamese import SchoolYear
from html import escape
from typing import Any
from zope.i18n import translate


#: Of one day, in a column of the catalog: enough for a home page.
MAX_ENTRIES, MAX_TEXT = 12, 200


def file_grids(schedule: Any) -> tuple[Grid, ...]:
    """The tables of the uploaded workbook; () when there is none, or none that can be read."""
    try:
        return read_grids(getattr(schedule, "file", None))
    except TableError:
        return ()


def stored_grids(schedule: Any) -> tuple[Grid, ...]:
    """All tables, for what is told of them in lists; their markup is *not* safe."""
    if is_empty(schedule.text):
        return file_grids(schedule)
    return grids_in(schedule.text.raw)


def shown_pieces(schedule: Any) -> list[str | Grid]:
    """Safe HTML and tables in the order of the page; a file that is closed shows none."""
    html = shown(schedule.text, schedule)
    if html:
        return pieces(html)
    return [] if is_closed(schedule) else list(file_grids(schedule))


def marks(schedule: Any, request: Any, today: date | None, level: int) -> Marks:
    """How today is marked; without a day, and where the table is not of now, nothing is."""
    return Marks(
        today.weekday() if today is not None and is_of_now(schedule, today) else None,
        translate(_("Today"), context=request),
        translate(_("Table"), context=request),
        level,
        f"hom-nay-{schedule.getId()}",
    )


def is_of_now(schedule: Any, today: date) -> bool:
    """Whether a day lies in the week; for a timetable: whether its school year is not over."""
    if schedule.week_start is not None:
        return monday_of(schedule.week_start) == monday_of(today)
    try:
        return SchoolYear.parse(schedule.school_year or "") >= SchoolYear.of(today)
    except InvalidSchoolYear:
        return False


def tables_html(schedule: Any, request: Any, today: date | None, level: int = 2) -> str:
    """All that the schedule shows as HTML, headings of days being of that level."""
    found = shown_pieces(schedule)
    several = sum(isinstance(piece, Grid) for piece in found) > 1
    told = marks(schedule, request, today, level + several)
    return "".join(
        piece
        if isinstance(piece, str)
        else _titled(
            piece, replace(told, anchor=f"{told.anchor}-{number}"), level if several else 0
        )
        for number, piece in enumerate(found)
    )


def _titled(grid: Grid, told: Marks, level: int) -> str:
    """Sheets have their name above them; in a text the heading stands there already."""
    title = f"<h{level}>{escape(grid.title)}</h{level}>" if level and grid.title else ""
    return title + shown_table(grid, told)


def class_html(schedule: Any, name: str, request: Any, today: date | None, level: int = 3) -> str:
    """The timetable of one class; empty when there is none of that class."""
    grids = [piece for piece in shown_pieces(schedule) if isinstance(piece, Grid)]
    grid = grid_of(grids, name)
    return shown_table(grid, marks(schedule, request, today, level)) if grid else ""


def classes_of(schedule: Any) -> tuple[str, ...]:
    """Names of the classes: as stated, else as the tables say."""
    stated = tuple(filter(None, (name.strip() for name in schedule.classes or ())))
    return stated or classes_in(stored_grids(schedule))


def days_told(schedule: Any) -> dict[int, list[tuple[str, str]]]:
    """What each day of the week brings, as pairs of texts (when or what, and what it is)."""
    found: dict[int, list[tuple[str, str]]] = {}
    for grid in stored_grids(schedule)[:2]:
        for day in days_of(grid):
            rows = found.setdefault(day.weekday, [])
            rows += [(_short(e.label), _short(e.cell.text)) for e in day.entries]
    return {day: rows[:MAX_ENTRIES] for day, rows in found.items() if rows}


def _short(text: str) -> str:
    line = ", ".join(text.split("\n"))
    return line if len(line) <= MAX_TEXT else f"{line[: MAX_TEXT - 1]}…"


def html_to_copy(schedule: Any) -> str:
    """The text of a schedule for the next one: as it was typed, else its workbook as tables."""
    if not is_empty(schedule.text):
        return schedule.text.raw
    if is_closed(schedule):
        return ""
    return "".join(plain_table(grid) for grid in file_grids(schedule))
