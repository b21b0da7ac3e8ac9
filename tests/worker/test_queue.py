"""The journal: whatever happens, no job is lost, and none is given out twice at a time."""

from datetime import datetime
from hcmedu.portal.worker.jobs import DONE
from hcmedu.portal.worker.jobs import FAILED
from hcmedu.portal.worker.jobs import Job
from hcmedu.portal.worker.jobs import RUNNING
from hcmedu.portal.worker.jobs import WAITING
from hcmedu.portal.worker.journal import KEPT
from hcmedu.portal.worker.queue import Queue
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant
from hypothesis.stateful import rule
from hypothesis.stateful import RuleBasedStateMachine
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Barrier
from threading import Thread

import collections
import pytest


SITE = "/truong"


def job(now=0.0, **values):
    return Job("test.task", SITE, {}, **{"due": now, **values})


class Crash(Exception):
    """The process is gone."""


class OneWorker:
    """Does jobs as ``outcome`` says; notes which ones it was given."""

    def __init__(self):
        self.given = []
        self.now = 0.0
        self.outcome = "done"

    def run(self, queue, job_id):
        job = queue.journal.claim(job_id, self.now)
        if job is None:
            return
        self.given.append(job.id)
        if self.outcome == "crash":
            raise Crash
        if self.outcome == "done":
            queue.journal.finish(job, self.now)
        else:
            queue.journal.fail(job, "error", self.now, self.due())

    def due(self):
        return self.now + 60 if self.outcome == "retry" else None

    def tick(self, queue):
        queue.journal.restore(self.now)


class AnyHistory(RuleBasedStateMachine):
    """People ask, the worker works, fails, crashes and starts again; time passes."""

    def __init__(self):
        super().__init__()
        self.directory = TemporaryDirectory()
        self.worker = OneWorker()
        self.open()
        self.expected = {}

    def open(self):
        self.queue = Queue(Path(self.directory.name), self.worker)

    def teardown(self):
        self.queue.close()
        self.directory.cleanup()

    def waiting(self, key):
        states = self.expected.values()
        return any(state == WAITING and k == key for k, state in states if k)

    @rule(key=st.sampled_from([None, "a", "b"]), after=st.sampled_from([0, 30, 90]))
    def ask(self, key, after):
        wanted = job(self.worker.now + after, key=key)
        if not self.waiting(key):
            self.expected[wanted.id] = (key, WAITING)
        self.queue.journal.add([wanted], self.worker.now)

    @rule(outcome=st.sampled_from(["done", "retry", "fail", "crash"]))
    def work(self, outcome):
        """The worker takes one message, whatever comes of it."""
        self.worker.outcome = outcome
        before = len(self.worker.given)
        message = self.queue.dequeue()
        if message is not None:
            try:
                message.execute()
            except Crash:
                self.restart()
        for job_id in self.worker.given[before:]:
            key, state = self.expected[job_id]
            assert state == WAITING
            ended = {"done": DONE, "fail": FAILED}
            self.expected[job_id] = (key, ended.get(outcome, WAITING))

    @rule()
    def restart(self):
        self.queue.close()
        self.open()
        self.queue.journal.restore(self.worker.now)

    @rule()
    def lose_a_message(self):
        """huey took it, and then the disk was full."""
        self.queue.dequeue()
        self.queue.tick()

    @rule(seconds=st.sampled_from([1, 45, 100]))
    def wait(self, seconds):
        self.worker.now += seconds
        for message in self.queue.read_schedule(datetime.fromtimestamp(self.worker.now)):
            self.queue.enqueue(message)

    @invariant()
    def the_journal_is_right(self):
        expected = collections.Counter(state for _key, state in self.expected.values())
        assert self.queue.journal.count(SITE) == dict(expected)

    @invariant()
    def each_waiting_job_has_a_message(self):
        messages = [*self.queue.pending(), *self.queue.scheduled()]
        named = {message.args[0] for message in messages if message.args}
        assert {i for i, (_key, state) in self.expected.items() if state == WAITING} <= named


TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)


def test_a_job_is_given_to_one_of_many(queue):
    queue.journal.add([job(id="x")], 0)
    barrier, given = Barrier(8), []

    def claim():
        barrier.wait()
        given.append(queue.journal.claim("x", 1))

    threads = [Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([one for one in given if one]) == 1


def test_many_threads_may_ask_at_a_time(tmp_path):
    """As the threads of the server do: each with a connection of its own."""

    def ask(name):
        queue = Queue(tmp_path)
        for number in range(20):
            queue.journal.add([job(key=f"{name}{number}"), job(key="same")], 0)
        queue.close()

    threads = [Thread(target=ask, args=(name,)) for name in "abcdef"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    queue = Queue(tmp_path)
    assert queue.journal.count(SITE) == {WAITING: 121}
    queue.close()


def test_a_job_is_not_given_before_its_time(queue):
    queue.journal.add([job(id="x", due=10)], 0)
    assert queue.journal.claim("x", 9) is None
    assert queue.journal.claim("x", 10).tries == 1


def test_all_of_a_job_is_kept(queue):
    kwargs = {"text": "Đã duyệt", "rows": [{"a": 1}]}
    given = Job("test.task", SITE, kwargs, 5.0, key="k", address="http://x")
    queue.journal.add([given], 0)
    assert queue.journal.of_site(SITE, WAITING, 9) == [given]


def test_sites_see_their_own_jobs_only(queue):
    queue.journal.add([job(), Job("test.task", "/khac", {}, 0)], 0)
    assert queue.journal.count(SITE) == {WAITING: 1}
    assert queue.journal.of_site("/khac", RUNNING, 9) == []


def test_what_the_end_of_the_process_interrupted_is_no_try(queue):
    queue.journal.add([job(id="x")], 0)
    queue.journal.release(queue.journal.claim("x", 1))
    assert [(one.state, one.tries) for one in queue.journal.of_site(SITE, WAITING, 9)] == [
        (WAITING, 0)
    ]
    assert len(queue.pending()) == 2  # the one that nobody took, and the new one


def test_only_the_last_jobs_done_are_kept(queue):
    for number in range(KEPT + 5):
        queue.journal.add([job(id=str(number))], 0)
        queue.journal.finish(queue.journal.claim(str(number), 1), number)
    kept = {one.id for one in queue.journal.of_site(SITE, DONE, 999)}
    assert kept == {str(number) for number in range(5, KEPT + 5)}


@pytest.mark.parametrize("state", [WAITING, RUNNING, DONE])
def test_only_failed_jobs_can_be_discarded_or_tried_again(queue, state):
    queue.journal.add([job(id="x")], 0)
    if state != WAITING:
        claimed = queue.journal.claim("x", 1)
    if state == DONE:
        queue.journal.finish(claimed, 1)
    assert not queue.journal.discard("x", SITE)
    assert not queue.journal.try_again("x", SITE, 1)
    assert queue.journal.count(SITE) == {state: 1}


def test_failed_jobs_are_discarded_by_their_site_only(queue):
    queue.journal.add([job(id="x")], 0)
    queue.journal.fail(queue.journal.claim("x", 1), "error", 1, None)
    assert not queue.journal.discard("x", "/khac")
    assert queue.journal.discard("x", SITE)
    assert queue.journal.count(SITE) == {}
