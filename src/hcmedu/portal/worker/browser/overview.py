"""What the queue holds of one site, in words for the administrator."""

from dataclasses import dataclass
from datetime import datetime
from hcmedu.portal import _
from hcmedu.portal.worker.clock import Run
from hcmedu.portal.worker.jobs import DONE
from hcmedu.portal.worker.jobs import FAILED
from hcmedu.portal.worker.jobs import INTERRUPTED
from hcmedu.portal.worker.jobs import Job
from hcmedu.portal.worker.jobs import RUNNING
from hcmedu.portal.worker.jobs import UNKNOWN_TASK
from hcmedu.portal.worker.jobs import WAITING
from hcmedu.portal.worker.queue import Queue
from hcmedu.portal.worker.registry import Periodic
from hcmedu.portal.worker.registry import periodic_tasks
from hcmedu.portal.worker.registry import title_of
from plone.app.event.base import default_timezone

import time


#: Rows of each table.
SHOWN = 50
WORDS = {
    INTERRUPTED: _("The worker's process ended while the job ran."),
    UNKNOWN_TASK: _("No installed add-on knows this kind of job."),
}


@dataclass(frozen=True)
class Row:
    """A job; all moments are written out, empty where there is none."""

    id: str
    title: str
    tries: int
    created: str
    started: str
    ended: str
    due: str
    error: str


@dataclass(frozen=True)
class ClockRow:
    """Work of the clock and how it went last; ``ended`` is empty before the first time."""

    title: str
    every: str
    ended: str
    error: str


@dataclass(frozen=True)
class Overview:
    """``alive_since`` is empty while the worker gives no sign of life; ``count`` is by state."""

    alive_since: str
    count: dict[str, int]
    failed: list[Row]
    running: list[Row]
    waiting: list[Row]
    done: list[Row]
    clock: list[ClockRow]


def read(queue: Queue, site: str) -> Overview:
    """Raises ``sqlite3.Error``."""
    beat, runs = queue.clock.heartbeat(), queue.clock.runs(site)
    rows = {
        state: [_row(job) for job in queue.journal.of_site(site, state, SHOWN)]
        for state in (FAILED, RUNNING, WAITING, DONE)
    }
    return Overview(
        alive_since=_moment(beat.since) if beat and beat.is_alive(time.time()) else "",
        count={**dict.fromkeys(rows, 0), **queue.journal.count(site)},
        failed=rows[FAILED],
        running=rows[RUNNING],
        waiting=rows[WAITING],
        done=rows[DONE],
        clock=[_clock_row(work, runs.get(work.name)) for work in periodic_tasks()],
    )


def _row(job: Job) -> Row:
    moments = {name: _moment(getattr(job, name)) for name in ("created", "started", "ended", "due")}
    return Row(
        id=job.id,
        title=title_of(job.task),
        tries=job.tries,
        error=WORDS.get(job.error, job.error),
        **moments,
    )


def _clock_row(work: Periodic, run: Run | None) -> ClockRow:
    ended, error = (run.ended, run.error) if run else (None, "")
    return ClockRow(work.title, _every(work.minutes), _moment(ended), error)


def _every(minutes: int) -> str:
    """A span of time in its largest whole unit."""
    for size, text in ((1440, _("${count} days")), (60, _("${count} hours"))):
        if minutes % size == 0:
            return _(text, mapping={"count": minutes // size})
    return _("${count} minutes", mapping={"count": minutes})


def _moment(seconds: float | None) -> str:
    """A moment in the zone of the site, as Vietnamese write it."""
    if seconds is None:
        return ""
    moment = datetime.fromtimestamp(seconds, default_timezone(as_tzinfo=True))
    return moment.strftime("%d/%m/%Y %H:%M")
