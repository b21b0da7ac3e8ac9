"""A job: one piece of deferred work, as the queue keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from typing import Any
from uuid import uuid4

import json
import time


#: States. A job that waits for its next try is waiting, too.
WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
#: Instead of an error's text: what only the queue itself can tell; the page puts it into words.
INTERRUPTED, UNKNOWN_TASK = "interrupted", "unknown-task"


@dataclass(frozen=True)
class Job:
    """Moments are seconds since the epoch; ``site`` is the physical path of the Plone site.

    ``kwargs`` hold what JSON can say. ``address`` is the address under which the person who asked
    for it saw the site, so that links in a mail lead there; empty where nobody knows.
    """

    task: str
    site: str
    kwargs: Mapping[str, Any]
    due: float
    key: str | None = None
    address: str = ""
    id: str = field(default_factory=lambda: uuid4().hex)
    state: str = WAITING
    tries: int = 0
    created: float = field(default_factory=time.time)
    started: float | None = None
    ended: float | None = None
    error: str = ""

    def arguments(self) -> str:
        """The keyword arguments as JSON. Raises TypeError or ValueError for what it can't say."""
        return json.dumps(dict(self.kwargs), ensure_ascii=False, allow_nan=False)
