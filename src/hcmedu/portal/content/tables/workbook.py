"""Sheets of an XLSX file, within bounds of size; nothing in the file is trusted.

The register of documents reads its files through ``worksheets`` and ``lines``, too.
"""

from collections.abc import Iterator
from datetime import date
from datetime import datetime
from datetime import time
from hcmedu.portal.content.tables.grid import Grid
from hcmedu.portal.content.tables.grid import make_grid
from hcmedu.portal.content.tables.grid import MAX_COLUMNS
from hcmedu.portal.content.tables.grid import MAX_ROWS
from hcmedu.portal.content.tables.grid import Merge
from hcmedu.portal.content.tables.grid import TableError
from hcmedu.portal.content.tables.pasted import tidy
from io import BytesIO
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from typing import Any
from xml.etree.ElementTree import iterparse
from zipfile import BadZipFile
from zipfile import ZipFile
from zipfile import ZipInfo

import zlib


MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 12 * 1024 * 1024
MAX_SHEETS = 60
#: Of all sheets together: read within a request, in a second or two.
MAX_CELLS = 60_000
#: Rows without anything, after which nothing more is expected; programs format a million of them.
MAX_BLANK = 100
MAX_MERGES = 5000
#: openpyxl needs some microseconds for a tag of a cell, a hundred for any other: a few kilobytes,
#: packed, would keep it busy for a minute.
MAX_TAGS, MAX_OTHER_TAGS = 400_000, 60_000
MAX_FILES = 10_000
#: Packed a thousandfold: no document is, a bomb is.
MAX_RATIO = 1000
#: What a damaged or hostile file makes openpyxl and the modules below it raise. The parsers of XML,
#: lxml where it is there, raise a ``SyntaxError``.
DAMAGED = (
    *(BadZipFile, InvalidFileException, SyntaxError, zlib.error, EOFError, NotImplementedError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError, OSError, OverflowError),
)


def read_workbook(raw: bytes) -> tuple[Grid, ...]:
    """The tables of the visible sheets, each with the sheet's name; raises ``TableError``."""
    if len(raw) > MAX_BYTES:
        raise TableError("too_large", MAX_BYTES)
    check_tags(raw)
    found: list[Grid | None] = []
    cells = 0
    for number, sheet in enumerate(worksheets(raw, MAX_UNPACKED)):
        if number == MAX_SHEETS:
            raise TableError("too_many_sheets", MAX_SHEETS)
        if sheet.sheet_state != "visible":
            continue
        found.append(_grid(sheet))
        cells += len(found[-1].rows) * found[-1].width if found[-1] else 0
        if cells > MAX_CELLS:
            raise TableError("too_large", MAX_CELLS)
    grids = tuple(grid for grid in found if grid is not None)
    if not grids:
        raise TableError("empty")
    return grids


def worksheets(raw: bytes, most: int) -> Iterator[Any]:
    """The sheets of a file that unpacks to ``most`` bytes at most; raises ``TableError``."""
    try:
        with ZipFile(BytesIO(raw)) as packed:
            check_entries(packed.infolist(), most)
            if "[Content_Types].xml" not in packed.namelist():
                raise TableError("not_a_table")
        book = load_workbook(BytesIO(raw), read_only=True, data_only=True, keep_links=False)
        yield from book.worksheets
    except TableError:
        raise
    except DAMAGED as error:
        raise TableError("damaged") from error


def check_entries(entries: list[ZipInfo], most: int) -> None:
    """Raise ``TableError`` for what would unpack to more than ``most`` bytes, or is a bomb."""
    if len(entries) > MAX_FILES:
        raise TableError("too_many_files", MAX_FILES)
    if sum(entry.file_size for entry in entries) > most:
        raise TableError("too_large", most)
    for entry in entries:
        big = entry.file_size > 50 * 1024 * 1024
        if big and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise TableError("too_large", most)


def check_tags(raw: bytes) -> None:
    """Raise ``TableError`` for more markup than a page's tables have, before it is parsed."""
    tags = others = 0
    try:
        with ZipFile(BytesIO(raw)) as packed:
            check_entries(packed.infolist(), MAX_UNPACKED)
            for name in packed.namelist():
                text = packed.read(name)
                cells = text.partition(b"sheetData")[2].rpartition(b"sheetData")[0]
                tags += cells.count(b"<")
                others += text.count(b"<") - cells.count(b"<") + cells.count(b"mergeCell")
    except TableError:
        raise
    except (*DAMAGED, RuntimeError) as error:  # a password is a RuntimeError
        raise TableError("damaged") from error
    if tags > MAX_TAGS or others > MAX_OTHER_TAGS:
        raise TableError("too_large", MAX_UNPACKED)


def lines(sheet: Any, columns: int) -> Iterator[tuple[Any, ...]]:
    """The values of each row, formulas by what they gave last; raises ``TableError``."""
    try:
        # What the file says of its own size is not believed
        sheet.reset_dimensions()
        yield from sheet.iter_rows(values_only=True, max_col=columns)
    except DAMAGED as error:
        raise TableError("damaged") from error


def _grid(sheet: Any) -> Grid | None:
    found: list[list[str]] = []
    blank = 0
    for values in lines(sheet, MAX_COLUMNS + 1):
        texts = [shown(value) for value in values]
        blank = 0 if any(texts) else blank + 1
        if blank > MAX_BLANK:
            break
        found.append(texts)
        if len(found) > MAX_ROWS + MAX_BLANK and not blank:
            raise TableError("too_many_rows", MAX_ROWS)
    return make_grid(found, merged(sheet), tidy(sheet.title))


def merged(sheet: Any) -> list[Merge]:
    """Merged cells, told by their corners; openpyxl reads them only by making every cell."""
    found: list[Merge] = []
    try:
        with sheet._get_source() as source:
            for _event, element in iterparse(source):
                if element.tag.endswith("}mergeCell") and len(found) < MAX_MERGES:
                    left, top, right, bottom = range_boundaries(element.get("ref", ""))
                    found.append((top - 1, left - 1, bottom - 1, right - 1))
                elif element.tag.endswith("}row"):
                    element.clear()
    except DAMAGED as error:
        raise TableError("damaged") from error
    return found


def shown(value: Any) -> str:
    """A value as Vietnamese write it: ``23/11/2026``, ``07:30``, ``1,5``; errors are nothing."""
    if isinstance(value, datetime):
        day = shown(value.date())
        return f"{day} {value:%H:%M}" if value.time() != time() else day
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.10g}".replace(".", ",")
    text = "" if value is None else tidy(str(value))
    return "" if text in _ERRORS else text


_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
