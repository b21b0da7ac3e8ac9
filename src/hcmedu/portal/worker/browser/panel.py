"""Control panel 'Công việc nền': is the worker alive, what waits, what failed and why."""

from collections.abc import Callable
from hcmedu.portal import _
from hcmedu.portal.worker import settings
from hcmedu.portal.worker.browser.overview import Overview
from hcmedu.portal.worker.browser.overview import read
from hcmedu.portal.worker.queue import open_queue
from hcmedu.portal.worker.queue import Queue
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser import BrowserView
from zExceptions import BadRequest

import logging
import sqlite3
import time


PAGE = "@@hcmedu-worker"
#: What is wrong when the worker gives no sign of life, by how it is meant to run.
NOT_ALIVE = {
    settings.EMBEDDED: _(
        "The worker is not running, although it should run together with the server. Jobs are "
        "kept and wait. Whoever runs the server finds the reason in its log."
    ),
    settings.EXTERNAL: _(
        "The worker is not running. Jobs are kept and wait until the command 'hcmedu worker' "
        "is started on the server."
    ),
    settings.OFF: _(
        "The worker is switched off in the configuration of the server. Jobs are kept and wait."
    ),
}
BROKEN = _(
    "The queue of background work can't be read or written. The portal works, but nothing is "
    "mailed or published by itself, and what was to be done meanwhile is lost. Whoever runs the "
    "server finds the reason in its log."
)
logger = logging.getLogger("hcmedu.portal.worker")


class WorkerPanel(BrowserView):
    """Shows the jobs of this site on GET; takes one of two buttons on POST with a valid token."""

    overview: Overview | None = None

    def __call__(self) -> str:
        self.site = "/".join(self.context.getPhysicalPath())
        try:
            if self.request.method == "POST":
                return self.act()
            with open_queue() as queue:
                self.overview = read(queue, self.site)
        except (OSError, sqlite3.Error):
            logger.exception("The queue in %s can't be used.", settings.directory())
        return self.index()

    def act(self) -> str:
        """'Try again' or 'Discard' for one failed job of this site."""
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        form = self.request.form
        job_id = form.get("job")
        chosen = [name for name in ACTIONS if name in form]
        if not isinstance(job_id, str) or len(chosen) != 1:
            raise BadRequest("One job and one button, please.")
        act, said = ACTIONS[chosen[0]]
        with open_queue() as queue:
            found = act(queue, job_id, self.site)
        if found:
            user = api.user.get_current().getUserName()
            logger.info("Job %s on %s: %s by %s.", job_id, self.site, chosen[0], user)
            api.portal.show_message(said, self.request)
        else:
            gone = _("This job is no longer among the failed ones; nothing was done.")
            api.portal.show_message(gone, self.request, "warning")
        return self.request.response.redirect(f"{self.context.absolute_url()}/{PAGE}")

    def trouble(self) -> str | None:
        """Why nothing is being done; None while the worker is alive."""
        if self.overview is None:
            return BROKEN
        return None if self.overview.alive_since else NOT_ALIVE[settings.mode()]


def _try_again(queue: Queue, job_id: str, site: str) -> bool:
    return queue.journal.try_again(job_id, site, time.time())


def _discard(queue: Queue, job_id: str, site: str) -> bool:
    return queue.journal.discard(job_id, site)


#: What each button does, and what is said when it was done.
ACTIONS: dict[str, tuple[Callable[[Queue, str, str], bool], str]] = {
    "try_again": (_try_again, _("The job runs again within seconds.")),
    "discard": (_discard, _("The job was discarded.")),
}
