"""The rows of a sheet of an XLSX file, several times as fast as openpyxl reads them.

openpyxl opens the file: it knows the sheets, the texts that cells share and which numbers are
dates. It makes an object of every cell, though, which takes a minute for a large table; here the
XML of the sheet goes through expat once, and a cell is its value. Bounds are the caller's: see
``content.tables.workbook.check_tags``, which has to come first.
"""

from collections.abc import Iterator
from hcmedu.portal.content.tables.grid import TableError
from hcmedu.portal.content.tables.workbook import DAMAGED
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.datetime import from_ISO8601
from typing import Any
from xml.parsers import expat


CHUNK = 128 * 1024
#: Elements whose text is the value of a cell: of a number, of a text that stands in the cell.
_TEXTS = frozenset({"t", "v"})


def lines(sheet: Any, columns: int) -> Iterator[tuple[int, list[Any]]]:
    """Number and values of each row that the sheet has, up to so many columns.

    Formulas by what they gave last, errors as nothing. Raises ``TableError`` for what is damaged.
    """
    reader = _Reader(sheet, columns)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.begins
    parser.EndElementHandler = reader.ends
    parser.CharacterDataHandler = reader.text
    try:
        with sheet._get_source() as source:
            while chunk := source.read(CHUNK):
                parser.Parse(chunk, False)
                yield from reader.taken()
            parser.Parse(b"", True)
            yield from reader.taken()
    except (*DAMAGED, expat.ExpatError) as error:
        raise TableError("damaged") from error


class _Reader:
    """Hears of the elements of a sheet, keeps the rows that are complete."""

    def __init__(self, sheet: Any, columns: int) -> None:
        self.columns = columns
        self.strings = sheet._shared_strings
        self.dates, self.spans = sheet.parent._date_formats, sheet.parent._timedelta_formats
        self.epoch = sheet.parent.epoch
        self.rows: list[tuple[int, list[Any]]] = []
        self.number, self.row = 0, []
        self.cell: dict[str, str] | None = None
        self.column = -1
        self.parts: list[str] = []
        self.listens = False
        self.is_sound = False  # how a Japanese text is read aloud stands beside it

    def taken(self) -> list[tuple[int, list[Any]]]:
        rows, self.rows = self.rows, []
        return rows

    def begins(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self.cell, self.parts = attributes, []
            place = attributes.get("r")
            self.column = column_of(place) if place else self.column + 1
        elif name in _TEXTS:
            self.listens = self.cell is not None and not self.is_sound
        elif name == "row":
            place = attributes.get("r", "")
            self.number = int(place) if place.isdecimal() else self.number + 1
            self.row, self.column = [], -1
        elif name == "rPh":
            self.is_sound = True

    def text(self, data: str) -> None:
        if self.listens:
            self.parts.append(data)

    def ends(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in _TEXTS:
            self.listens = False
        elif name == "c" and self.cell is not None:
            if self.parts and self.column < self.columns:
                self.row += [None] * (self.column + 1 - len(self.row))
                self.row[self.column] = self.value(self.cell, "".join(self.parts))
            self.cell = None
        elif name == "row":
            self.rows.append((self.number, self.row))
        elif name == "rPh":
            self.is_sound = False

    def value(self, cell: dict[str, str], text: str) -> Any:
        kind = cell.get("t", "n")
        if kind == "s":
            return self.strings[int(text)]
        if kind in ("inlineStr", "str"):
            return text
        if kind == "n":
            return self.number_of(text, int(cell.get("s", 0)))
        if kind == "d":
            return from_ISO8601(text)
        return text == "1" if kind == "b" else None

    def number_of(self, text: str, style: int) -> Any:
        value = float(text) if any(sign in text for sign in ".eE") else int(text)
        if style not in self.dates:
            return value
        return from_excel(value, self.epoch, timedelta=style in self.spans)


def column_of(place: str) -> int:
    """``A7`` → 0, ``AB7`` → 27."""
    found = 0
    for sign in place:
        if not "A" <= sign <= "Z":
            break
        found = found * 26 + ord(sign) - 64
    return found - 1
