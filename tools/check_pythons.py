"""Install from the lock and start the site on every supported Python of this machine.

For each one: a fresh environment below var/check-pythons, the demo school, the server, the home
page. Prints a table; exit code 1 when one fails. Only the standard library is used.
"""

from argparse import ArgumentParser
from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time


ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ("3.11", "3.12", "3.13")
#: Seconds that the first start may take: it makes the site with all its content.
PATIENCE = 600


class CheckError(Exception):
    """A step failed; the message names it and where its output stands."""


@dataclass
class Result:
    python: str
    install: float = 0.0
    start: float = 0.0
    page: int = 0
    outcome: str = "đạt"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = ArgumentParser(description="Cài và chạy trang với từng Python có trên máy.")
    parser.add_argument("--var", type=Path, default=Path("var"), help="nơi làm việc")
    work = parser.parse_args(arguments).var.absolute() / "check-pythons"
    pythons = find_pythons()
    results = [check(python, work / version) for version, python in pythons.items()]
    show(results)
    missing = [version for version in VERSIONS if version not in pythons]
    if missing:
        print(f"Không có trên máy này: Python {', '.join(missing)}")
    return int(not results or any(result.outcome != "đạt" for result in results))


def find_pythons() -> dict[str, Path]:
    """The newest interpreter of each supported version, on the PATH or from pyenv."""
    found: dict[str, Path] = {}
    for version in VERSIONS:
        candidates = [shutil.which(f"python{version}")]
        installed = Path.home() / ".pyenv" / "versions"
        candidates += sorted(installed.glob(f"{version}.*/bin/python{version}"), reverse=True)
        runs = (Path(c) for c in candidates if c and answers(c))
        first = next(runs, None)
        if first is not None:
            found[version] = first
    return found


def answers(python: str | Path) -> bool:
    """Whether it starts at all: pyenv's shims exist for versions that are not switched on."""
    try:
        return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def check(python: Path, work: Path) -> Result:
    """Install, create the site, fetch its home page."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    version = subprocess.check_output([python, "--version"], text=True).strip()
    result = Result(version)
    try:
        result.install = timed(lambda: install(python, work))
        result.page, result.start = start_and_fetch(work)
    except CheckError as error:
        result.outcome = str(error)
    return result


def install(python: Path, work: Path) -> None:
    print(f"==> {python}: cài đặt", flush=True)
    command = [python, ROOT / "tools" / "environment.py", "--venv", work / "venv", "run"]
    with (work / "install.log").open("w") as log:
        if subprocess.run(command, stdout=log, stderr=log, check=False).returncode:
            raise CheckError(f"cài đặt thất bại, xem {log.name}")


def start_and_fetch(work: Path) -> tuple[int, float]:
    """Bytes of the home page, and seconds until it was there."""
    print("    tạo trường mẫu và chạy trang", flush=True)
    options = ["serve", "--demo", "--var", str(work / "var"), "--port", str(free_port())]
    begin = time.monotonic()
    with (work / "serve.log").open("w") as log:
        server = subprocess.Popen([work / "venv/bin/hcmedu", *options], stdout=log, stderr=log)
        try:
            page = wait_for_page(server, work / "var" / "site.json", log.name)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)
    return len(page), time.monotonic() - begin


def wait_for_page(server: subprocess.Popen, site: Path, log: str) -> bytes:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise CheckError(f"máy chủ dừng với mã {server.returncode}, xem {log}")
        if site.exists():
            url = json.loads(site.read_text(encoding="utf-8"))["url"]
            try:
                with urlopen(url, timeout=60) as answer:
                    return answer.read()
            except OSError as error:
                if getattr(error, "code", None):
                    raise CheckError(f"{url}: {error}") from error
        time.sleep(0.5)
    raise CheckError(f"quá {PATIENCE} giây vẫn chưa chạy, xem {log}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def timed(work: Callable[[], None]) -> float:
    begin = time.monotonic()
    work()
    return time.monotonic() - begin


def show(results: list[Result]) -> None:
    installer = "uv" if shutil.which("uv") else "pip"
    print(f"\n{'Python':<16}{'Cài (' + installer + ')':>12}{'Chạy':>9}{'Trang chủ':>13}  Kết quả")
    for row in results:
        print(
            f"{row.python:<16}{row.install:>10.0f} s{row.start:>7.0f} s"
            f"{row.page:>8} byte  {row.outcome}"
        )


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    sys.exit(main())
