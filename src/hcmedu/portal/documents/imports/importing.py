"""Import the rows of a register into a section; a second run doubles nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum
from hcmedu.portal.content.errors import UploadError
from hcmedu.portal.content.files import DOCUMENT_KINDS
from hcmedu.portal.content.files import inspect
from hcmedu.portal.content.uploads import DEFAULT_LIMIT_MB
from hcmedu.portal.content.uploads import limit_bytes
from hcmedu.portal.documents.intake.completeness import missing
from hcmedu.portal.documents.intake.drafts import add_document
from hcmedu.portal.documents.intake.drafts import named_file
from hcmedu.portal.documents.intake.drafts import title_from
from hcmedu.portal.documents.intake.known import by_key
from hcmedu.portal.documents.intake.known import by_row
from hcmedu.portal.documents.intake.known import remember
from hcmedu.portal.documents.intake.record import begin
from hcmedu.portal.documents.intake.record import finish
from hcmedu.portal.documents.intake.tasks import ask_to_read
from hcmedu.portal.documents.ledger import Bundle
from hcmedu.portal.documents.ledger import file_key
from hcmedu.portal.documents.ledger import FileNames
from hcmedu.portal.documents.ledger import Problem
from hcmedu.portal.documents.ledger import Row
from hcmedu.portal.documents.ledger import row_key
from hcmedu.portal.documents.ledger.bundles import FileError
from plone import api
from typing import Any
from typing import BinaryIO

import transaction


class Status(StrEnum):
    """Stored in reports: values stay. ``NEW``: would be created, in a preview."""

    NEW = "new"
    CREATED = "created"
    EXISTS = "exists"
    FAILED = "failed"


@dataclass(frozen=True)
class Outcome:
    """What became of a row; ``message``: why its file was refused, of domain hcmedu.portal."""

    row: Row
    status: Status
    title: str = ""
    path: str = ""
    problems: tuple[Problem, ...] = ()
    message: str = ""


class Files:
    """The files that go with a register; without any, rows are imported without theirs.

    Raises nothing: what is wrong with a row's file is a problem of the row.
    """

    def __init__(self, bundle: Bundle | None) -> None:
        self.bundle = bundle
        self.names = FileNames(bundle.names if bundle else ())

    def choose(self, row: Row) -> tuple[str, tuple[Problem, ...]]:
        """The file that is meant: by its name, else by the number that names begin with.

        Empty where the row names none and none is found.
        """
        if self.bundle is None:
            return "", ()
        number = str(row.values.get("number", ""))
        found = self.names.find(row.filename) if row.filename else self.names.by_number(number)
        if len(found) == 1:
            return found[0], ()
        if found and row.filename:
            return "", (Problem("file_ambiguous", "filename", "; ".join(found[:5])),)
        if row.filename:
            return "", (Problem("file_missing", "filename", row.filename[:120]),)
        return "", ()

    def open(self, name: str) -> BinaryIO:
        """Raises ``FileError``."""
        return self.bundle.open(name, limit_bytes() or DEFAULT_LIMIT_MB * 1024 * 1024)


def examine(section: Any, row: Row, files: Files) -> Outcome:
    """What an import would do with a row, by all that can be told without opening its file."""
    name, problems = files.choose(row)
    problems = (*row.problems, *problems)
    known = by_row(section, row)
    if known is not None:
        return existing(row, known)
    if problems:
        return Outcome(row, Status.FAILED, problems=problems)
    return Outcome(row, Status.NEW, title=name)


def existing(row: Row, brain: Any) -> Outcome:
    """It is there already; what it is called is for those who may view it."""
    if not api.user.has_permission("View", obj=brain._unrestrictedGetObject()):
        return Outcome(row, Status.EXISTS)
    return Outcome(row, Status.EXISTS, brain.Title, brain.getPath())


def import_row(section: Any, row: Row, files: Files) -> Outcome:
    """Create the draft of a row by the rights of the user; on failure nothing of it is left."""
    outcome = examine(section, row, files)
    if outcome.status is not Status.NEW:
        return outcome
    savepoint = transaction.savepoint(optimistic=True)
    try:
        return _create(section, row, files, outcome.title)
    except FileError as error:
        problem = Problem(f"file_{error.kind}", "filename", outcome.title)
        failed = replace(outcome, status=Status.FAILED, problems=(problem,))
    except UploadError as error:
        failed = replace(outcome, status=Status.FAILED, message=error.doc())
    savepoint.rollback()
    return failed


def _create(section: Any, row: Row, files: Files, name: str) -> Outcome:
    if not name:
        return _created(row, _add(section, row, None, ""))
    with files.open(name) as stream:
        inspect(stream, name, DOCUMENT_KINDS, limit_bytes())
        key = file_key(stream)
        known = by_key(section, key) if row_key(row) is None else None
        if known is not None:
            return existing(row, known)
        return _created(row, _add(section, row, named_file(stream, name), key))


def _created(row: Row, doc: Any) -> Outcome:
    return Outcome(row, Status.CREATED, doc.Title(), "/".join(doc.getPhysicalPath()))


def _add(section: Any, row: Row, file: Any, key: str) -> Any:
    values: Mapping[str, Any] = row.values
    title = "" if values.get("number") else title_from(row.filename or str(values.get("abstract")))
    doc = add_document(section, file, title=title, **values)
    begin(doc, key, doc.title if title else "")
    if file is not None and [field for field in missing(doc) if field.__name__ != "file"]:
        ask_to_read(doc)
    else:
        finish(doc)
    for each in (row_key(row), key):
        if each:
            remember(section, each, doc)
    return doc
