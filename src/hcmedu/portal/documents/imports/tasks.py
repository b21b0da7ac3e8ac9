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

import time


IMPORT = "hcmedu.portal.import-documents"
#: One transaction ends after so many rows, or later, when it has taken so many seconds: each begins
#: by reading the register anew, and the longer it is, the more likely somebody saves meanwhile.
ROWS, SECONDS = 25, 4
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
    begun, at = time.monotonic(), job["at"]
    with jobs.files_of(job) as files:
        for at, row in enumerate(rows[job["at"] :], job["at"] + 1):
            outcome = import_row(folder, row, files)
            counts[outcome.status.value] = counts.get(outcome.status.value, 0) + 1
            _report(job, outcome)
            if at - job["at"] >= ROWS and time.monotonic() - begun >= SECONDS:
                break
    job["counts"], job["total"], job["at"] = counts, len(rows), at
    if at >= len(rows):
        job["state"] = jobs.DONE
        job["files"] = None  # the documents have theirs


def _report(job: jobs.Job, outcome: Outcome) -> None:
    if outcome.status is Status.CREATED or len(job["report"]) >= MOST_LINES:
        return
    line = {"line": outcome.row.line, "status": outcome.status.value, "text": text_of(outcome)}
    job["report"].append({**line, "number": outcome.row.values.get("number", "")})


def text_of(outcome: Outcome, request: Any = None) -> str:
    """Why a row was not imported, in the language of the request or in Vietnamese."""
    texts = [problem_text(problem, request) for problem in outcome.problems]
    if outcome.message:
        texts.append(told(outcome.message, request))
    return " ".join(texts) or outcome.title
