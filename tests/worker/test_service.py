"""The service on a queue that breaks, and its end."""

from hcmedu.portal.worker import service
from hcmedu.portal.worker.queue import FILE_NAME
from hcmedu.portal.worker.queue import Queue
from hcmedu.portal.worker.service import QUEUING
from hcmedu.portal.worker.service import Service
from hcmedu.portal.worker.service import WORKING
from threading import Event
from threading import Thread

import logging
import pytest
import time


PATIENCE = 30


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    for name in ("LOOK", "BEAT", "MEND"):
        monkeypatch.setattr(service, name, 0.05)


class Running:
    """A service in a thread; ``told`` is what it said."""

    def __init__(self, directory):
        self.stop, self.told = Event(), []
        self.service = Service(directory, self.stop, self.told.append)
        self.thread = Thread(target=self.service.run, daemon=True)
        self.thread.start()

    def wait_for(self, *told):
        deadline = time.monotonic() + PATIENCE
        while tuple(self.told) != told:
            assert time.monotonic() < deadline, self.told
            time.sleep(0.01)

    def end(self):
        self.stop.set()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()


@pytest.fixture
def run():
    started = []

    def run(directory):
        started.append(Running(directory))
        return started[-1]

    yield run
    for running in started:
        running.end()


def test_a_broken_queue_is_reported_and_taken_up_again_when_mended(tmp_path, run, caplog):
    broken = tmp_path / FILE_NAME
    broken.write_bytes(b"no database" * 1000)
    with caplog.at_level(logging.ERROR):
        running = run(tmp_path)
        deadline = time.monotonic() + PATIENCE
        while "can't be used" not in caplog.text:
            assert time.monotonic() < deadline
            time.sleep(0.01)
    assert running.told == []
    broken.unlink()
    running.wait_for(WORKING)


def test_a_directory_that_cannot_be_made_is_waited_for(tmp_path, run):
    place = tmp_path / "place"
    place.write_text("a file in the way")
    running = run(place / "queue")
    time.sleep(0.2)
    place.unlink()
    running.wait_for(WORKING)


def test_a_second_one_waits_even_in_the_same_process(tmp_path, run):
    first = run(tmp_path)
    first.wait_for(WORKING)
    second = run(tmp_path)
    second.wait_for(QUEUING)
    first.end()
    second.wait_for(QUEUING, WORKING)


def test_one_that_waits_can_be_ended(tmp_path, run):
    run(tmp_path).wait_for(WORKING)
    second = run(tmp_path)
    second.wait_for(QUEUING)
    second.end()
    assert second.told == [QUEUING]


def test_it_gives_signs_of_life_until_its_end(tmp_path, run):
    running = run(tmp_path)
    running.wait_for(WORKING)
    queue = Queue(tmp_path)
    deadline = time.monotonic() + PATIENCE
    beats = set()
    while len(beats) < 3:
        assert time.monotonic() < deadline
        beat = queue.clock.heartbeat()
        if beat:
            assert beat.is_alive(time.time()) and not beat.is_alive(time.time() + 100)
            beats.add(beat.beat)
    running.end()
    assert queue.clock.heartbeat() is None
    queue.close()
