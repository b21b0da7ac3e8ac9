"""The worker imports a register, some rows a job, so that the page can tell how far it is."""

from hcmedu.portal import _
from hcmedu.portal.documents.imports import jobs
from hcmedu.portal.documents.imports.importing import import_row
from hcmedu.portal.documents.imports.importing import Outcome
from hcmedu.portal.documents.imports.importing import Status
from hcmedu.portal.documents.imports.messages import problem_text
from hcmedu.portal.documents.imports.messages import told
from hcmedu.portal.documents.intake.drafts import takes_documents
from hcmedu.portal.worker import defer
from hcmedu.portal.worker import task
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any


IMPORT = "hcmedu.portal.import-documents"
#: Rows of one transaction: a few seconds of work.
ROWS = 25
#: Lines of the report that are kept: what went wrong, and what was there already.
MOST_LINES = 2000
NO_RIGHT = _("The person who began this import may not add documents here any more.")


def start(section: Any, job_id: str) -> None:
    """Begin, or go on where it stopped."""
    job = jobs.find(section, job_id)
    job["state"] = jobs.RUNNING
    _defer(section, job_id, job["at"])


def _defer(section: Any, job_id: str, at: int) -> None:
    uid = IUUID(section)
    defer(IMPORT, key=f"{job_id}:{at}", section=uid, job=job_id, at=at)


@task(IMPORT, title=_("Import a register of documents"), retries=3)
def import_some(site: Any, section: str, job: str, at: int) -> None:
    """The rows from ``at`` on; nothing when the import is gone or further already."""
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=section)
    folder = brains[0]._unrestrictedGetObject() if brains else None
    found = jobs.find(folder, job) if folder is not None else None
    if found is None or found["state"] != jobs.RUNNING or found["at"] != at:
        return
    if api.user.get(userid=found["user"]) is None:
        stop(found)
        return
    with api.env.adopt_user(user=api.user.get(userid=found["user"])):
        if not takes_documents(folder):
            stop(found)
            return
        _go_on(folder, found)
    if found["state"] == jobs.RUNNING:
        _defer(folder, job, found["at"])


def stop(job: jobs.Job) -> None:
    job["state"] = jobs.STOPPED
    job["report"].append({"line": 0, "status": Status.FAILED.value, "text": told(NO_RIGHT)})


def _go_on(folder: Any, job: jobs.Job) -> None:
    rows = jobs.rows_of(job)
    counts = dict(job["counts"])
    with jobs.files_of(job) as files:
        for row in rows[job["at"] : job["at"] + ROWS]:
            outcome = import_row(folder, row, files)
            counts[outcome.status.value] = counts.get(outcome.status.value, 0) + 1
            _report(job, outcome)
    job["counts"], job["total"] = counts, len(rows)
    job["at"] = min(job["at"] + ROWS, len(rows))
    if job["at"] >= len(rows):
        job["state"] = jobs.DONE


def _report(job: jobs.Job, outcome: Outcome) -> None:
    if outcome.status is Status.CREATED or len(job["report"]) >= MOST_LINES:
        return
    line = {"line": outcome.row.line, "status": outcome.status.value, "text": text_of(outcome)}
    job["report"].append(line)


def text_of(outcome: Outcome, request: Any = None) -> str:
    """Why a row was not imported, in the language of the request or in Vietnamese."""
    texts = [problem_text(problem, request) for problem in outcome.problems]
    if outcome.message:
        texts.append(told(outcome.message, request))
    return " ".join(texts) or outcome.title
