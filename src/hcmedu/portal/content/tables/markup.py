"""Tables within HTML: what editors typed, with whatever stands around it."""

from hcmedu.portal.content.tables.grid import Cell
from hcmedu.portal.content.tables.grid import Grid
from hcmedu.portal.content.tables.grid import heads_of
from hcmedu.portal.content.tables.grid import MAX_COLUMNS
from hcmedu.portal.content.tables.grid import MAX_HEADS
from hcmedu.portal.content.tables.grid import MAX_ROWS
from hcmedu.portal.content.tables.words import is_class
from html import unescape
from html.parser import HTMLParser

import re


_BREAK = re.compile(r"<(?:br|/p|/li|/div)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_CAPTION = re.compile(r"<caption\b[^<>]*>", re.I)
_CAPTION_END = re.compile(r"</caption\s*>", re.I)
_TITLE_END = re.compile(r"</(h[1-6]|p|caption)\s*>\s*\Z", re.I)
#: How far above a table its title is looked for: the name of a class is short.
MAX_ABOVE = 2000


def pieces(html: str) -> list[str | Grid]:
    """The HTML in order: tables as ``Grid``, all else as it is, with tables that are too large.

    Cells keep their markup, so it has to be safe. A table within a cell is part of the cell.
    """
    finder = _Tables(html)
    # The parser would look for the end of each tag that has none, and there is no tag without ">"
    finder.feed(html[: html.rfind(">") + 1])
    finder.close()
    found: list[str | Grid] = []
    at = 0
    for begin, end, table in finder.tables:
        grid = _grid(table, html[begin:end], html[max(at, begin - MAX_ABOVE) : begin])
        if grid is None:
            continue
        found += [html[at:begin], grid]
        at = end
    return [piece for piece in (*found, html[at:]) if piece]


def plain(html: str) -> str:
    """The words of some markup, lines kept."""
    # Behind the last ">" nothing is a tag: looking for its end from each "<" would take very long
    tags, end, rest = html.rpartition(">")
    text = unescape(_TAG.sub("", _BREAK.sub("\n", tags + end)) + rest)
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))


def _grid(table: "_Table", html: str, before: str) -> Grid | None:
    if not table.rows or len(table.rows) > MAX_ROWS:
        return None
    rows = _laid_out(table.rows)
    if rows is None:
        return None
    title, caption_text = plain(_title(before)), plain(_caption(html))
    texts = [[cell.text if cell else "" for cell in row] for row in rows]
    spans = {
        (at, column): (cell.rows, cell.columns)
        for at, row in enumerate(rows)
        for column, cell in enumerate(row)
        if cell
    }
    heads = min(table.heads, MAX_HEADS, len(rows) - 1) or heads_of(texts, spans)
    if is_class(caption_text):
        title, caption_text = caption_text, ""
    return Grid(rows, heads, title if is_class(title) else "", caption_text)


def _caption(html: str) -> str:
    """What the caption of a table holds."""
    begin = _CAPTION.search(html)
    end = _CAPTION_END.search(html, begin.end()) if begin else None
    return html[begin.end() : end.start()] if begin and end else ""


def _title(before: str) -> str:
    """What the heading or paragraph holds that is the last thing before a table."""
    end = _TITLE_END.search(before)
    if end is None:
        return ""
    inside = ""
    tag = re.compile(rf"<(/?){end[1]}\b[^<>]*>", re.I)
    opened = False
    for match in tag.finditer(before, 0, end.start()):
        if match[1]:
            opened = False
        elif not opened:
            opened, inside = True, before[match.end() : end.start()]
    return inside if opened else ""


def _laid_out(lines: list[list[Cell]]) -> tuple[tuple[Cell | None, ...], ...] | None:
    """Cells at their places; None when the table is too wide. Spans are cut to what is free."""
    height = len(lines)
    places: dict[tuple[int, int], Cell | None] = {}
    for at, line in enumerate(lines):
        column = 0
        for cell in line:
            while (at, column) in places:
                column += 1
            if column >= MAX_COLUMNS:
                return None
            rows = max(1, min(cell.rows, height - at))
            columns = _free(places, at, column, min(cell.columns, MAX_COLUMNS - column))
            for row in range(at, at + rows):
                places.update({(row, column + c): None for c in range(columns)})
            places[at, column] = Cell(cell.text, rows, columns, cell.html)
    width = max((column for _row, column in places), default=-1) + 1
    if not width:
        return None
    return tuple(
        tuple(places.get((row, column), Cell()) for column in range(width)) for row in range(height)
    )


def _free(places: dict, at: int, column: int, wanted: int) -> int:
    """How many of the wanted columns are free from here on in this row."""
    width = 1
    while width < wanted and (at, column + width) not in places:
        width += 1
    return width


class _Table:
    """Rows of cells as they stand in the markup."""

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.heads = 0
        #: How many rows the cells reach down to.
        self.reach = 0


class _Tables(HTMLParser):
    """Finds the outermost tables: where they begin and end, and the cells of each."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.html = html
        self.starts = [0, *(match.end() for match in re.finditer("\n", html))]
        self.tables: list[tuple[int, int, _Table]] = []
        self.depth = 0
        self.table = _Table()
        self.begin = 0
        self.in_head = False
        self.cell: tuple[int, int, int] | None = None
        self.only_heads = True

    @property
    def at(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.table, self.begin = _Table(), self.at
        if self.depth != 1:
            return
        if tag == "thead":
            self.in_head = True
        elif tag == "tr":
            self.end_row()
            self.table.rows.append([])
            self.only_heads = True
        elif tag in ("td", "th"):
            self.end_cell()
            given = dict(attrs)
            self.only_heads = self.only_heads and tag == "th"
            inside = self.at + len(self.get_starttag_text() or "")
            self.cell = inside, _number(given.get("rowspan")), _number(given.get("colspan"))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table") and self.depth == 1:
            self.end_cell()
        if tag in ("tr", "table") and self.depth == 1:
            self.end_row()
        if tag == "thead":
            self.in_head = False
        if tag == "table" and self.depth:
            self.depth -= 1
            if not self.depth:
                end = self.html.find(">", self.at) + 1
                self.tables.append((self.begin, end or len(self.html), self.table))

    def end_cell(self) -> None:
        if self.cell is None:
            return
        begin, rows, columns = self.cell
        self.cell = None
        if not self.table.rows:
            self.table.rows.append([])
        html = self.html[begin : self.at].strip()
        self.table.rows[-1].append(Cell(plain(html), rows, columns, html))
        self.table.reach = max(self.table.reach, len(self.table.rows) - 1 + rows)

    def end_row(self) -> None:
        """A row of heads counts for the head as long as nothing else came before it.

        One without cells is none, unless cells above reach into it.
        """
        self.end_cell()
        rows = self.table.rows
        if rows and not rows[-1] and len(rows) > self.table.reach:
            rows.pop()
        elif rows and self.table.heads == len(rows) - 1 and (self.in_head or self.only_heads):
            self.table.heads = len(rows)


def _number(text: str | None) -> int:
    return (
        min(int(text), MAX_ROWS) if text and text.isdecimal() and len(text) < 6 and int(text) else 1
    )
