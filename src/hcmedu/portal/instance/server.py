"""Serve the instance with Zope's own command, after everything was looked at that may fail."""

from collections.abc import Callable
from hcmedu.portal.instance.errors import explained
from hcmedu.portal.instance.errors import InstanceError
from hcmedu.portal.instance.errors import reason
from hcmedu.portal.instance.home import Home
from hcmedu.portal.instance.home import is_in_use
from hcmedu.portal.instance.progress import step
from hcmedu.portal.worker import embedded
from paste.deploy.loadwsgi import loadcontext
from paste.deploy.loadwsgi import SERVER
from typing import Any
from waitress.server import create_server
from Zope2.Startup.serve import ServeCommand

import json
import signal
import socket


ADDRESS = "127.0.0.1"


class Server(ServeCommand):
    """Zope's ``runwsgi`` with two hooks: Zope has started, and the port answers."""

    def __init__(
        self, home: Home, port: int, started: Callable[[], None], listening: Callable[[], None]
    ) -> None:
        super().__init__(["hcmedu", str(home.zope_ini), f"http_port={port}"], quiet=True)
        self.home = home
        self.started = started
        self.listening = listening

    def loadapp(self, *args: Any, **kwargs: Any) -> Any:
        # The worker must not meet a site that is not complete: it begins when the port answers.
        embedded.by_command()
        with explained(self.home.zope_conf), step("Khởi động Zope"):
            application = super().loadapp(*args, **kwargs)
        self.started()
        return application

    def loadserver(self, server_spec: str, **kwargs: Any) -> Callable[[Any], None]:
        """The server of the configuration, split where waitress' own ``serve`` has no seam."""
        settings = loadcontext(SERVER, server_spec, **kwargs).local_conf

        def answer(application: Any) -> None:
            server = create_server(application, **settings)
            self.listening()
            embedded.start()
            server.run()

        return answer


def check_port(port: int) -> None:
    """Refuse a port that can't be bound, before the seconds that Zope takes to start."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise InstanceError(
                f"Không mở được cổng {port}: {reason(error)}. "
                "Hãy chọn cổng khác, ví dụ: make run PORT=8081"
            ) from error


def check_free(home: Home) -> None:
    """Refuse a second server on the same database."""
    if not is_in_use(home):
        return
    where = f" tại {address(home)}" if home.site.exists() else ""
    raise InstanceError(f"Trang này đang chạy rồi{where}. Dừng nó (Ctrl-C) rồi chạy lại lệnh này.")


def address(home: Home) -> str:
    """The address that the last start wrote down; empty when the file is broken."""
    try:
        return str(json.loads(home.site.read_text(encoding="utf-8"))["url"])
    except (ValueError, KeyError, TypeError):
        return ""


def serve(
    home: Home, port: int, started: Callable[[], None], listening: Callable[[], None]
) -> None:
    """Answer requests until Ctrl-C or SIGTERM; the hooks are called once each, in that order."""
    signal.signal(signal.SIGTERM, _end)
    with explained(f"{ADDRESS}:{port}"):
        Server(home, port, started, listening).run()


def _end(signum: int, frame: Any) -> None:
    raise SystemExit(0)
