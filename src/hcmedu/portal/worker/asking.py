"""What became of a job, for a page that tells of one."""

from hcmedu.portal.worker.jobs import Job
from hcmedu.portal.worker.queue import open_queue
from plone import api

import sqlite3


def state_of(name: str, key: str) -> str | None:
    """State (``jobs``) of the last job of that task and key on the current site.

    None when there was none, it is forgotten, or the queue can't be read.
    """
    job = _last(name, key)
    return job.state if job else None


def _last(name: str, key: str) -> Job | None:
    site = "/".join(api.portal.get().getPhysicalPath())
    try:
        with open_queue() as queue:
            return queue.journal.last(name, site, key)
    except (OSError, sqlite3.Error):
        return None
