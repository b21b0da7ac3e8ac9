"""A visit with a phone: what tools/bench.py measures in Chromium, on the demo school.

The server is a process of its own, made from nothing as `make run` makes it. Chromium counts bytes
as they come over the wire, headers included. Slow 4G and a slow phone are those of Lighthouse.
"""

from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from statistics import median
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import json
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time


FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=vi",
)
PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
#: Bits and bytes a second, milliseconds.
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}
SLOW_PHONE = {"rate": 4}
START_SECONDS = 600
#: A browser that has just been started is still busy with itself.
SETTLE_SECONDS = 2
#: What the browser found out by itself, also before the script asks.
VITALS = """
  const done = arguments[arguments.length - 1];
  const found = {lcp: 0, cls: 0};
  new PerformanceObserver(list => list.getEntries().forEach(e => { found.lcp = e.startTime; }))
    .observe({type: 'largest-contentful-paint', buffered: true});
  new PerformanceObserver(list => list.getEntries().forEach(e => {
    if (!e.hadRecentInput) found.cls += e.value;
  })).observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(found), 1500);
"""


@dataclass(frozen=True)
class Visit:
    """One look at the home page: requests over the wire, bytes, and what was not 'not modified'."""

    requests: int
    kilobytes: float
    #: Answers of the server that brought something new.
    fresh: int
    #: Seconds until the largest part was drawn, and how far things moved.
    lcp: float
    cls: float


@contextmanager
def served() -> Iterator[str]:
    """The demo school on a port of its own; its address."""
    with tempfile.TemporaryDirectory(prefix="hcmedu-bench-web-") as place:
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        hcmedu = Path(sys.executable).with_name("hcmedu")
        command = [str(hcmedu), "serve", "--demo", "--var", f"{place}/var", "--port", str(port)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield wait_for(f"http://localhost:{port}/", process)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


def wait_for(url: str, process: subprocess.Popen) -> str:
    """Until the school answers and its worker has nothing left to draw."""
    deadline = time.monotonic() + START_SECONDS
    tags: list[str] = []
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(url, timeout=30) as answer:
                tags.append(answer.headers["ETag"])
        except (URLError, OSError):
            pass
        if len(tags) > 3 and len(set(tags[-4:])) == 1:
            return url
        time.sleep(2)
    raise RuntimeError("The demo school did not start")


@contextmanager
def phone(slow: bool) -> Iterator[webdriver.Chrome]:
    """A browser that was nowhere yet."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    with tempfile.TemporaryDirectory(prefix="hcmedu-bench-chrome-") as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
        browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
        try:
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
            browser.get("about:blank")
            time.sleep(SETTLE_SECONDS)
            if slow:
                browser.execute_cdp_cmd("Network.enable", {})
                browser.execute_cdp_cmd("Network.emulateNetworkConditions", SLOW_4G)
                browser.execute_cdp_cmd("Emulation.setCPUThrottlingRate", SLOW_PHONE)
            yield browser
        finally:
            browser.quit()


def visit(browser: webdriver.Chrome, url: str) -> Visit:
    """Open the page, wait until it is quiet, and count."""
    browser.get_log("performance")
    browser.get(url)
    vitals = browser.execute_async_script(VITALS)
    answers = asked(browser.get_log("performance"), url)
    return Visit(
        requests=len(answers),
        kilobytes=sum(answer["bytes"] for answer in answers) / 1000,
        fresh=sum(answer["status"] == 200 for answer in answers),
        lcp=vitals["lcp"] / 1000,
        cls=vitals["cls"],
    )


def asked(log: list[dict[str, Any]], url: str) -> list[dict[str, Any]]:
    """What went to the server: its own browser's pages and its cache are no requests."""
    found: dict[str, dict[str, Any]] = {}
    for entry in log:
        message = json.loads(entry["message"])["message"]
        params, key = message["params"], message["params"].get("requestId")
        if message["method"] == "Network.requestWillBeSent":
            if params["request"]["url"].startswith(url):
                found[key] = {"url": params["request"]["url"], "status": 0, "bytes": 0}
        elif key in found and message["method"] == "Network.responseReceived":
            response = params["response"]
            stored = response.get("fromDiskCache") or response.get("fromPrefetchCache")
            found[key]["status"] = 0 if stored else response["status"]
        elif key in found and message["method"] == "Network.responseReceivedExtraInfo":
            found[key]["wire"] = params["statusCode"]
        elif key in found and message["method"] == "Network.requestServedFromCache":
            found[key]["cached"] = True
        elif key in found and message["method"] == "Network.loadingFinished":
            found[key]["bytes"] = params["encodedDataLength"]
    wired = [each for each in found.values() if not each.get("cached") and each["status"]]
    return [{**each, "status": each.get("wire", each["status"])} for each in wired]


def visits(url: str, rounds: int) -> dict[str, list[Visit]]:
    """First and second visits on a good line, and first ones with a slow phone on slow 4G."""
    found: dict[str, list[Visit]] = {"first": [], "second": [], "slow": []}
    for _ in range(rounds):
        with phone(slow=False) as browser:
            found["first"].append(visit(browser, url))
            found["second"].append(visit(browser, url))
        with phone(slow=True) as browser:
            found["slow"].append(visit(browser, url))
    return found


def middle(found: list[Visit], name: str) -> float:
    return median(getattr(each, name) for each in found)
