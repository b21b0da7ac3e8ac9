"""The queue: huey on one SQLite file, which carries the journal and the clock as well."""

from collections.abc import Iterator
from contextlib import contextmanager
from hcmedu.portal.worker import settings
from hcmedu.portal.worker.clock import Clock
from hcmedu.portal.worker.journal import Journal
from hcmedu.portal.worker.storage import JobStorage
from huey import SqliteHuey
from pathlib import Path
from typing import Protocol


FILE_NAME = "queue.db"
#: What jobs carry is nobody else's business.
PRIVATE_DIRECTORY = 0o700
#: Device and inode of files whose tables this process has seen to: once is enough.
_prepared: set[tuple[int, int]] = set()
#: Seconds to wait for another process that is writing; its transactions take milliseconds.
PATIENCE = 5


class Worker(Protocol):
    """Who does the work of a queue."""

    def run(self, queue: "Queue", job_id: str) -> None:
        """Do a job of the journal."""

    def tick(self, queue: "Queue") -> None:
        """A minute has passed."""


class Queue(SqliteHuey):
    """huey with two tasks: ``job``, which names a job of the journal, and ``tick``, the clock's.

    Without a worker it only takes jobs in and tells about them. Raises OSError where the directory
    can't be made, ``sqlite3.Error`` for a file that can't be used.
    """

    storage_class = JobStorage

    def __init__(self, directory: Path, worker: Worker | None = None) -> None:
        directory.mkdir(PRIVATE_DIRECTORY, parents=True, exist_ok=True)
        path = directory / FILE_NAME
        # Local time: only then does the storage keep true moments; results nobody would fetch.
        options = {"utc": False, "results": False, "timeout": PATIENCE}
        create_tables = _identity(path) not in _prepared
        super().__init__("hcmedu", filename=str(path), create_tables=create_tables, **options)
        _prepared.update(filter(None, [_identity(path)]))
        self.worker = worker
        self.journal = Journal(self.storage, self.message)
        self.clock = Clock(self.storage)
        self._job = self.task(name="job")(self.run_job)
        self.periodic_task(lambda moment: True, name="tick")(self.tick)

    def message(self, job_id: str) -> bytes:
        return self.serialize_task(self._job.s(job_id))

    def run_job(self, job_id: str) -> None:
        if self.worker is not None:
            self.worker.run(self, job_id)

    def tick(self) -> None:
        if self.worker is not None:
            self.worker.tick(self)

    def close(self) -> None:
        self.storage.close()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def open_queue() -> Iterator[Queue]:
    """The queue of this process' configuration, with a connection of its own that is closed."""
    queue = Queue(settings.directory())
    try:
        yield queue
    finally:
        queue.close()
