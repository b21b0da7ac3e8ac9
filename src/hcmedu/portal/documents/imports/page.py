"""``@@hcmedu-import`` of a section: upload a register, check it, have the worker import it."""

from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.content.errors import UploadError
from hcmedu.portal.content.files import check_size
from hcmedu.portal.content.files import clean_filename
from hcmedu.portal.content.vocabularies import title_of as title_of_token
from hcmedu.portal.documents.imports import jobs
from hcmedu.portal.documents.imports.importing import examine
from hcmedu.portal.documents.imports.importing import Outcome
from hcmedu.portal.documents.imports.importing import Status
from hcmedu.portal.documents.imports.messages import error_text
from hcmedu.portal.documents.imports.messages import title_of
from hcmedu.portal.documents.imports.tasks import start
from hcmedu.portal.documents.imports.tasks import text_of
from hcmedu.portal.documents.intake.drafts import takes_documents
from hcmedu.portal.documents.intake.page import SectionPage
from hcmedu.portal.documents.intake.page import uploads
from hcmedu.portal.documents.ledger import FIELDS
from hcmedu.portal.documents.ledger import RegisterError
from hcmedu.portal.documents.ledger import Row
from hcmedu.portal.documents.ledger import Table
from hcmedu.portal.documents.ledger.columns import LISTS
from hcmedu.portal.documents.ledger.tables import MAX_BYTES
from hcmedu.portal.vietnamese import format_date
from plone import api
from plone.namedfile.file import NamedBlobFile
from typing import Any
from zExceptions import NotFound
from zExceptions import Unauthorized


#: Bytes of a ZIP of files.
MOST_BYTES = 1024**3
#: Rows that are shown before the import.
SHOWN = 100
STATUS = {
    Status.NEW.value: _("will be imported"),
    Status.CREATED.value: _("imported"),
    Status.EXISTS.value: _("there already"),
    Status.FAILED.value: _("not imported"),
}
NO_REGISTER = _("Please choose the file of the register.")
NOT_YOURS = _("Only the person who began this import can go on with it.")
TWICE = _("One column can't be two fields.")


class ImportView(SectionPage):
    """GET: a new import, or the one of ``?job=``; POST: ``upload``, ``map``, ``start``, ``remove``.

    Everybody who may add documents here sees the imports of this section; who began one goes on.
    """

    error = ""

    def __call__(self) -> str:
        if self.job_id and self.job is None:
            raise NotFound(self.context, self.__name__, self.request)
        return super().__call__()

    @property
    def job_id(self) -> str:
        return self.text("job")

    @cached_property
    def job(self) -> jobs.Job | None:
        return jobs.find(self.context, self.job_id) if self.job_id else None

    def post(self) -> str:
        action = self.text("action")
        if self.job is None:
            self.begin()
        elif not self.is_mine:
            raise Unauthorized(self.tell(NOT_YOURS))
        elif action == "remove":
            jobs.remove(self.context, self.job_id)
            return self.go()
        elif action in ("map", "start") and self.job["state"] == jobs.PREVIEW:
            self.map_columns()
            if action == "start" and not self.error:
                start(self.context, self.job_id)
                return self.go(self.job_id)
        elif action == "start" and self.job["state"] != jobs.DONE:
            start(self.context, self.job_id)
            return self.go(self.job_id)
        return self.index()

    @property
    def is_mine(self) -> bool:
        """Drafts of an import are made in the name of who began it: nobody else decides on it."""
        return self.job is not None and self.job["user"] == api.user.get_current().getId()

    @property
    def beginner(self) -> str:
        """Full name of who began the import; the id where there is none."""
        user = api.user.get(userid=self.job["user"])
        return str((user and user.getProperty("fullname", "")) or self.job["user"])

    def go(self, job_id: str = "") -> str:
        target = f"{self.url}?job={job_id}" if job_id else self.url
        return self.request.response.redirect(target)

    # The upload

    def begin(self) -> None:
        try:
            register = self.upload("register", MAX_BYTES)
            if register is None:
                self.error = self.tell(NO_REGISTER)
                return
            files = self.upload("files", MOST_BYTES)
            user = api.user.get_current().getId()
            job_id = jobs.begin(self.context, user, register, files, self.text("issuer").strip())
        except RegisterError as error:
            self.error = error_text(error, self.request)
        except UploadError as error:
            self.error = self.tell(error.doc())
        else:
            self.go(job_id)

    def upload(self, name: str, limit: int) -> NamedBlobFile | None:
        """Raises ``UploadError`` for an empty or too large file."""
        found = uploads(self.request.form.get(name))
        if not found:
            return None
        check_size(found[0].seek(0, 2) or found[0].tell(), limit)
        found[0].seek(0)
        return NamedBlobFile(data=found[0], filename=clean_filename(found[0].filename))

    # The preview

    def map_columns(self) -> None:
        columns = range(len(self.header))
        chosen = {field: self.text(f"column.{field}") for field in FIELDS}
        mapping = {
            field: int(column)
            for field, column in chosen.items()
            if column.isdecimal() and len(column) < 4 and int(column) in columns
        }
        if not jobs.is_sound(mapping):
            self.error = self.tell(TWICE)
            return
        self.job["mapping"] = mapping
        self.job["total"] = len(jobs.rows_of(self.job))

    @cached_property
    def table(self) -> Table:
        return jobs.table_of(self.job)

    @property
    def header(self) -> tuple[str, ...]:
        return self.table.header

    def columns(self) -> list[dict[str, Any]]:
        """One a field, with the column that is chosen for it."""
        mapping = self.job["mapping"]
        return [
            {"field": field, "title": title_of(field), "column": mapping.get(field)}
            for field in FIELDS
        ]

    @cached_property
    def headings(self) -> list[dict[str, Any]]:
        """The columns that say anything; spreadsheets have many that don't."""
        rows = self.table.rows
        return [
            {"at": at, "title": heading or str(at + 1)}
            for at, heading in enumerate(self.header)
            if heading or any(cells[at] not in (None, "") for _, cells in rows if at < len(cells))
        ]

    def unused(self) -> list[str]:
        """Headings of the columns that no field is taken from."""
        used = set(self.job["mapping"].values())
        return [each["title"] for each in self.headings if each["at"] not in used]

    @cached_property
    def preview(self) -> dict[str, Any]:
        """The first rows with what would become of them, and how many of all have problems."""
        rows = jobs.rows_of(self.job)
        with jobs.files_of(self.job) as files:
            shown = [self.line(examine(self.context, row, files)) for row in rows[:SHOWN]]
            wrong = sum(bool(row.problems or files.choose(row)[1]) for row in rows)
        return {"rows": shown, "total": len(rows), "wrong": wrong}

    def line(self, outcome: Outcome) -> dict[str, Any]:
        values = outcome.row.values
        issued = values.get("issue_date")
        form = title_of_token(self.context, "hcmedu.document_forms", values.get("document_form"))
        return {
            "line": outcome.row.line,
            "status": outcome.status.value,
            "status_text": STATUS[outcome.status.value],
            "number": values.get("number", ""),
            "issue_date": format_date(issued) if issued else "",
            "document_form": self.tell(form),
            "issuer": values.get("issuer", ""),
            "abstract": self.abstract(outcome.row),
            "named": [(title_of(name), values[name]) for name in LISTS if values.get(name)],
            "file": outcome.title if outcome.status is Status.NEW else outcome.row.filename,
            "text": text_of(outcome, self.request) if outcome.status is not Status.NEW else "",
        }

    def abstract(self, row: Row) -> str:
        text = str(row.values.get("abstract", ""))
        return text if len(text) < 160 else f"{text[:160]} ..."

    # Progress and report

    def report(self) -> list[dict[str, Any]]:
        """Lines of imports of before have no number."""
        return [
            {"number": "", **each, "status_text": STATUS[each["status"]]}
            for each in self.job["report"]
        ]

    def counts(self) -> list[dict[str, Any]]:
        found = self.job["counts"]
        return [
            {"status": status, "title": title, "number": found.get(status, 0)}
            for status, title in STATUS.items()
            if found.get(status)
        ]

    def others(self) -> list[dict[str, str]]:
        """Imports of this section so far."""
        return [
            {
                "url": f"{self.url}?job={job_id}",
                "name": job["name"],
                "when": api.portal.get_localized_time(job["begun"], long_format=True),
                "state": job["state"],
            }
            for job_id, job in jobs.jobs(self.context)
        ]


class ImportStatusView(ImportView):
    """``@@hcmedu-import-status?job=``: JSON for the progress bar."""

    def __call__(self) -> str:
        if self.job is None or not takes_documents(self.context):
            raise NotFound(self.context, self.__name__, self.request)
        self.request.response.setHeader("Cache-Control", "private, no-store")
        job = self.job
        return self.json({"state": job["state"], "at": job["at"], "total": job["total"]})
