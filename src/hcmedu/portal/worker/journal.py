"""The journal of the jobs: what waits, runs, is done, has failed.

huey takes a message out of its queue before it runs it, so that a killed process loses it. Here
the journal is the truth, and a message only names a job: whatever is neither done nor failed is
given its message again (``restore``). A message too many does no harm, as ``claim`` gives each
job out once.
"""

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import fields
from hcmedu.portal.worker.jobs import DONE
from hcmedu.portal.worker.jobs import FAILED
from hcmedu.portal.worker.jobs import INTERRUPTED
from hcmedu.portal.worker.jobs import Job
from hcmedu.portal.worker.jobs import RUNNING
from hcmedu.portal.worker.jobs import WAITING
from hcmedu.portal.worker.storage import JobStorage
from sqlite3 import Cursor

import json


#: Jobs done that are kept for each site, so that the administrator sees that work is done.
KEPT = 50
COLUMNS = tuple(field.name for field in fields(Job))
SELECT = f"select {', '.join(COLUMNS)} from job"
INSERT = f"insert into job ({', '.join(COLUMNS)}) values ({', '.join('?' * len(COLUMNS))})"


class Journal:
    """Every method is one transaction, and raises ``sqlite3.Error``.

    ``message`` makes huey's message for the id of a job; moments are seconds since the epoch.
    """

    def __init__(self, storage: JobStorage, message: Callable[[str], bytes]) -> None:
        self.storage = storage
        self.message = message

    # Who wants something done

    def add(self, jobs: Iterable[Job], now: float) -> None:
        """Take in these jobs; one whose (task, site, key) waits already is left out."""
        with self.storage.db(commit=True) as cursor:
            for job in jobs:
                if not self._waits(cursor, job):
                    row = {**vars(job), "kwargs": job.arguments()}
                    cursor.execute(INSERT, [row[column] for column in COLUMNS])
                    self._send(cursor, job.id, job.due, now)

    def _waits(self, cursor: Cursor, job: Job) -> bool:
        if job.key is None:
            return False
        cursor.execute(
            "select 1 from job where state = ? and task = ? and site = ? and key = ?",
            (WAITING, job.task, job.site, job.key),
        )
        return cursor.fetchone() is not None

    # The worker

    def claim(self, job_id: str, now: float) -> Job | None:
        """Begin a try; None when the job does not wait any more, or not until now."""
        with self.storage.db(commit=True) as cursor:
            cursor.execute(
                "update job set state = ?, tries = tries + 1, started = ?, ended = null"
                " where id = ? and state = ? and due <= ?",
                (RUNNING, now, job_id, WAITING, now),
            )
            if cursor.rowcount != 1:
                return None
            return _jobs(cursor.execute(f"{SELECT} where id = ?", (job_id,)))[0]

    def finish(self, job: Job, now: float) -> None:
        """It is done; only the last ones of a site are kept."""
        with self.storage.db(commit=True) as cursor:
            cursor.execute(
                "update job set state = ?, ended = ?, error = '' where id = ?",
                (DONE, now, job.id),
            )
            cursor.execute(
                "delete from job where site = ? and state = ? and id not in"
                " (select id from job where site = ? and state = ? order by ended desc limit ?)",
                (job.site, DONE, job.site, DONE, KEPT),
            )

    def fail(self, job: Job, error: str, now: float, due: float | None) -> None:
        """A try failed; the next one is due then, or there is none."""
        with self.storage.db(commit=True) as cursor:
            cursor.execute(
                "update job set state = ?, ended = ?, due = ?, error = ? where id = ?",
                (FAILED if due is None else WAITING, now, due or now, error, job.id),
            )
            if due is not None:
                self._send(cursor, job.id, due, now)

    def release(self, job: Job) -> None:
        """The worker ends in the middle of the try: it does not count."""
        with self.storage.db(commit=True) as cursor:
            cursor.execute(
                "update job set state = ?, tries = ? where id = ?",
                (WAITING, job.tries - 1, job.id),
            )
            self._send(cursor, job.id, job.due, job.due)

    def drop(self, job: Job) -> None:
        """Forget a job whose site is gone."""
        self.storage.sql("delete from job where id = ?", (job.id,), commit=True)

    def restore(self, now: float) -> int:
        """Give every job that is neither done nor failed its message anew; how many had begun.

        To be called where no job runs: what the journal says to run was interrupted.
        """
        with self.storage.db(commit=True) as cursor:
            for table in ("task", "schedule"):
                cursor.execute(f"delete from {table} where queue = ?", (self.storage.name,))
            cursor.execute(
                "update job set state = ?, error = ?, ended = ? where state = ?",
                (WAITING, INTERRUPTED, now, RUNNING),
            )
            begun = cursor.rowcount
            cursor.execute("select id, due from job where state = ? order by due", (WAITING,))
            for job_id, due in cursor.fetchall():
                self._send(cursor, job_id, due, now)
            return begun

    def _send(self, cursor: Cursor, job_id: str, due: float, now: float) -> None:
        """What huey's ``enqueue`` and ``add_to_schedule`` do, within the same transaction."""
        queue, data = self.storage.name, self.message(job_id)
        if due <= now:
            cursor.execute(
                "insert into task (queue, data, priority) values (?, ?, 0)", (queue, data)
            )
        else:
            cursor.execute(
                "insert into schedule (queue, data, timestamp) values (?, ?, ?)",
                (queue, data, due),
            )

    # The administrator

    def of_site(self, site: str, state: str, limit: int) -> list[Job]:
        """Jobs of a site: those that wait by their time, all others with the latest first."""
        order = "due" if state == WAITING else "coalesce(ended, started) desc"
        query = f"{SELECT} where site = ? and state = ? order by {order} limit ?"
        with self.storage.db() as cursor:
            return _jobs(cursor.execute(query, (site, state, limit)))

    def last(self, task: str, site: str, key: str) -> Job | None:
        """The job of that task, site and key that was asked for last."""
        query = f"{SELECT} where task = ? and site = ? and key = ? order by created desc limit 1"
        with self.storage.db() as cursor:
            return next(iter(_jobs(cursor.execute(query, (task, site, key)))), None)

    def count(self, site: str) -> dict[str, int]:
        """How many jobs of a site are in each state; states without any are left out."""
        query = "select state, count(*) from job where site = ? group by state"
        return dict(self.storage.sql(query, (site,), results=True))

    def try_again(self, job_id: str, site: str, now: float) -> bool:
        """Have a failed job of that site run anew, with all its tries; False when it is none."""
        with self.storage.db(commit=True) as cursor:
            cursor.execute(
                "update job set state = ?, tries = 0, due = ?"
                " where id = ? and site = ? and state = ?",
                (WAITING, now, job_id, site, FAILED),
            )
            found = cursor.rowcount == 1
            if found:
                self._send(cursor, job_id, now, now)
            return found

    def discard(self, job_id: str, site: str) -> bool:
        """Forget a failed job of that site; False when it is none."""
        with self.storage.db(commit=True) as cursor:
            cursor.execute(
                "delete from job where id = ? and site = ? and state = ?", (job_id, site, FAILED)
            )
            return cursor.rowcount == 1


def _jobs(cursor: Cursor) -> list[Job]:
    rows = (dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall())
    return [Job(**{**row, "kwargs": json.loads(row["kwargs"])}) for row in rows]
