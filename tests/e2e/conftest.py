"""The demo school as ``make run`` starts it, in a process of its own, and a real browser."""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from urllib.error import URLError
from urllib.request import urlopen

import json
import pytest
import shutil
import signal
import socket
import subprocess
import sys
import time


START_SECONDS = 600
CHROME_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=vi",
)


@dataclass(frozen=True)
class School:
    """A running demo school: address of its root and the accounts of ``accounts.json``."""

    url: str
    accounts: dict[str, dict[str, str]]


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(url: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urlopen(url, timeout=30):
                return
        except (URLError, OSError):
            time.sleep(0.5)
    pytest.fail(f"The demo school did not start:\n{log.read_text(errors='replace')[-4000:]}")


@pytest.fixture(scope="session")
def school(tmp_path_factory) -> Iterator[School]:
    """``hcmedu serve --demo`` from nothing, as ``make run`` calls it."""
    place = tmp_path_factory.mktemp("e2e")
    port, log = free_port(), place / "server.log"
    hcmedu = Path(sys.executable).with_name("hcmedu")
    command = [str(hcmedu), "serve", "--demo", "--var", str(place / "var"), "--port", str(port)]
    with log.open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        wait_for(f"http://localhost:{port}/", process, log)
        accounts = json.loads((place / "var" / "accounts.json").read_text())
        site = json.loads((place / "var" / "site.json").read_text())
        yield School(site["url"].rstrip("/"), accounts)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)


def require(*names: str) -> str:
    """Path of the first program found; its absence is a failure, since the browser is the proof."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail(f"{names[0]} is missing: apt-get install chromium chromium-driver")
    return found


@pytest.fixture(scope="session")
def open_browser(tmp_path_factory) -> Callable:
    """``with open_browser((width, height)) as browser``: a browser of its own, with own cookies.

    ``network``: what goes over the wire is noted. Further arguments are preferences of Chromium.
    """
    binary, driver = require("chromium", "chromium-browser"), require("chromedriver")

    @contextmanager
    def opened(
        size: tuple[int, int] = (1366, 900), network: bool = False, **prefs: int
    ) -> Iterator[webdriver.Chrome]:
        options = webdriver.ChromeOptions()
        options.binary_location = binary
        for flag in CHROME_FLAGS:
            options.add_argument(flag)
        options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('chrome')}")
        options.add_experimental_option("prefs", prefs)
        logs = {"browser": "ALL"} | ({"performance": "ALL"} if network else {})
        options.set_capability("goog:loggingPrefs", logs)
        browser = webdriver.Chrome(options=options, service=Service(driver))
        browser.set_page_load_timeout(60)
        width, height = size
        # Headless Chromium does not make its window narrower than 500 px: emulate the phone.
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        try:
            yield browser
        finally:
            browser.quit()

    return opened
