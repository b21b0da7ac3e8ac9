"""A register as a table: CSV or XLSX, bounded in size, its header found."""

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from datetime import datetime
from datetime import time
from hcmedu.portal.content.tables import workbook
from hcmedu.portal.content.tables.grid import TableError
from hcmedu.portal.documents.ledger.columns import recognised
from hcmedu.portal.documents.ledger.decoding import decode
from hcmedu.portal.documents.ledger.model import Cell
from hcmedu.portal.documents.ledger.model import RegisterError
from hcmedu.portal.documents.ledger.model import Table
from itertools import islice
from typing import Any

import csv
import io
import re
import unicodedata


MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 64 * 1024 * 1024
MAX_ROWS = 20_000
#: Rows without anything, after which nothing more is expected.
MAX_BLANK = 500
MAX_COLUMNS = 60
MAX_CELL = 10_000
#: As many rows of some twenty columns, their texts with them.
MARKUP = workbook.Markup(MAX_UNPACKED, 4_000_000, 100_000)
#: Above the table stand the name of the school, a title, a year.
HEADER_WITHIN = 30
DELIMITERS = ";\t,|"
_QUOTED = re.compile(r'(?:(?<=[;\t,|\n])|\A)"(?:[^"]|"")*"(?=[;\t,|\r\n]|\Z)')

Line = tuple[int, tuple[Cell, ...]]


def read_table(raw: bytes) -> Table:
    """The table of a CSV or XLSX file, told apart by content; raises ``RegisterError``."""
    if not raw.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise RegisterError("empty")
    if len(raw) > MAX_BYTES:
        raise RegisterError("too_large", MAX_BYTES)
    if raw.startswith(b"PK"):
        return _table(_from_xlsx(raw))
    if raw.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8")):
        raise RegisterError("not_a_table")
    return _table([_from_csv(decode(raw))])


def _from_csv(text: str) -> Iterator[Line]:
    delimiter = delimiter_of(text)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    number = 1
    try:
        for cells in reader:
            yield number, tuple(_cell(cell) for cell in cells[:MAX_COLUMNS])
            number = reader.line_num + 1
    except csv.Error as error:
        raise RegisterError("damaged") from error


def delimiter_of(text: str) -> str:
    """The sign that parts most of the first lines, and as often in each; in quotes none counts."""
    bare = _QUOTED.sub("", text[:20_000])
    lines = [line for line in bare.splitlines()[:40] if line.strip()]
    counts = {sign: [line.count(sign) for line in lines] for sign in DELIMITERS}
    return max(DELIMITERS, key=lambda sign: (_parted(counts[sign]), -DELIMITERS.index(sign)))


def _parted(counts: list[int]) -> int:
    """In how many lines a sign stands as often as it mostly does where it stands at all."""
    found = [count for count in counts if count]
    return max((found.count(each) for each in set(found)), default=0)


def _from_xlsx(raw: bytes) -> Iterator[Iterator[Line]]:
    """One iterator of lines a sheet."""
    try:
        workbook.check_tags(raw, MARKUP)
        for sheet in workbook.worksheets(raw, MAX_UNPACKED):
            yield _lines(sheet)
    except TableError as error:
        raise RegisterError(error.kind, error.limit) from error


def _lines(sheet: Any) -> Iterator[Line]:
    try:
        for number, cells in enumerate(workbook.lines(sheet, MAX_COLUMNS), start=1):
            yield number, tuple(_cell(cell) for cell in cells)
    except TableError as error:
        raise RegisterError(error.kind, error.limit) from error


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value[: MAX_CELL + 1]).strip()
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, bool | time) or not isinstance(value, int | float | date):
        return None if value is None else str(value)[:MAX_CELL]
    return value


def _table(sheets: Iterable[Iterator[Line]]) -> Table:
    """The first sheet that has a header."""
    some = False
    for lines in sheets:
        kept = [line for line in islice(lines, HEADER_WITHIN) if any(_told(c) for c in line[1])]
        some = some or bool(kept)
        at = _header(kept)
        if at is not None:
            return Table(tuple(map(_text, kept[at][1])), _rows([*kept[at + 1 :]], lines))
    raise RegisterError("no_header" if some else "empty")


def _rows(first: list[Line], others: Iterator[Line]) -> tuple[Line, ...]:
    rows = first
    blank = 0
    for line in others:
        blank = 0 if any(_told(cell) for cell in line[1]) else blank + 1
        if not blank:
            rows.append(line)
        if len(rows) > MAX_ROWS:
            raise RegisterError("too_many_rows", MAX_ROWS)
        if blank > MAX_BLANK:
            break
    return tuple(rows)


def _header(lines: list[Line]) -> int | None:
    """Which line names most fields; two at least."""
    counts = [len(recognised(map(_text, cells))) for _number, cells in lines]
    best = max(counts, default=0)
    return counts.index(best) if best > 1 else None


def _told(cell: Cell) -> bool:
    return cell is not None and cell != ""


def _text(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())
