"""Sheets of an XLSX file, within bounds of size; nothing in the file is trusted.

The register of documents reads its files through ``worksheets`` and ``lines``, too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
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

import re
import zlib


MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 12 * 1024 * 1024
MAX_SHEETS = 60
#: Of all sheets together: read within a request, in a second or two.
MAX_CELLS = 60_000
#: Rows without anything, after which nothing more is expected; programs format a million of them.
MAX_BLANK = 100
MAX_MERGES = 5000
#: Of one tag: their number makes the parser's time grow by its square. A row has a dozen.
MAX_ATTRIBUTES = 500
MAX_FILES = 10_000
#: Packed a thousandfold: no document is, a bomb is.
MAX_RATIO = 1000
#: Where cells and their texts may be, and what they are made of: some microseconds for each tag.
_CELLS, _TEXTS = "xl/worksheets/", "xl/sharedstrings.xml"
_CELL_TAG = re.compile(rb"</?(?:\w+:)?(?:c|f|is|row|si|t|v)[\s/>]")
#: Shorter ones can't have as many attributes.
_LONG_TAG = re.compile(rb"<[^<]{2500,}")
_ATTRIBUTE = re.compile(rb"=\s*[\"']")
#: What no program writes, and what would hide tags from being counted: entities, other encodings.
_FOREIGN = re.compile(
    rb"<!DOCTYPE|\A\x4c\x6f\xa7\x94"
    rb"|\A[^<]{0,9}<\?xml[^>]{0,200}encoding\s*=\s*[\"'](?!utf-?8|utf-?16|us-ascii|iso-8859-1[\"'])",
    re.IGNORECASE,
)
#: What a damaged or hostile file makes openpyxl and the modules below it raise. The parsers of XML,
#: lxml where it is there, raise a ``SyntaxError``.
DAMAGED = (
    *(BadZipFile, InvalidFileException, SyntaxError, zlib.error, EOFError, NotImplementedError),
    *(KeyError, IndexError, ValueError, TypeError, AttributeError, OSError, OverflowError),
)


@dataclass(frozen=True)
class Markup:
    """How much of it may be parsed: bytes unpacked, tags of cells and of their texts, others.

    openpyxl needs some microseconds for a tag of a cell, a hundred for any other: a few kilobytes,
    packed, would keep it busy for a minute.
    """

    unpacked: int
    cells: int
    others: int


OF_PAGE = Markup(MAX_UNPACKED, 400_000, 60_000)


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


def check_tags(raw: bytes, most: Markup = OF_PAGE) -> None:
    """Raise ``TableError`` for more markup than the tables have that are read, before it is parsed.

    ``damaged`` is what no program writes: entities, strange encodings.
    """
    cells = others = 0
    try:
        with ZipFile(BytesIO(raw)) as packed:
            check_entries(packed.infolist(), most.unpacked)
            for name in packed.namelist():
                found, all_tags = _tags(name, packed.read(name))
                cells += found
                others += all_tags - found
                if cells > most.cells or others > most.others:
                    raise TableError("too_large", most.unpacked)
    except TableError:
        raise
    except (*DAMAGED, RuntimeError) as error:  # a password is a RuntimeError
        raise TableError("damaged") from error


def _tags(name: str, text: bytes) -> tuple[int, int]:
    """How many tags of cells and how many of all kinds; raises ``TableError`` for a monstrous one.

    Told by their names and by where they stand: styles count for what they are.
    """
    text = text.replace(b"\0", b"")  # UTF-16
    if _FOREIGN.search(text):
        raise TableError("damaged")
    if any(_is_monstrous(match[0]) for match in _LONG_TAG.finditer(text)):
        raise TableError("too_large", MAX_UNPACKED)
    place = name.lower().lstrip("/")
    has_cells = place.startswith(_CELLS) or place == _TEXTS
    return sum(1 for _ in _CELL_TAG.finditer(text)) if has_cells else 0, text.count(b"<")


def _is_monstrous(tag: bytes) -> bool:
    """A tag, with the text behind it, that has far too many attributes."""
    return len(_ATTRIBUTE.findall(tag)) > MAX_ATTRIBUTES


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
