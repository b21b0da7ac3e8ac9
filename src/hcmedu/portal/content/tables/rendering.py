"""HTML of a table: as it is stored in a text, and as a page shows it, with today marked."""

from dataclasses import dataclass
from hcmedu.portal.content.tables.classes import class_columns
from hcmedu.portal.content.tables.days import Axis
from hcmedu.portal.content.tables.days import Day
from hcmedu.portal.content.tables.days import days_of
from hcmedu.portal.content.tables.days import Entry
from hcmedu.portal.content.tables.days import find_axis
from hcmedu.portal.content.tables.days import joined
from hcmedu.portal.content.tables.grid import Cell
from hcmedu.portal.content.tables.grid import Grid
from html import escape


@dataclass(frozen=True)
class Marks:
    """What a page knows beside the table: the day to mark, how it says so, what to call the box.

    ``level`` is that of the headings of days, which phones show instead of the table; ``anchor`` is
    the name of today within the page.
    """

    today: int | None = None
    today_label: str = ""
    table_label: str = ""
    level: int = 3
    anchor: str = ""

    def badge(self, day: int | None) -> str:
        if day is None or day != self.today:
            return ""
        return f' <span class="hcmedu-badge hcmedu-badge-today">{escape(self.today_label)}</span>'


def plain_table(grid: Grid) -> str:
    """The table for a text: nothing but rows and cells, everything escaped."""
    axis = find_axis(grid)
    caption = f"<caption>{_lines(grid.caption)}</caption>" if grid.caption else ""
    head = "".join(_row(grid, axis, at, Marks()) for at in range(grid.heads))
    body = "".join(_row(grid, axis, at, Marks()) for at in range(grid.heads, len(grid.rows)))
    head = f"<thead>{head}</thead>" if head else ""
    return f"<table>{caption}{head}<tbody>{body}</tbody></table>"


def shown_table(grid: Grid, marks: Marks) -> str:
    """The table in its own scrolling box; phones get its days one below the other.

    A table of many classes stays a table on phones, too.
    """
    days = () if len(class_columns(grid)) > 1 else days_of(grid)
    grid = joined(grid)
    axis = find_axis(grid)
    head = "".join(_row(grid, axis, at, marks) for at in range(grid.heads))
    body = "".join(_row(grid, axis, at, marks) for at in range(grid.heads, len(grid.rows)))
    head = f"<thead>{head}</thead>" if head else ""
    caption = f"<caption>{_lines(grid.caption)}</caption>" if grid.caption else ""
    css = "hcmedu-plan hcmedu-plan-wide" if days else "hcmedu-plan"
    label = escape(grid.title or marks.table_label)
    table = (
        f'<div class="{css}" role="region" tabindex="0" aria-label="{label}">'
        f'<table class="table hcmedu-table hcmedu-plan-table">{caption}{head}<tbody>{body}</tbody>'
        "</table></div>"
    )
    return table + (_blocks(grid, days, marks) if days else "")


def _row(grid: Grid, axis: Axis | None, at: int, marks: Marks) -> str:
    day = axis.days[at] if axis is not None and not axis.across else None
    cells = "".join(
        _cell(grid, axis, at, column, marks)
        for column, cell in enumerate(grid.rows[at])
        if cell is not None
    )
    today = day is not None and day == marks.today
    return f'<tr class="hcmedu-today">{cells}</tr>' if today else f"<tr>{cells}</tr>"


def _cell(grid: Grid, axis: Axis | None, at: int, column: int, marks: Marks) -> str:
    cell = grid.rows[at][column] or Cell()
    across = axis is not None and axis.across
    day = axis.days[column] if axis is not None and across else None
    scope = _scope(grid, axis, at, column, cell)
    tag = "th" if scope else "td"
    attributes = f' scope="{scope}"' if scope else ""
    attributes += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    attributes += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    if day is not None and day == marks.today and cell.columns == 1:
        attributes += ' class="hcmedu-today"'
    named = _names_day(axis, at, column)
    badge = marks.badge(axis.days[column if across else at]) if axis and named else ""
    return f"<{tag}{attributes}>{cell.markup}{badge}</{tag}>"


def _names_day(axis: Axis | None, at: int, column: int) -> bool:
    return axis is not None and axis.at == (at if axis.across else column)


def _scope(grid: Grid, axis: Axis | None, at: int, column: int, cell: Cell) -> str:
    """Of what a cell is the head; nothing for a plain one."""
    if not cell.text:
        return ""
    if at < grid.heads:
        return "colgroup" if cell.columns > 1 else "col"
    if axis is None:
        return ""
    is_head = (
        column < axis.first if axis.across else (column == axis.at and axis.days[at] is not None)
    )
    if not is_head:
        return ""
    return "rowgroup" if cell.rows > 1 else "row"


def _blocks(grid: Grid, days: tuple[Day, ...], marks: Marks) -> str:
    """The days as lists; the caption stands above them, since the table is not seen."""
    caption = f'<p class="hcmedu-plan-caption">{_lines(grid.caption)}</p>' if grid.caption else ""
    found = "".join(_block(day, marks) for day in days)
    return f'<div class="hcmedu-days">{caption}{_jump(days, marks)}{found}</div>'


def _jump(days: tuple[Day, ...], marks: Marks) -> str:
    """A link to today, where other days stand before it."""
    today = next((day for day in days[1:] if day.weekday == marks.today), None)
    if today is None or not marks.anchor or days[0].weekday == marks.today:
        return ""
    text = f"{escape(marks.today_label)}: {_lines(today.label)}"
    return f'<p class="hcmedu-days-jump"><a href="#{escape(marks.anchor)}">{text}</a></p>'


def _block(day: Day, marks: Marks) -> str:
    css = "hcmedu-day hcmedu-today" if day.weekday == marks.today else "hcmedu-day"
    anchored = marks.anchor and day.weekday == marks.today
    place = f' id="{escape(marks.anchor)}"' if anchored else ""
    heading = f"h{marks.level}"
    entries = "".join(map(_entry, day.entries))
    return (
        f'<section class="{css}"{place}><{heading}>{_lines(day.label)}{marks.badge(day.weekday)}'
        f"</{heading}><ul>{entries}</ul></section>"
    )


def _entry(entry: Entry) -> str:
    label = f'<span class="hcmedu-day-label">{escape(entry.label)}</span> ' if entry.label else ""
    details = "".join(
        f'<span class="hcmedu-note">{escape(head)}: {cell.markup}</span>'
        if head
        else f'<span class="hcmedu-note">{cell.markup}</span>'
        for head, cell in entry.details
    )
    return f'<li>{label}<div class="hcmedu-day-text">{entry.cell.markup}{details}</div></li>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br />")
