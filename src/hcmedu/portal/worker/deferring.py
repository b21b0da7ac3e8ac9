"""Ask for work: it goes into the queue when, and only when, the transaction has committed."""

from collections.abc import Iterable
from hcmedu.portal.worker.jobs import Job
from hcmedu.portal.worker.queue import open_queue
from hcmedu.portal.worker.registry import find_task
from plone import api
from transaction.interfaces import IDataManagerSavepoint
from transaction.interfaces import ISavepointDataManager
from transaction.interfaces import ITransaction
from typing import Any
from zope.globalrequest import getRequest
from zope.interface import implementer

import logging
import time
import transaction


#: Where a request of a script or a test claims to come from: no address that anybody could open.
NOWHERE = "http://nohost/"
_KEY = object()
logger = logging.getLogger("hcmedu.portal.worker")


def defer(name: str, /, *, key: str | None = None, after: float = 0, **kwargs: Any) -> None:
    """Have the task of that name done for the current site, once this transaction has committed.

    ``kwargs`` are JSON values. While a job of the same task, site and ``key`` waits, no second one
    is taken in, and the first keeps its time and values. ``after``: seconds to wait at least.
    Raises ``UnknownTask``, TypeError or ValueError for what is no JSON.
    """
    find_task(name)
    site = api.portal.get()
    path = "/".join(site.getPhysicalPath())
    job = Job(name, path, kwargs, time.time() + after, key=key, address=_address(site))
    job.arguments()
    _pending(transaction.get()).add(job)


def _address(site: Any) -> str:
    """Under which address the person who is served now sees the site; empty if there is none."""
    url = site.absolute_url() if getRequest() is not None else ""
    return "" if f"{url}/".startswith(NOWHERE) else url


def _pending(current: ITransaction) -> "Pending":
    """What this transaction asks for; begun when it asks for the first time."""
    try:
        pending = current.data(_KEY)
    except KeyError:
        pending = None
    if pending is None:
        pending = Pending(current)
        current.set_data(_KEY, pending)
        current.join(pending)
    return pending


@implementer(ISavepointDataManager)
class Pending:
    """Holds the jobs of one transaction and follows its fate, savepoints included."""

    def __init__(self, current: ITransaction) -> None:
        self.transaction_manager = transaction.manager
        self.transaction = current
        self.jobs: list[Job] = []
        self.addresses: dict[str, str] = {}

    def add(self, job: Job) -> None:
        self.jobs.append(job)
        # Of a stranger's request the address is not believed: he may claim any.
        if job.address and not api.user.is_anonymous():
            self.addresses[job.site] = job.address

    def savepoint(self) -> "Savepoint":
        return Savepoint(self.jobs)

    def abort(self, current: ITransaction) -> None:
        """Also called when the transaction goes back to where it had asked for nothing yet."""
        self.jobs.clear()
        current.set_data(_KEY, None)

    def sortKey(self) -> str:
        """After all databases, so that the worker finds what the job is about."""
        return "~hcmedu.portal.worker"

    def tpc_begin(self, current: ITransaction) -> None:
        pass

    commit = tpc_vote = tpc_begin

    def tpc_abort(self, current: ITransaction) -> None:
        self.jobs.clear()

    def tpc_finish(self, current: ITransaction) -> None:
        if not self.jobs:
            return
        try:
            enqueue(self.jobs, self.addresses)
        except Exception:  # the content is stored for good: nothing may fail any more
            names = ", ".join(f"{job.task} on {job.site}" for job in self.jobs)
            logger.exception("The queue of background work takes no job; lost: %s.", names)


@implementer(IDataManagerSavepoint)
class Savepoint:
    def __init__(self, jobs: list[Job]) -> None:
        self.jobs = jobs
        self.length = len(jobs)

    def rollback(self) -> None:
        del self.jobs[self.length :]


def enqueue(jobs: Iterable[Job], addresses: dict[str, str]) -> None:
    """Write jobs into the queue at once, and the addresses under which sites are known."""
    with open_queue() as queue:
        queue.journal.add(jobs, time.time())
        for site, url in addresses.items():
            if queue.clock.address(site) != url:
                queue.clock.remember_address(site, url)
