"""Real processes: one is killed in the middle of a job, two want the same queue."""

from contextlib import closing
from hcmedu.portal.worker.jobs import Job
from hcmedu.portal.worker.queue import Queue
from pathlib import Path

import os
import pytest
import signal
import subprocess
import sys
import time


#: Seconds that anything may take on a busy machine.
PATIENCE = 60
SCRIPT = Path(__file__).parent / "serving.py"


@pytest.fixture(scope="module")
def ask():
    """Send a command to the parent of the processes and read its answer."""
    pipe = subprocess.PIPE
    parent = subprocess.Popen([sys.executable, SCRIPT], stdin=pipe, stdout=pipe, text=True)

    def ask(command, value):
        parent.stdin.write(f"{command} {value}\n")
        parent.stdin.flush()
        return int(parent.stdout.readline())

    yield ask
    parent.stdin.close()
    parent.wait(PATIENCE)
    parent.stdout.close()


class Processes:
    """The processes of one test, the directory that they share, and what they say."""

    def __init__(self, directory, ask):
        self.directory = directory
        self.ask = ask
        self.alive = set()

    def start(self, state):
        """Start one; its id, once it is in that state."""
        pid = self.ask("start", self.directory)
        self.alive.add(pid)
        self.wait_for(lambda: self.lines(f"told.{pid}") == [state])
        return pid

    def end(self, pid, number):
        """Send that signal; the exit code."""
        self.alive.discard(pid)
        os.kill(pid, number)
        return lambda: self.ask("wait", pid)

    def defer(self):
        now = time.time()
        with self.queue() as queue:
            queue.journal.add([Job("test.wait", "/plone", {}, now)], now)

    def queue(self):
        return closing(Queue(self.directory / "queue"))

    def count(self):
        with self.queue() as queue:
            return queue.journal.count("/plone")

    def go(self):
        (self.directory / "go").touch()

    def lines(self, name="log"):
        path = self.directory / name
        return path.read_text().splitlines() if path.exists() else []

    def wait_for(self, condition):
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, self.lines()
            time.sleep(0.02)


@pytest.fixture
def processes(tmp_path, ask):
    processes = Processes(tmp_path, ask)
    yield processes
    for pid in set(processes.alive):
        processes.end(pid, signal.SIGKILL)()


def test_a_job_whose_process_was_killed_is_done_once_more(processes):
    first = processes.start("working")
    processes.defer()
    processes.wait_for(lambda: processes.lines() == [f"began {first}"])
    assert processes.end(first, signal.SIGKILL)() == -signal.SIGKILL
    assert processes.count() == {"running": 1}
    processes.go()
    second = processes.start("working")
    processes.wait_for(lambda: processes.count() == {"done": 1})
    assert processes.lines() == [f"began {first}", f"began {second}", f"ended {second}"]
    with processes.queue() as queue:
        assert [job.tries for job in queue.journal.of_site("/plone", "done", 9)] == [2]


def test_only_one_of_two_works_and_the_other_takes_over(processes):
    processes.go()
    first = processes.start("working")
    second = processes.start("queuing")
    for _ in range(3):
        processes.defer()
    processes.wait_for(lambda: processes.count() == {"done": 3})
    assert {line.split()[1] for line in processes.lines()} == {str(first)}
    processes.end(first, signal.SIGKILL)()
    processes.wait_for(lambda: processes.lines(f"told.{second}") == ["queuing", "working"])
    processes.defer()
    processes.wait_for(lambda: processes.count() == {"done": 4})
    assert processes.lines()[-1] == f"ended {second}"


def test_a_process_that_is_told_to_end_finishes_the_job_in_hand(processes):
    process = processes.start("working")
    for _ in range(2):
        processes.defer()
    processes.wait_for(lambda: processes.lines() == [f"began {process}"])
    exit_code = processes.end(process, signal.SIGTERM)
    processes.go()
    assert exit_code() == 0
    assert processes.count() == {"done": 1, "waiting": 1}
    with processes.queue() as queue:
        assert queue.clock.heartbeat() is None
