"""What people read of the problems of a register."""

from hcmedu.portal import _
from hcmedu.portal.content.officialdocument import IOfficialDocument
from hcmedu.portal.content.validation import NUMBER_MESSAGES
from hcmedu.portal.documents.ledger import Problem
from hcmedu.portal.documents.ledger import RegisterError
from typing import Any
from zope.i18n import translate
from zope.i18nmessageid import Message


PROBLEMS = {
    "date_format": _("“${value}” is no date; please write it as in 16/12/2020."),
    "date_calendar": _("There is no such day: ${value}."),
    "date_year": _("The year is not possible: ${value}."),
    "date_order": _("${value} lies before the date that has to come first."),
    "form_unknown": _("“${value}” is no form of document that is known here."),
    "names_none": _("There is no document number in “${value}”."),
    "too_long": _("The text is too long: ${value} ..."),
    "nothing_told": _("There is neither a number nor an abstract."),
    "doubled": _("Line ${value} holds the same document."),
    "file_missing": _("There is no file “${value}”."),
    "file_ambiguous": _("Several files may be meant: ${value}."),
    "file_damaged": _("The file “${value}” can't be read; it is damaged."),
    "file_encrypted": _("The file “${value}” is protected by a password."),
    "file_too_large": _("The file “${value}” is too large."),
    "number_legacy": _("The number is written in an old encoding (TCVN3, VNI): ${value}"),
}
ERRORS = {
    "empty": _("The file is empty."),
    "not_a_table": _("This is no register: please save it as Excel (.xlsx) or CSV."),
    "damaged": _("The file is damaged; please save it anew and try again."),
    "too_large": _("The file is too large, or would be when unpacked."),
    "too_many_rows": _("The register has more than ${limit} rows; please split it."),
    "too_many_files": _("There are more than ${limit} files; please split them."),
    "no_header": _(
        "No headings were found. One row has to name the columns, "
        "such as Số ký hiệu, Ngày ban hành, Trích yếu."
    ),
    "encrypted": _("The ZIP is protected by a password."),
    "no_such_place": _("There is no such folder or ZIP."),
}
FILENAME = _("File name")
SYMBOL = _("Symbol (where it has a column of its own)")


def title_of(field: str) -> Message:
    """Title of a field of ``ledger.FIELDS``."""
    own = {"filename": FILENAME, "symbol": SYMBOL}
    return own.get(field) or IOfficialDocument[field].title


def problem_text(problem: Problem, request: Any = None) -> str:
    """``Ngày ban hành: không có ngày 31/02/2020.``"""
    kind = problem.kind
    message = PROBLEMS.get(kind) or NUMBER_MESSAGES[kind.removeprefix("number_")]
    text = told(_with(message, {"value": problem.value}), request)
    return f"{told(title_of(problem.field), request)}: {text}"


def error_text(error: RegisterError, request: Any = None) -> str:
    return told(_with(ERRORS[error.kind], {"limit": error.limit or 0}), request)


def _with(message: Message, values: dict[str, Any]) -> Message:
    return Message(message, mapping=values)


def told(message: Message, request: Any = None) -> str:
    """Without a request, at the terminal, people read Vietnamese."""
    return translate(message, context=request, target_language=None if request else "vi")
