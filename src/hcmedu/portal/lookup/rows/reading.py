"""A file of results as lines: CSV or XLSX, told apart by content, within bounds, its head found."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from hcmedu.portal.content.tables import workbook
from hcmedu.portal.content.tables.grid import TableError
from hcmedu.portal.documents.ledger.decoding import decode
from hcmedu.portal.documents.ledger.tables import delimiter_of
from hcmedu.portal.lookup.rows import sheets
from hcmedu.portal.lookup.rows.cells import Cell
from hcmedu.portal.lookup.rows.cells import cell_of
from hcmedu.portal.lookup.rows.cells import is_empty
from hcmedu.portal.lookup.rows.cells import shown
from itertools import chain
from itertools import islice

import csv
import io
import re
import unicodedata


MAX_BYTES = 30 * 1024 * 1024
MAX_UNPACKED = 160 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 40
#: Rows without anything, after which nothing more is expected.
MAX_BLANK = 500
#: Above the table stand the name of the school, a title, a year.
HEAD_WITHIN = 30
#: Of a long file this much tells enough: looking for old encodings takes longer than reading it.
SAMPLE = 500_000
#: As many rows of twenty columns, their texts with them.
MARKUP = workbook.Markup(MAX_UNPACKED, 12_000_000, 200_000)
_FOREIGN = (b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8", b"<")
_MARKS = b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"
#: Pictures, music, programs read as text hold them; what people type holds none.
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x19\x1b-\x1f]")

Line = tuple[int, tuple[Cell, ...]]


@dataclass(frozen=True)
class Source:
    """The headings of a table, and its rows: the number in the file, the cells.

    A row of a CSV file has as many cells as it has there, one of a workbook at least as many as the
    head. ``rows`` can be taken once; it raises ``TableError`` for what is wrong further down.
    """

    head: tuple[str, ...]
    rows: Iterator[Line]


def read(raw: bytes) -> Source:
    """The first table of a file; raises ``TableError``."""
    if not raw.strip(_MARKS):
        raise TableError("empty")
    if len(raw) > MAX_BYTES:
        raise TableError("too_large", MAX_BYTES)
    if raw.startswith(b"PK"):
        return _first(_sheets(raw), padded=True)
    if raw.startswith(_FOREIGN) or raw.lstrip(_MARKS).startswith(_FOREIGN):
        raise TableError("not_a_table")
    text = _text(raw)
    if _CONTROL.search(text, 0, SAMPLE):
        raise TableError("not_a_table")
    return _first([_csv(text)], padded=False)


def _text(raw: bytes) -> str:
    """As ``decode`` reads it; of a large file in Unicode its begin tells whether all is."""
    if len(raw) <= SAMPLE or b"\0" in raw[:SAMPLE]:
        return decode(raw)
    try:
        text = unicodedata.normalize("NFC", raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return decode(raw)
    begin = text[:SAMPLE]
    return text if decode(begin.encode("utf-8")) == begin else decode(raw)


def _csv(text: str) -> Iterator[Line]:
    stream = io.StringIO(text.replace("\0", ""), newline="")
    reader = csv.reader(stream, delimiter=delimiter_of(text))
    number = 1
    try:
        for cells in reader:
            yield number, tuple(cell_of(cell) for cell in cells[: MAX_COLUMNS + 1])
            number = reader.line_num + 1
    except csv.Error as error:
        raise TableError("damaged") from error


def _sheets(raw: bytes) -> Iterator[Iterator[Line]]:
    """One iterator of lines for each visible sheet."""
    workbook.check_tags(raw, MARKUP)
    for sheet in workbook.worksheets(raw, MAX_UNPACKED):
        if sheet.sheet_state == "visible":
            rows = sheets.lines(sheet, MAX_COLUMNS + 1)
            yield ((number, tuple(map(cell_of, cells))) for number, cells in rows)


def _first(tables: Iterable[Iterator[Line]], padded: bool) -> Source:
    """The first sheet that holds a table of two columns at least and a row below its head."""
    kind = "empty"
    for lines in tables:
        top = [line for line in islice(lines, HEAD_WITHIN) if any(map(_told, line[1]))]
        at = _head(top)
        if at is None:
            kind = "one_column" if top else kind
            continue
        head = _headings(top[at][1])
        width = len(head) if padded else 0
        return Source(head, _bounded(chain(top[at + 1 :], lines), len(head), width))
    raise TableError(kind)


def _head(lines: Sequence[Line]) -> int | None:
    """The first line of several different texts: titles above a table stand in one cell."""
    counts = [len({shown(cell) for cell in cells if _told(cell)}) for _number, cells in lines]
    most = max(counts, default=0)
    if most < 2:
        return None
    return next(at for at, count in enumerate(counts) if count > 1 and 2 * count >= most)


def _headings(cells: tuple[Cell, ...]) -> tuple[str, ...]:
    """The texts of a head; what is empty at its end is cut off."""
    texts = [shown(cell) for cell in cells]
    while not texts[-1]:
        texts.pop()
    if len(texts) > MAX_COLUMNS:
        raise TableError("too_many_columns", MAX_COLUMNS)
    return tuple(texts)


def _bounded(lines: Iterable[Line], head: int, width: int) -> Iterator[Line]:
    """Rows that say anything, none of the blank ones; empty cells beyond the head are cut off."""
    count = blank = 0
    for number, cells in lines:
        if not any(map(_told, cells)):
            blank += 1
            if blank > MAX_BLANK:
                return
            continue
        blank, count = 0, count + 1
        if count > MAX_ROWS:
            raise TableError("too_many_rows", MAX_ROWS)
        while len(cells) > head and not _told(cells[-1]):
            cells = cells[:-1]
        yield number, cells + (None,) * (width - len(cells))


def _told(cell: Cell) -> bool:
    return not is_empty(cell)
