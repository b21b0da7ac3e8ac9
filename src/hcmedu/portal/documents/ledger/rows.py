"""Typed values out of the rows of a register; what is wrong stands at its row and field."""

from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from functools import cache
from hcmedu.portal.documents.ledger.columns import LISTS
from hcmedu.portal.documents.ledger.keys import row_key
from hcmedu.portal.documents.ledger.model import Cell
from hcmedu.portal.documents.ledger.model import Problem
from hcmedu.portal.documents.ledger.model import Row
from hcmedu.portal.documents.ledger.model import Table
from hcmedu.portal.documents.ledger.model import Value
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.vietnamese import DocumentNumber
from hcmedu.portal.vietnamese import fold
from hcmedu.portal.vietnamese import InvalidDate
from hcmedu.portal.vietnamese import InvalidDocumentNumber
from hcmedu.portal.vietnamese import normalize
from hcmedu.portal.vietnamese import number_key
from hcmedu.portal.vietnamese import parse_date
from itertools import pairwise
from openpyxl.utils.datetime import from_excel

import re


DATES = ("issue_date", "in_force_from", "in_force_until")
#: What a field of one line may hold at most, in letters.
LINE, TEXT = 400, 5000
YEARS = range(1900, 2200)
#: Days that a spreadsheet may show as a number: 1954–2064.
_SERIALS = range(20_000, 60_000)
_SHORT_YEAR = re.compile(r"(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*)(\d\d)")
_CLOCK = re.compile(r"[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AP]M)?$")


def read_rows(table: Table, mapping: Mapping[str, int], issuer: str = "") -> Iterator[Row]:
    """The documents of a table; ``issuer`` is that of rows that name none.

    A row in which none of the mapped cells says anything is passed over. A document that an
    earlier row has already told (same number, issuer and day) is a problem of the later one.
    """
    seen: dict[str, int] = {}
    for line, cells in table.rows:
        told = {field: cells[at] for field, at in mapping.items() if 0 <= at < len(cells)}
        told = {field: cell for field, cell in told.items() if cell not in (None, "")}
        if not told:
            continue
        row = _row(line, told, issuer)
        key = row_key(row)
        if key is not None and key in seen:
            problem = Problem("doubled", "number", str(seen[key]))
            row = Row(line, row.values, row.filename, (*row.problems, problem))
        elif key is not None:
            seen[key] = line
        yield row


def _row(line: int, told: dict[str, Cell], issuer: str) -> Row:
    values: dict[str, Value] = {"issuer": normalize(issuer)} if issuer else {}
    problems: list[Problem] = []
    for field, cell in _joined(told).items():
        if field != "filename":
            value, problem = _value(field, cell)
            values |= {} if value is None else {field: value}
            problems += [] if problem is None else [problem]
    if "document_form" not in values and "document_form" not in told:
        values |= _guessed_form(values)
    problems += _order(values)
    if not {"number", "abstract"} & {*values, *told}:
        problems.append(Problem("nothing_told", "number"))
    return Row(line, values, _text(told.get("filename")), tuple(problems))


def _joined(told: dict[str, Cell]) -> dict[str, Cell]:
    """Number and symbol in two columns as one: 12 and KH-THCS."""
    cells = dict(told)
    symbol = _text(cells.pop("symbol", None))
    number = _text(cells.get("number"))
    if symbol and number and not re.search(r"[/-]\s*\D", number):
        cells["number"] = f"{number.rstrip('/ ')}/{symbol.lstrip('/ ')}"
    return cells


def _value(field: str, cell: Cell) -> tuple[Value | None, Problem | None]:
    if field in DATES:
        return _date(field, cell)
    if field in LISTS:
        return _documents(field, cell)
    text = normalize(_text(cell))
    if field == "number":
        return _number(text)
    if field == "document_form":
        form = form_named(text)
        return form, None if form else Problem("form_unknown", field, text[:80])
    if len(text) > (TEXT if field == "abstract" else LINE):
        return None, Problem("too_long", field, text[:80])
    return text, None


def _documents(field: str, cell: Cell) -> tuple[Value | None, Problem | None]:
    """Parted by semicolons or line ends; a replaced document is known by its number only."""
    parts = re.split(r"[;\n\r]+", str(cell))
    lines = [line for part in parts if (line := normalize(_text(part)).lstrip("-–•+* "))]
    for line in lines:
        if len(line) > LINE:
            return None, Problem("too_long", field, line[:80])
        if field == "replaced_numbers" and "/" not in (number_key(line) or ""):
            return None, Problem("names_none", field, line[:80])
    return list(dict.fromkeys(lines)), None


def _number(text: str) -> tuple[str | None, Problem | None]:
    try:
        return DocumentNumber.parse(text).text, None
    except InvalidDocumentNumber as error:
        return None, Problem(f"number_{error.kind}", "number", text[:80])


def _date(field: str, cell: Cell) -> tuple[date | None, Problem | None]:
    text = _text(cell)[:80]
    if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in _SERIALS:
        cell = from_excel(int(cell)).date()
    try:
        value = cell if isinstance(cell, date) else parse_date(_full_year(_CLOCK.sub("", text)))
    except InvalidDate as error:
        return None, Problem(f"date_{error.kind}", field, text)
    if value.year not in YEARS:
        return None, Problem("date_year", field, text)
    return value, None


def _full_year(text: str) -> str:
    """05/9/24 is of 2024, 05/9/98 of 1998."""
    match = _SHORT_YEAR.fullmatch(text.strip())
    if not match:
        return text
    return f"{match[1]}{'20' if int(match[2]) < 70 else '19'}{match[2]}"


def _order(values: Mapping[str, Value]) -> Iterator[Problem]:
    """The end of force is not before its begin, nor this before the issue."""
    days = [(field, values[field]) for field in DATES if field in values]
    for (_first, earlier), (field, later) in pairwise(days):
        if later < earlier:
            yield Problem("date_order", field, later.strftime("%d/%m/%Y"))


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else " ".join(str(cell).split())


# The form ----------------------------------------------------------------------------------------


@cache
def _forms() -> dict[str, str]:
    """Folded title or abbreviation → id."""
    forms = catalogue().document_forms.values()
    short = {fold(form.abbreviation): form.id for form in forms if form.abbreviation}
    return {**short, **{fold(form.title): form.id for form in forms}, "cv": "cong-van"}


def form_named(text: str) -> str | None:
    """``Quyết định``, ``QĐ``, ``Công văn (đến)`` → id of the catalogue; None when unknown."""
    plain = " ".join(re.findall(r"[a-z]+", fold(text.partition("(")[0])))
    return _forms().get(plain)


def _guessed_form(values: Mapping[str, Value]) -> dict[str, str]:
    """By the first words of the abstract, else by the symbol; an official letter has none."""
    abstract = fold(str(values.get("abstract", "")))
    titles = [title for title in _forms() if " " in title and abstract.startswith(f"{title} ")]
    if titles:
        return {"document_form": _forms()[max(titles, key=len)]}
    number = values.get("number")
    if not isinstance(number, str):
        return {}
    symbol = re.split("[-/]", DocumentNumber.parse(number).code)[0]
    return {"document_form": _forms().get(fold(symbol), "cong-van")}
