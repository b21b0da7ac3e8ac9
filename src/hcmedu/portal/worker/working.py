"""Do the work: one job, or what the clock is due to do, each in its own transaction."""

from collections.abc import Callable
from collections.abc import Mapping
from hcmedu.portal.worker.clock import Run
from hcmedu.portal.worker.environment import at_site
from hcmedu.portal.worker.environment import site_paths
from hcmedu.portal.worker.environment import SiteGone
from hcmedu.portal.worker.errors import describe
from hcmedu.portal.worker.jobs import DONE
from hcmedu.portal.worker.jobs import FAILED
from hcmedu.portal.worker.jobs import INTERRUPTED
from hcmedu.portal.worker.jobs import Job
from hcmedu.portal.worker.jobs import UNKNOWN_TASK
from hcmedu.portal.worker.jobs import WAITING
from hcmedu.portal.worker.queue import Queue
from hcmedu.portal.worker.registry import find_task
from hcmedu.portal.worker.registry import Periodic
from hcmedu.portal.worker.registry import periodic_tasks
from hcmedu.portal.worker.registry import Task
from hcmedu.portal.worker.registry import UnknownTask
from transaction.interfaces import TransientError
from typing import Any

import logging
import time
import transaction


#: Further attempts at once after a conflict with somebody who saved meanwhile.
CONFLICT_RETRIES = 3
logger = logging.getLogger("hcmedu.portal.worker")

Report = Callable[[str, str, str], None]


def perform(
    function: Callable[..., None], name: str, site: str, address: str, kwargs: Mapping[str, Any]
) -> None:
    """Call the function for a site and commit. Raises ``SiteGone`` and what the function raises."""
    for attempt in range(CONFLICT_RETRIES + 1):
        try:
            with at_site(site, address) as portal:
                transaction.get().note(name)
                function(portal, **kwargs)
                transaction.commit()
            return
        except TransientError:
            if attempt == CONFLICT_RETRIES:
                raise
            logger.info("%s on %s: conflict, once more.", name, site)


class PloneWorker:
    """Does the work of a queue on the Plone sites of this process' database.

    ``stopping`` tells whether the process is about to end: what fails then was interrupted.
    ``report`` hears name, site and outcome (a state of ``jobs``) of everything that was tried.
    """

    def __init__(
        self,
        now: Callable[[], float] = time.time,
        stopping: Callable[[], bool] = lambda: False,
        report: Report = lambda name, site, outcome: None,
    ) -> None:
        self.now = now
        self.stopping = stopping
        self.report = report

    def run(self, queue: Queue, job_id: str) -> None:
        """Do a job of the journal; nothing when it does not wait any more."""
        job = queue.journal.claim(job_id, self.now())
        if job is None:
            return
        try:
            task = find_task(job.task)
        except UnknownTask:
            logger.error("%s on %s: no such task; was a package removed?", job.task, job.site)
            self._give_up(queue, job, UNKNOWN_TASK)
        else:
            self._try(queue, job, task)

    def _try(self, queue: Queue, job: Job, task: Task) -> None:
        if task.pause(job.tries - 1) is None:
            logger.error("%s on %s: the process ended during the last try.", job.task, job.site)
            self._give_up(queue, job, INTERRUPTED)
            return
        address = job.address or queue.clock.address(job.site)
        try:
            perform(task.function, task.name, job.site, address, job.kwargs)
        except SiteGone:
            logger.warning("%s on %s: the site is gone, and so is the job.", job.task, job.site)
            queue.journal.drop(job)
        except Exception as error:  # whatever a task may raise; it is logged and kept
            self._failed(queue, job, task, error)
        else:
            logger.info("%s on %s: done.", job.task, job.site)
            queue.journal.finish(job, self.now())
            self.report(job.task, job.site, DONE)

    def _failed(self, queue: Queue, job: Job, task: Task, error: Exception) -> None:
        if self.stopping():
            logger.info("%s on %s: interrupted by the end of the process.", job.task, job.site)
            queue.journal.release(job)
            return
        pause = task.pause(job.tries)
        if pause is None:
            logger.error("%s on %s: given up.", job.task, job.site, exc_info=error)
            self._give_up(queue, job, describe(error))
            return
        text = "%s on %s: try %d failed, next one in %d s."
        logger.warning(text, job.task, job.site, job.tries, pause, exc_info=error)
        queue.journal.fail(job, describe(error), self.now(), self.now() + pause)
        self.report(job.task, job.site, WAITING)

    def _give_up(self, queue: Queue, job: Job, error: str) -> None:
        queue.journal.fail(job, error, self.now(), None)
        self.report(job.task, job.site, FAILED)

    def tick(self, queue: Queue) -> None:
        """Do what the clock is due to do on every site.

        The one worker is here, so that no job runs: whatever was lost on the way (a full disk, a
        message that could not be written) is found again.
        """
        queue.journal.restore(self.now())
        due = [work for work in periodic_tasks() if queue.clock.is_due(work, self.now())]
        sites = site_paths() if due else []
        for work in due:
            queue.clock.ticked(work, self.now())
            for site in sites:
                if not self.stopping():
                    self._run_periodic(queue, work, site)

    def _run_periodic(self, queue: Queue, work: Periodic, site: str) -> None:
        started, text = self.now(), ""
        try:
            perform(work.function, work.name, site, queue.clock.address(site), {})
        except Exception as error:  # whatever it may raise: the next site has its turn anyway
            logger.error("%s on %s: failed.", work.name, site, exc_info=error)
            text = describe(error)
        queue.clock.record(site, Run(work.name, started, self.now(), text))
        self.report(work.name, site, FAILED if text else DONE)
