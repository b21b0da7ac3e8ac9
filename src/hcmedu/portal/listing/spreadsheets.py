"""Tables as files for a spreadsheet: CSV and XLSX. No cell is a formula, whoever wrote it."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from io import StringIO
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from typing import Any
from unicodedata import category
from unicodedata import normalize

import csv
import re


#: A cell that begins so is a formula to a spreadsheet, and may do what its author wants.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: What a spreadsheet may drop from the begin of a cell, by category of Unicode: blanks, controls,
#: and signs without any width, among them soft hyphens and what turns the direction of a text.
DROPPED = ("Cc", "Cf", "Zl", "Zp", "Zs")
#: Drawn as nothing as well, of other categories: fillers of Hangul, joiners, variation selectors.
BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]")
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767
#: What a cell may hold.
Value = str | date | int | float | None


def harmless(text: str) -> str:
    """A cell of a CSV file that no spreadsheet takes for a formula.

    Blanks and signs without width before it, and full-width signs, hide none.
    """
    return f"'{text}" if text.startswith(FORMULA) or _begin(text).startswith(FORMULA) else text


def _begin(text: str) -> str:
    """The first sign that is to be seen, as a plain one; empty when there is none."""
    seen = (sign for sign in text if not _is_dropped(sign))
    return next((plain for sign in seen if (plain := normalize("NFKC", sign).lstrip())), "")


def _is_dropped(sign: str) -> bool:
    return category(sign) in DROPPED or BLANK.match(sign) is not None


def csv_bytes(head: Iterable[str], table: Iterable[Iterable[str]]) -> bytes:
    """UTF-8 with its mark, so that spreadsheets read Vietnamese."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(head)
    writer.writerows([harmless(text) for text in row] for row in table)
    return file.getvalue().encode("utf-8-sig")


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook: ``head`` its first row, ``widths`` in letters."""

    title: str
    head: Sequence[str]
    widths: Sequence[int]
    table: Iterable[Iterable[Value]]


def xlsx_bytes(
    title: str,
    head: Sequence[str],
    widths: Sequence[int],
    table: Iterable[Iterable[Value]],
) -> bytes:
    """A workbook of one sheet. Dates and numbers are real ones, texts are texts: nothing is left
    to guess.
    """
    return workbook_bytes([Sheet(title, head, widths, table)])


def workbook_bytes(sheets: Iterable[Sheet]) -> bytes:
    """A workbook of at least one sheet, under the same rules."""
    book = Workbook(write_only=True)
    for each in sheets:
        write_sheet(book, each)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def write_sheet(book: Workbook, wanted: Sheet) -> None:
    sheet = book.create_sheet(wanted.title)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(wanted.widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([text_cell(sheet, heading, bold=True) for heading in wanted.head])
    for row in wanted.table:
        sheet.append([cell(sheet, value) for value in row])


def cell(sheet: Any, value: Value) -> WriteOnlyCell:
    if isinstance(value, date):
        found = WriteOnlyCell(sheet, value)
        found.number_format = "dd/mm/yyyy"
    elif isinstance(value, int | float):
        found = WriteOnlyCell(sheet, value)
        found.number_format = "#,##0" if isinstance(value, int) else "#,##0.0#"
    else:
        found = text_cell(sheet, value or "")
    return found


def text_cell(sheet: Any, text: str, bold: bool = False) -> WriteOnlyCell:
    found = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL])
    found.data_type = "s"
    if bold:
        found.font = Font(bold=True)
    return found
