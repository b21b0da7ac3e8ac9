"""Run the whole test suite, one process for each group of tests: `make test`.

    python tools/run_tests.py [--jobs 2] [pytest arguments for every group]

Groups whose Plone layers differ must not share a process: a plone.testing layer that is set up on
top of another one replaces the database of both. What is below all of them, Zope, Plone and a site
with the add-on in memory, is made once, in this process; each group is forked from it and changes
its own copy. Two groups run at a time. The output of a group is printed when it ends; the last
line counts all of them. Exit status 1 when a test failed, or when a group ran no test at all.
"""

from collections.abc import Callable
from contextlib import redirect_stderr
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import partial
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import argparse
import gc
import io
import os
import pytest
import re
import sys
import time
import traceback


ROOT = Path(__file__).resolve().parent.parent
NO_TESTS_COLLECTED = 5
#: Longest first, so that the last ones are short. What is in no group of its own is in the last.
#: Of a folder that stands here a group holds what no other one names.
GROUPS = (
    ("e2e", ["tests/e2e"]),
    ("editorial", ["tests/editorial"]),
    ("hidden", ["tests/editorial/test_[abl]*.py", "tests/editorial/test_paths.py"]),
    ("times", ["tests/editorial/test_t*.py"]),
    ("compliance", ["tests/compliance"]),
    ("content", ["tests/content"]),
    ("copies", ["tests/editorial/copies", "tests/editorial/notify"]),
    ("documents", ["tests/documents"]),
    ("cases", ["tests/cases"]),
    ("lookup", ["tests/lookup", "tests/feeds"]),
    ("opinions", ["tests/consultations", "tests/submissions"]),
    ("viewer", ["tests/viewer", "tests/conversion"]),
    ("command", ["tests/test_instance.py", "tests/test_package.py"]),
    ("browser", ["tests/browser"]),
    ("setuphandlers", ["tests/setuphandlers"]),
    ("school", ["tests/school", "tests/upgrades"]),
    ("demo", ["tests/demo"]),
    ("machine", ["tests/editorial/test_machine.py", "tests/editorial/test_resources*.py"]),
)
#: Groups whose tests look at Plone from outside: they do without the site of this process.
OUTSIDE = {"e2e", "command"}


@dataclass(frozen=True)
class Group:
    name: str
    paths: list[str]


@dataclass(frozen=True)
class Outcome:
    name: str
    status: int
    seconds: float
    cpu: float
    output: str

    def count(self, word: str) -> int:
        found = re.findall(rf"(\d+) {word}", self.output.strip().rsplit("\n", 1)[-1])
        return int(found[0]) if found else 0


@dataclass(frozen=True)
class Started:
    name: str
    log: Path
    moment: float

    def ended(self, status: int, cpu: float) -> Outcome:
        output = self.log.read_text(errors="replace")
        return Outcome(self.name, status, time.monotonic() - self.moment, cpu, output)


def groups() -> list[Group]:
    """The named groups, and one more with every test that none of them holds."""
    found = [(name, found_at(patterns)) for name, patterns in GROUPS]
    named = {path for _name, paths in found for path in paths}
    rest = [
        path
        for path in found_at(["tests/test_*.py", "tests/*/"])
        if path not in named and (path.endswith(".py") or any((ROOT / path).glob("**/test_*.py")))
    ]
    return [
        Group(name, [*paths, *left_out(paths, named)]) for name, paths in (*found, ("rest", rest))
    ]


def found_at(patterns: list[str]) -> list[str]:
    found = [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    return [path.relative_to(ROOT).as_posix() for path in found]


def left_out(paths: list[str], named: set[str]) -> list[str]:
    """Options of pytest: what other groups hold of these folders."""
    below = {other for other in named for path in paths if other.startswith(f"{path}/")}
    return [f"--ignore={other}" for other in sorted(below - set(paths))]


def run_all(waiting: list[Group], jobs: int, options: list[str], place: Path) -> list[Outcome]:
    """Groups that need nothing of this process begin while it makes the site for the others."""
    running: dict[int, Started] = {}
    outcomes: list[Outcome] = []
    site: list[Any] = []
    waiting = [*waiting]
    while waiting or running:
        while waiting and len(running) < jobs:
            if not site and waiting[0].name not in OUTSIDE:
                site = made_site()
            group = waiting.pop(0)
            log = place / f"{group.name}.log"
            pid = fork(log, partial(run, group, options, site))
            running[pid] = Started(group.name, log, time.monotonic())
        pid, status, used = os.wait4(-1, 0)
        if pid in running:
            cpu = used.ru_utime + used.ru_stime
            outcomes.append(running.pop(pid).ended(os.waitstatus_to_exitcode(status), cpu))
            report(outcomes[-1])
    if site:
        site[-1].tearDownZope(None)
    return outcomes


def made_site() -> list[Any]:
    """The layers up to the one with the add-on's site, all set up in this process."""
    from hcmedu.portal.testing import FIXTURE

    made: list[Any] = []
    said = io.StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(said):
            set_up(FIXTURE, made)
    except BaseException:
        print(said.getvalue())
        raise
    looked_at_our_modules()
    # What is there now lives as long as the process: no forked one needs to look through it.
    gc.collect()
    gc.freeze()
    return made


@settings(max_examples=1, database=None)
@given(strategies.integers())
def looked_at_our_modules(number: int) -> None:
    """Hypothesis reads all our modules for their constants, once in a process."""


def set_up(layer: Any, made: list[Any]) -> None:
    for base in layer.__bases__:
        if base is not object and base not in made:
            set_up(base, made)
    layer.setUp()
    made.append(layer)


def fork(log: Path, work: Callable[[], int]) -> int:
    """Id of a new process that does the work, writes to the log, and ends with its status."""
    sys.stdout.flush()
    if pid := os.fork():
        return pid
    status = 1
    try:
        output = os.open(log, os.O_CREAT | os.O_WRONLY)
        os.dup2(output, 1)
        os.dup2(output, 2)
        status = work()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def run(group: Group, options: list[str], site: list[Any]) -> int:
    os.chdir(ROOT)
    arguments = ["-q", *options, *group.paths]
    if group.name in OUTSIDE:
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *arguments])
    sys.path[0] = str(ROOT)  # as `python -m pytest` has it
    take_over(site)
    try:
        return int(pytest.main(arguments, plugins=[SiteIsThere(site)]))
    finally:
        site[-1].tearDownZope(None)


def take_over(site: list[Any]) -> None:
    """What must not be shared with other processes; nor is the site torn down for them."""
    site[-1].use_own_queue()
    for layer in site:
        layer.tearDown = lambda: None


class SiteIsThere:
    """Plugin: the layers of this process are set up already and stay so."""

    def __init__(self, site: list[Any]) -> None:
        self.site = site

    @pytest.hookimpl(trylast=True)
    def pytest_sessionstart(self, session: Any) -> None:
        session.zopelayer_state.current.update(self.site)
        session.zopelayer_state.keep_for_whole_session.update(self.site)


def report(outcome: Outcome) -> None:
    print(f"==> {outcome.name}: {outcome.seconds:.0f} s, {outcome.cpu:.0f} s of CPU", flush=True)
    failed = outcome.status not in (0, NO_TESTS_COLLECTED)
    print(outcome.output if failed else outcome.output.strip().rsplit("\n", 1)[-1], flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--only", action="append", help="a group; may be given again")
    options, arguments = parser.parse_known_args()
    begin = time.monotonic()
    chosen = [group for group in groups() if not options.only or group.name in options.only]
    # Templates are compiled once for all groups, not once in each.
    with TemporaryDirectory() as place, TemporaryDirectory() as templates:
        os.environ["CHAMELEON_CACHE"] = templates
        outcomes = run_all(chosen, options.jobs, arguments, Path(place))
    passed = sum(outcome.count("passed") for outcome in outcomes)
    failed = sum(outcome.count("failed") + outcome.count("error") for outcome in outcomes)
    broken = [o.name for o in outcomes if o.status not in (0, NO_TESTS_COLLECTED)]
    if broken:
        print(f"Failed: {', '.join(broken)}")
    cpu = sum(outcome.cpu for outcome in outcomes)
    print(f"{len(outcomes)} groups in {time.monotonic() - begin:.0f} s, {cpu:.0f} s of CPU")
    print(f"{passed} passed, {failed} failed")
    return 1 if broken or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
