"""``hcmedu worker``: the worker in a process of its own, for databases of ZEO or RelStorage."""

from hcmedu.portal.instance.database import start
from hcmedu.portal.instance.progress import step
from hcmedu.portal.worker import settings
from hcmedu.portal.worker.service import QUEUING
from hcmedu.portal.worker.service import Service
from hcmedu.portal.worker.service import WORKING
from pathlib import Path
from threading import Event

import logging
import signal
import sys


FORMAT = "%(asctime)s %(levelname)s %(message)s"


def worker(zope_conf: Path) -> None:
    """Work on the queue until Ctrl-C or SIGTERM, then end when the job in hand is done.

    Raises ``InstanceError``, most of all when a server holds the database.
    """
    setup_logging()
    with step("Khởi động Zope"):
        start(zope_conf)
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    directory = settings.directory()
    says = {
        QUEUING: f"Một tiến trình khác đang xử lý hàng đợi trong {directory}; chờ đến lượt ...",
        WORKING: f"Đang xử lý công việc nền, hàng đợi trong {directory}. Nhấn Ctrl-C để dừng.",
    }
    Service(directory, stop, told=lambda state: print(says[state], flush=True)).run()
    print("Đã dừng xử lý công việc nền.")


def setup_logging() -> None:
    """What is done and what fails goes to the terminal, from where a service manager takes it."""
    logging.basicConfig(stream=sys.stdout, format=FORMAT, level=logging.WARNING)
    logging.getLogger("hcmedu.portal.worker").setLevel(logging.INFO)
