"""What people read of files and rows that can't be taken: what is wrong, and what to do."""

from collections.abc import Mapping
from hcmedu.portal import _
from hcmedu.portal.lookup.rows.checking import Problem
from typing import Any
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import Message


MEGABYTE = 1024 * 1024
FILES = {
    "empty": _("The file is empty."),
    "not_a_table": _("This is no table: please save it as Excel (.xlsx) or CSV."),
    "damaged": _("The file is damaged; please save it anew and try again."),
    "too_large": _("The file is too large, or would be when unpacked."),
    "too_many_files": _("The file is too large, or would be when unpacked."),
    "too_many_rows": _("The table has more than ${limit} rows; please split it."),
    "too_many_columns": _("The table has more than ${limit} columns."),
    "one_column": _(
        "No columns were found. One row has to name the columns, such as Số báo danh, Ngày sinh, "
        "Điểm, with the rows of the pupils below it."
    ),
    "no_rows": _("There is no row below the headings."),
}
ROWS = {
    "short": _("Row ${line} has fewer cells than there are headings."),
    "long": _("Row ${line} has more cells than there are headings."),
    "empty": _("Row ${line}: “${label}” is empty."),
    "date": _("Row ${line}: “${label}” is no date. Write it as 01/09/2011, the year in full."),
    "calendar": _("Row ${line}: “${label}” is a day that does not exist."),
    "number": _("Row ${line}: “${label}” is no number."),
    "doubled": _(
        "Row ${line} has the same asked values as row ${other}: the two can't be told apart, and "
        "both are left out."
    ),
}
KINDS = {
    "short": _("Rows with too few cells"),
    "long": _("Rows with too many cells"),
    "empty": _("Rows in which an asked value is missing"),
    "date": _("Dates that can't be read"),
    "calendar": _("Days that do not exist"),
    "number": _("Numbers that can't be read"),
    "doubled": _("Rows with the same asked values as another one"),
}


def file_error(kind: str, limit: int | None) -> Message:
    """Why a file can't be read; ``kind`` is one of ``TableError``."""
    return Message(FILES.get(kind, FILES["damaged"]), mapping={"limit": dotted(limit or 0)})


def problem_text(problem: Problem, request: Any) -> str:
    """A clear sentence that names row and column, and no value."""
    mapping = {"line": problem.line, "label": problem.label, "other": problem.other}
    return translate(Message(ROWS[problem.kind], mapping=mapping), context=request)


def totals(counts: Mapping[str, int]) -> list[tuple[Message, str]]:
    """How many problems of each kind there are."""
    return [(title, dotted(counts[kind])) for kind, title in KINDS.items() if counts.get(kind)]


def about(table: Mapping[str, Any]) -> str:
    """A table in force, for the log: numbers and headings, no value."""
    values = {
        "count": dotted(table["count"]),
        "wrong": dotted(table["left_out"]),
        "asked": ", ".join(label for label, _kind in table["asked"]),
        "shown": ", ".join(table["shown"]),
    }
    text = _("${count} rows, ${wrong} left out. Asked: ${asked}. Shown: ${shown}.")
    return translate(Message(text, mapping=values), context=getRequest())


def dotted(number: int) -> str:
    """``100.000``, as Vietnamese write it."""
    return f"{number:,}".replace(",", ".")
