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
def open_browser(tmp_path_factory) -> Iterator[Callable]:
    """``with open_browser((width, height)) as browser``: a browser of its own, with own cookies.

    ``network``: what goes over the wire is noted. Further arguments are preferences of Chromium.
    One that was asked for without either is given to the next who asks when it has forgotten all.
    """
    binary, driver = require("chromium", "chromium-browser"), require("chromedriver")
    idle: list[webdriver.Chrome] = []

    def started(network: bool, prefs: dict[str, int]) -> webdriver.Chrome:
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
        return browser

    @contextmanager
    def opened(
        size: tuple[int, int] = (1366, 900), network: bool = False, **prefs: int
    ) -> Iterator[webdriver.Chrome]:
        special = network or bool(prefs)
        browser = started(network, prefs) if special or not idle else idle.pop()
        try:
            emulate(browser, size)
            yield browser
            if not special:
                forget(browser)
                idle.append(browser)
        finally:
            if browser not in idle:
                browser.quit()

    yield opened
    for browser in idle:
        browser.quit()


def emulate(browser: webdriver.Chrome, size: tuple[int, int]) -> None:
    """Headless Chromium does not make its window narrower than 500 px: emulate the phone."""
    width, height = size
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def forget(browser: webdriver.Chrome) -> None:
    """A new tab, without what was set or blocked in the old ones; no cookie, cache or storage."""
    old = browser.window_handles
    browser.switch_to.new_window("tab")
    browser.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    for command in ("clearBrowserCookies", "clearBrowserCache"):
        browser.execute_cdp_cmd(f"Network.{command}", {})
    new = browser.current_window_handle
    for handle in old:
        browser.switch_to.window(handle)
        browser.close()
    browser.switch_to.window(new)
    browser.set_script_timeout(30)
    browser.get_log("browser")
