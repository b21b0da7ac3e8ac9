"""For tests: do the work of the queue in this process, on a real queue in a directory of its own.

Only where the test's transaction may be committed: not with an integration layer.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hcmedu.portal.worker import embedded
from hcmedu.portal.worker import registry
from hcmedu.portal.worker import settings
from hcmedu.portal.worker.queue import FILE_NAME
from hcmedu.portal.worker.queue import open_queue
from hcmedu.portal.worker.queue import Queue
from hcmedu.portal.worker.working import PloneWorker
from huey.signals import SIGNAL_ERROR
from pathlib import Path
from plone import api
from threading import Thread
from typing import NamedTuple

import time
import transaction


class Outcome(NamedTuple):
    """``outcome``: ``done``, ``waiting`` (failed, to be tried again) or ``failed`` (for good)."""

    name: str
    site: str
    outcome: str


def run_jobs(now: datetime | None = None) -> list[Outcome]:
    """Do whatever is due ``now`` (an aware datetime; default: this very moment).

    Jobs, next tries of failed ones, work of the clock, and the jobs that these ask for. Periodic
    work whose minutes have not passed since the last call is not due. The test's transaction is
    committed before, and a new one begun after, so that it sees what the jobs did.
    """
    transaction.commit()
    outcomes: list[Outcome] = []
    errors: list[BaseException] = []
    # A thread of its own: the job's transaction, site, request and user are the thread's.
    thread = Thread(target=_run_all, args=(now.timestamp() if now else None, outcomes, errors))
    thread.start()
    thread.join()
    transaction.begin()
    if errors:
        raise errors[0]
    return outcomes


def _run_all(now: float | None, outcomes: list[Outcome], errors: list[BaseException]) -> None:
    def clock() -> float:
        return time.time() if now is None else now

    worker = PloneWorker(clock, report=lambda *outcome: outcomes.append(Outcome(*outcome)))
    queue = Queue(settings.directory(), worker)
    # What a task raises the worker keeps; what the worker itself raises huey would only log.
    queue.signal(SIGNAL_ERROR)(lambda signal, message, error: errors.append(error))
    try:
        for message in queue.read_periodic(None):
            queue.execute(message)
        while _run_queued(queue, clock()):
            pass
    except BaseException as error:
        errors.append(error)
    finally:
        queue.close()


def _run_queued(queue: Queue, now: float) -> int:
    """What huey's scheduler and worker do, once; how many messages there were."""
    for message in queue.read_schedule(datetime.fromtimestamp(now)):
        queue.enqueue(message)
    count = 0
    while message := queue.dequeue():
        queue.execute(message)
        count += 1
    return count


def use_directory(directory: Path) -> None:
    """Have this process' queue lie there, and no worker run on it but ``run_jobs``.

    The server of the test layers configures Zope anew and says that a process is starting.
    """
    embedded.by_command()
    settings.override["worker-directory"] = str(directory)


def empty_queue() -> None:
    """Forget all jobs: each test begins with a queue of its own."""
    for path in settings.directory().glob(f"{FILE_NAME}*"):
        path.unlink()


def jobs(state: str = "waiting") -> list[tuple[str, dict]]:
    """Name and values of the jobs of the current site in that state."""
    site = "/".join(api.portal.get().getPhysicalPath())
    with open_queue() as queue:
        return [(job.task, dict(job.kwargs)) for job in queue.journal.of_site(site, state, 1000)]


@contextmanager
def temporary_tasks() -> Iterator[None]:
    """Inside there are no tasks but those that are registered there; after it all as before."""
    known = [(table, dict(table)) for table in (registry._tasks, registry._periodic)]
    try:
        for table, _before in known:
            table.clear()
        yield
    finally:
        for table, before in known:
            table.clear()
            table.update(before)
