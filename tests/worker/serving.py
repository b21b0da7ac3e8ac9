"""Processes that work on a queue, for test_process; each forks off this one, ready to go.

    start DIRECTORY      prints its process id; what it is told goes to DIRECTORY/told.PID
    wait PID             prints its exit code

The database of each is a small one with one site, /plone. The task ``test.wait`` writes into
DIRECTORY/log, ``began PID`` and ``ended PID``; in between it waits for a file DIRECTORY/go.
"""

from App.ZApplication import ZApplicationWrapper
from hcmedu.portal.worker import task
from hcmedu.portal.worker.service import Service
from OFS.Application import Application
from OFS.Folder import Folder
from pathlib import Path
from plone.base.interfaces import IPloneSiteRoot
from threading import Event
from ZODB import DB
from zope.interface import alsoProvides

import os
import signal
import sys
import time
import transaction
import Zope2


def main() -> None:
    for line in sys.stdin:
        command, value = line.split()
        if command == "wait":
            print(os.waitstatus_to_exitcode(os.waitpid(int(value), 0)[1]), flush=True)
        elif pid := os.fork():
            print(pid, flush=True)
        else:
            serve(Path(value))
            os._exit(0)


def serve(directory: Path) -> None:
    """What the process does until SIGTERM."""
    make_site()
    register(directory)
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    told = directory / f"told.{os.getpid()}"
    Service(directory / "queue", stop, told=lambda state: write(told, state)).run()


def make_site() -> None:
    Zope2._began_startup = 1  # none: no products, no configuration
    Zope2.bobo_application = ZApplicationWrapper(DB(None), "Application", Application)
    app = Zope2.app()
    app._setObject("plone", Folder("plone"))
    alsoProvides(app.plone, IPloneSiteRoot)
    transaction.commit()
    app._p_jar.close()


def register(directory: Path) -> None:
    log, go = directory / "log", directory / "go"

    @task("test.wait", retries=1)
    def wait(site):
        write(log, f"began {os.getpid()}")
        while not go.exists():
            time.sleep(0.01)
        site.title = "done"
        write(log, f"ended {os.getpid()}")


def write(path: Path, text: str) -> None:
    with open(path, "a") as stream:
        stream.write(f"{text}\n")


main()
