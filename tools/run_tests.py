"""Run the whole test suite, one process for each group of tests: `make test`.

    python tools/run_tests.py [--jobs 2] [pytest arguments for every group]

Groups whose Plone layers differ must not share a process: a plone.testing layer that is set up on
top of another one replaces the database of both. Two groups run at a time. The output of a group
is printed when it ends; the last line counts all of them. Exit status 1 when a test failed, or
when a group ran no test at all.
"""

from concurrent.futures import as_completed
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import argparse
import os
import re
import subprocess
import sys
import time


ROOT = Path(__file__).resolve().parent.parent
NO_TESTS_COLLECTED = 5
#: Random people at work take as long as a group of their own.
MACHINE_ELSEWHERE = "--ignore=tests/editorial/test_machine.py"
#: Longest first, so that the last ones are short. What is in no group of its own is in the last.
GROUPS = (
    ("editorial", ["tests/editorial", "--ignore-glob=*/editorial/*/*", MACHINE_ELSEWHERE]),
    ("e2e", ["tests/e2e"]),
    ("cases", ["tests/cases"]),
    ("opinions", ["tests/consultations", "tests/submissions"]),
    ("lookup", ["tests/lookup", "tests/feeds"]),
    ("copies", ["tests/editorial/copies", "tests/editorial/notify"]),
    ("compliance", ["tests/compliance"]),
    ("content", ["tests/content"]),
    ("setuphandlers", ["tests/setuphandlers"]),
    ("viewer", ["tests/viewer", "tests/conversion"]),
    ("command", ["tests/test_cli.py", "tests/test_instance.py", "tests/test_package.py"]),
    ("browser", ["tests/browser"]),
    ("demo", ["tests/demo"]),
    ("machine", ["tests/editorial/test_machine.py"]),
)


@dataclass(frozen=True)
class Outcome:
    name: str
    status: int
    seconds: float
    output: str

    def count(self, word: str) -> int:
        found = re.findall(rf"(\d+) {word}", self.output.strip().rsplit("\n", 1)[-1])
        return int(found[0]) if found else 0


def groups() -> list[tuple[str, list[str]]]:
    """The named groups, and one more with every test that none of them holds."""
    named = {path for _name, paths in GROUPS for path in paths}
    rest = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "tests").iterdir())
        if path.name.startswith("test_") or (path.is_dir() and any(path.glob("test_*.py")))
    ]
    existing = [(name, list(filter(is_there, paths))) for name, paths in GROUPS]
    return [*existing, ("rest", [path for path in rest if path not in named])]


def is_there(argument: str) -> bool:
    """A path of tests that exists, or an option."""
    return argument.startswith("-") or (ROOT / argument).exists()


def run(name: str, paths: list[str], arguments: list[str], templates: str) -> Outcome:
    begin = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", *arguments, *paths]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "CHAMELEON_CACHE": templates},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return Outcome(name, done.returncode, time.monotonic() - begin, done.stdout)


def report(outcome: Outcome) -> None:
    print(f"==> {outcome.name}: {outcome.seconds:.0f} s", flush=True)
    failed = outcome.status not in (0, NO_TESTS_COLLECTED)
    print(outcome.output if failed else outcome.output.strip().rsplit("\n", 1)[-1], flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    options, arguments = parser.parse_known_args()
    begin = time.monotonic()
    outcomes = []
    # Templates are compiled once for all groups, not once in each.
    with TemporaryDirectory() as templates, ThreadPoolExecutor(options.jobs) as pool:
        started = [pool.submit(run, name, paths, arguments, templates) for name, paths in groups()]
        for future in as_completed(started):
            outcomes.append(future.result())
            report(outcomes[-1])
    passed = sum(outcome.count("passed") for outcome in outcomes)
    failed = sum(outcome.count("failed") + outcome.count("error") for outcome in outcomes)
    broken = [o.name for o in outcomes if o.status not in (0, NO_TESTS_COLLECTED)]
    if broken:
        print(f"Failed: {', '.join(broken)}")
    print(f"{len(outcomes)} groups in {time.monotonic() - begin:.0f} s")
    print(f"{passed} passed, {failed} failed")
    return 1 if broken or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
