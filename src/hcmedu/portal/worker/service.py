"""The worker as a service: the only one on its queue, alive until it is told to stop.

A lock beside the queue keeps every other worker waiting, be it in the same process, another server
or ``hcmedu worker``; the system frees the lock when its holder dies, however that came.
"""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from contextlib import suppress
from hcmedu.portal.worker.clock import Heartbeat
from hcmedu.portal.worker.queue import PRIVATE_DIRECTORY
from hcmedu.portal.worker.queue import Queue
from hcmedu.portal.worker.working import PloneWorker
from huey.consumer import Consumer
from pathlib import Path
from threading import Event

import fcntl
import logging
import os
import socket
import sqlite3
import time


LOCK_NAME = "worker.lock"
#: Seconds: between two looks at the lock, two beats, two attempts with a queue that is broken.
LOOK, BEAT, MEND = 1, 10, 30
#: Seconds that a job may go on when the process is to end; after that it will be done again.
GRACE = 10
#: What ``told`` hears: it waits for another worker, it works.
QUEUING, WORKING = "queuing", "working"
logger = logging.getLogger("hcmedu.portal.worker")
# huey tells of every tick, four lines a minute; what counts our own logger tells.
logging.getLogger("huey").setLevel(logging.WARNING)


class QuietConsumer(Consumer):
    """huey's consumer within a process that has a master already."""

    def _set_signal_handlers(self) -> None:
        """Signals go to the server or the command, which then sets ``stop``."""


class Service:
    """``run`` works on the queue in that directory until ``stop`` is set."""

    def __init__(
        self, directory: Path, stop: Event, told: Callable[[str], None] = lambda state: None
    ) -> None:
        self.directory = directory
        self.stop = stop
        self.told = told
        self.since = time.time()

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                with self.only_one():
                    self.work()
            except (OSError, sqlite3.Error):
                logger.exception("The queue in %s can't be used.", self.directory)
                self.stop.wait(MEND)

    @contextmanager
    def only_one(self) -> Iterator[None]:
        """Hold the lock, or find ``stop`` set before it was free."""
        self.directory.mkdir(PRIVATE_DIRECTORY, parents=True, exist_ok=True)
        with open(self.directory / LOCK_NAME, "ab") as lock:
            if not _locked(lock.fileno()):
                logger.info("Another worker is on the queue in %s; waiting.", self.directory)
                self.told(QUEUING)
                while not _locked(lock.fileno()) and not self.stop.wait(LOOK):
                    pass
            yield

    def work(self) -> None:
        if self.stop.is_set():
            return
        with closing(Queue(self.directory, PloneWorker(stopping=self.stop.is_set))) as queue:
            begun = queue.journal.restore(time.time())
            logger.info("Works on the queue in %s; jobs to begin anew: %d.", self.directory, begun)
            consumer = QuietConsumer(queue, max_delay=1, scheduler_interval=2)
            consumer.start()
            try:
                # who is told that it works finds its sign of life
                queue.clock.beat(self.sign_of_life())
                self.told(WORKING)
                self.watch(queue, consumer)
            finally:
                # A queue that broke is opened again, so the job on it has to end first.
                consumer.shutdown_timeout = GRACE if self.stop.is_set() else None
                consumer.stop(graceful=True)
            queue.clock.stop_beating()
            logger.info("Stopped.")

    def watch(self, queue: Queue, consumer: Consumer) -> None:
        """Show signs of life until it is told to stop."""
        while True:
            queue.clock.beat(self.sign_of_life())
            if self.stop.wait(BEAT):
                return
            consumer.check_worker_health()

    def sign_of_life(self) -> Heartbeat:
        return Heartbeat(os.getpid(), socket.gethostname(), self.since, time.time())


def _locked(handle: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
