"""``defer``: after the commit, only then, once per key, never an error."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.worker import defer
from hcmedu.portal.worker import settings
from hcmedu.portal.worker import task
from hcmedu.portal.worker.queue import FILE_NAME
from hcmedu.portal.worker.registry import UnknownTask
from hcmedu.portal.worker.testing import jobs
from hcmedu.portal.worker.testing import run_jobs
from pathlib import Path

import logging
import pytest
import threading
import transaction


@pytest.fixture
def done():
    """What the task ``test.note`` was called with."""
    calls = []

    @task("test.note")
    def note(site, **kwargs):
        calls.append(kwargs)

    return calls


def numbers(rows):
    return [values["number"] for _name, values in rows]


def test_an_unknown_task_is_refused_at_once(site):
    with pytest.raises(UnknownTask, match=r"test\.nothing"):
        defer("test.nothing")


@pytest.mark.parametrize("value", [object(), float("nan"), b"bytes", {1, 2}])
def test_what_json_cannot_say_is_refused_at_once(site, done, value):
    with pytest.raises((TypeError, ValueError)):
        defer("test.note", value=value)
    transaction.commit()
    assert jobs() == []


def test_nothing_before_the_commit(site, done):
    defer("test.note", number=1)
    assert jobs() == []
    transaction.commit()
    assert numbers(jobs()) == [1]


def test_nothing_after_an_abort(site, done):
    defer("test.note", number=1)
    transaction.abort()
    transaction.commit()
    assert run_jobs() == [] and done == []


def test_nothing_when_the_commit_fails(site, done):
    class Refusing:
        transaction_manager = transaction.manager
        abort = tpc_begin = commit = tpc_abort = tpc_finish = lambda self, current: None

        def sortKey(self):
            return "zzz"

        def tpc_vote(self, current):
            raise ValueError("no")

    defer("test.note", number=1)
    transaction.get().join(Refusing())
    with pytest.raises(ValueError, match="no"):
        transaction.commit()
    transaction.abort()
    assert jobs() == []


def test_a_savepoint_takes_back_what_came_after_it(site, done):
    before_everything = transaction.savepoint()
    defer("test.note", number=1)
    inner = transaction.savepoint()
    defer("test.note", number=2)
    inner.rollback()
    defer("test.note", number=3)
    transaction.commit()
    assert numbers(jobs()) == [1, 3]
    assert not before_everything.valid


def test_a_savepoint_from_before_the_first_job_takes_all_back(site, done):
    savepoint = transaction.savepoint()
    defer("test.note", number=1)
    savepoint.rollback()
    transaction.commit()
    assert jobs() == []


def test_after_such_a_savepoint_jobs_are_taken_again(site, done):
    savepoint = transaction.savepoint()
    defer("test.note", number=1)
    savepoint.rollback()
    defer("test.note", number=2)
    transaction.commit()
    assert numbers(jobs()) == [2]


def test_one_job_waits_per_key(site, done):
    for number, key in ((1, "a"), (2, "a"), (3, "b"), (4, None), (5, None)):
        defer("test.note", key=key, number=number)
    transaction.commit()
    defer("test.note", key="b", number=6)
    transaction.commit()
    assert sorted(numbers(jobs())) == [1, 3, 4, 5]
    run_jobs()
    defer("test.note", key="a", number=7)
    transaction.commit()
    assert numbers(jobs()) == [7]


def test_a_job_is_done_once_with_its_values(site, done):
    values = {"text": "Tiếng Việt", "rows": [1, 2.5, None, True], "name": "x"}
    defer("test.note", **values)
    assert [outcome.outcome for outcome in run_jobs()] == ["done"]
    assert run_jobs() == []
    assert done == [values]


def test_after_keeps_a_job_back(site, done):
    defer("test.note", after=900)
    assert run_jobs() == []
    assert run_jobs(datetime.now(UTC) + timedelta(seconds=890)) == []
    assert len(run_jobs(datetime.now(UTC) + timedelta(seconds=901))) == 1


def test_a_job_may_ask_for_another(site, done):
    @task("test.first")
    def first(site):
        defer("test.note", number=2)

    defer("test.first")
    assert [outcome.name for outcome in run_jobs()] == ["test.first", "test.note"]


@pytest.mark.parametrize("harm", ["corrupt", "no directory", "a directory"])
def test_a_queue_that_is_broken_stops_nobody(site, done, harm, caplog, monkeypatch, tmp_path):
    directory = tmp_path / "worker"
    monkeypatch.setitem(settings.override, "worker-directory", str(directory))
    if harm == "corrupt":
        directory.mkdir()
        (directory / FILE_NAME).write_bytes(b"this is no database" * 100)
    elif harm == "no directory":
        directory.write_text("a file in the way")
    else:
        (directory / FILE_NAME).mkdir(parents=True)
    site.title = "Trường"
    defer("test.note", number=1)
    with caplog.at_level(logging.ERROR):
        transaction.commit()
    transaction.begin()
    assert site.title == "Trường"
    assert "test.note on /plone" in caplog.text


def test_the_queue_is_private(site, done):
    defer("test.note")
    transaction.commit()
    assert settings.directory().stat().st_mode & 0o77 == 0


def test_no_worker_of_the_test_server_does_the_jobs(site):
    assert "hcmedu-worker" not in {thread.name for thread in threading.enumerate()}
    assert settings.directory() == Path(settings.override["worker-directory"])
