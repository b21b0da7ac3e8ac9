"""Cells of a table of results, and the lines in which they wait for their columns to be chosen."""

from collections.abc import Iterable
from datetime import date
from datetime import datetime
from datetime import time
from hcmedu.portal.content.tables.workbook import shown as shown_value

import json
import unicodedata


#: No cell of a table of results says more.
MAX_CELL = 1000

_PLAIN = frozenset({int, float, date, type(None)})

Cell = str | int | float | date | None


def cell_of(value: object) -> Cell:
    """A value of a workbook or a text of a CSV file as one of the few kinds that are kept."""
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value[: MAX_CELL + 1]).split())[:MAX_CELL]
    if type(value) in _PLAIN:
        return value
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else shown_value(value)
    if isinstance(value, bool | time) or not isinstance(value, int | float | date):
        return None if value is None else shown_value(value)[:MAX_CELL]
    return value


def shown(cell: Cell) -> str:
    """As Vietnamese write it: ``01/09/2011``, ``8,5``."""
    return cell if isinstance(cell, str) else shown_value(cell)


def is_empty(cell: Cell) -> bool:
    return cell is None or cell == ""


def encode(number: int, cells: Iterable[Cell]) -> bytes:
    """One line of a file: the number of the row, then its cells; a date is a list of one text."""
    told = [[each.isoformat()] if isinstance(each, date) else each for each in cells]
    return json.dumps([number, *told], ensure_ascii=False).encode("utf-8") + b"\n"


def decode(line: bytes) -> tuple[int, tuple[Cell, ...]]:
    """What ``encode`` was given."""
    number, *told = json.loads(line.decode("utf-8"))
    cells = (date.fromisoformat(each[0]) if isinstance(each, list) else each for each in told)
    return number, tuple(cells)
