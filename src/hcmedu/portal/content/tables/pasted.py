"""Cells that were copied in Excel, Google Sheets or Word: tabs between them."""

from hcmedu.portal.content.tables.grid import Grid
from hcmedu.portal.content.tables.grid import make_grid
from hcmedu.portal.content.tables.grid import MAX_CELL
from hcmedu.portal.content.tables.grid import MAX_COLUMNS
from hcmedu.portal.content.tables.grid import MAX_ROWS
from hcmedu.portal.content.tables.grid import TableError

import csv
import io
import unicodedata


#: Nobody copies as much; looked at before anything is read.
MAX_TEXT = MAX_ROWS * 2000
#: The name of the school and the like over the table count for none of its rows.
MAX_ABOVE = 50


def read_pasted(text: str) -> Grid:
    """The table of pasted text. Raises ``TableError`` when it is empty, too large, or no table.

    A cell of several lines comes in quotes, with its own quotes doubled.
    """
    if len(text) > MAX_TEXT:
        raise TableError("too_large", MAX_TEXT)
    if not text.strip():
        raise TableError("empty")
    if "\t" not in text.strip("\r\n "):
        raise TableError("one_column")
    grid = make_grid(_lines(text.replace("\0", "")))
    if grid is None:
        raise TableError("empty")
    if grid.width < 2:
        raise TableError("one_column")
    return grid


def _lines(text: str) -> list[list[str]]:
    """The cells of each line, without blank lines at either end; no more than a table has."""
    # A quote that never ends would swallow all the rest
    quoting = csv.QUOTE_MINIMAL if text.count('"') % 2 == 0 else csv.QUOTE_NONE
    csv.field_size_limit(max(csv.field_size_limit(), MAX_TEXT))
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.reader(io.StringIO(plain, newline=""), delimiter="\t", quoting=quoting)
    found: list[list[str]] = []
    blank = 0
    for line in reader:
        cells = [tidy(cell) for cell in line[: MAX_COLUMNS + 1]]
        if not any(cells):
            blank += bool(found)
            continue
        if len(found) + blank >= MAX_ROWS + MAX_ABOVE:
            raise TableError("too_many_rows", MAX_ROWS)
        found += [*([[]] * blank), cells]
        blank = 0
    return found


def tidy(text: str) -> str:
    """One space between words, no space around lines, composed letters."""
    composed = unicodedata.normalize("NFC", text[:MAX_CELL])
    lines = (" ".join(line.split()) for line in composed.splitlines())
    return "\n".join(lines).strip("\n")
