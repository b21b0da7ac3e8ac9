"""The worker inside the server's process, in threads of its own: what most schools run.

Zope tells every process that it is starting, those of scripts too. Our own commands say by
themselves whether they serve (``by_command``); ``zconsole`` never does; ``bin/instance run`` and
the test layers don't even tell.
"""

from hcmedu.portal.worker import settings
from hcmedu.portal.worker.service import GRACE
from hcmedu.portal.worker.service import Service
from threading import Event
from threading import Thread
from zope.processlifetime import IProcessStarting

import atexit
import logging
import sys
import Zope2


CONSOLE = "Zope2.utilities.zconsole"
logger = logging.getLogger("hcmedu.portal.worker")


class Embedded:
    """At most one worker of this process."""

    def __init__(self) -> None:
        self.automatic = True
        self.stop_flag = Event()
        self.thread: Thread | None = None

    def start(self) -> bool:
        if settings.mode() != settings.EMBEDDED:
            return False
        if self.thread is None:
            service = Service(settings.directory(), self.stop_flag)
            self.thread = Thread(target=service.run, name="hcmedu-worker", daemon=True)
            self.thread.start()
            # Zope's server closes what is in this list when it ends; the databases come after.
            Zope2.opened.insert(0, self)
            atexit.register(self.close)
        return True

    def close(self) -> None:
        """End the worker; a job that takes long is left, to be done again at the next start."""
        self.stop_flag.set()
        if self.thread is not None:
            self.thread.join(GRACE + 2)


_worker = Embedded()


def by_command() -> None:
    """A command of ours starts Zope: it starts the worker itself, or wants none."""
    _worker.automatic = False


def start() -> bool:
    """Start the worker if the configuration wants it in the server's process; whether it does."""
    return _worker.start()


def process_starting(event: IProcessStarting) -> None:
    if _worker.automatic and not _is_console():
        start()


def _is_console() -> bool:
    main = getattr(sys.modules["__main__"], "__spec__", None)
    return CONSOLE in sys.modules or getattr(main, "name", "") == CONSOLE
