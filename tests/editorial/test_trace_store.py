"""The log's store: what goes in comes out, in order, also from parallel writers."""

from collections import Counter
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.editorial.trace import store
from hcmedu.portal.editorial.trace.entry import entry
from hcmedu.portal.editorial.trace.entry import linked_uids
from hcmedu.portal.editorial.trace.entry import plain
from hypothesis import given
from hypothesis import strategies as st
from ZODB.DB import DB
from ZODB.FileStorage import FileStorage
from ZODB.POSException import ConflictError

import pytest
import threading
import transaction


#: As the publisher: the first try and three more.
TRIES = 4
THREADS, DEEDS = 8, 25


def row(uid, action="submit"):
    details = {"state": "pending"}
    return ("lan", "Nguyễn Thị Lan", action, uid, "Kế hoạch", "/x", "Document", "A07", "", details)


def test_keys_tell_their_time():
    log = store.new_log("root")
    before = datetime.now(UTC)
    key = store.add(log, row("a"), ["a"], 3)
    moment = store.time_of(key)
    assert before - timedelta(microseconds=1) <= moment <= datetime.now(UTC)
    assert store.first_key(moment) <= key < store.first_key(moment + timedelta(microseconds=1))
    assert 0 < key < 1 << 63
    assert store.first_key(datetime(2250, 1, 1, tzinfo=UTC)) < 1 << 63


def test_shard_of_a_thread_stays():
    seen = []

    def look():
        seen.append({store.my_shard() for _ in range(5)})

    threads = [threading.Thread(target=look) for _ in range(store.SHARDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(len(shards) == 1 for shards in seen)
    assert set().union(*seen) == set(range(store.SHARDS))


uids = st.sampled_from(["a", "b", "c", "ab"])
deeds = st.lists(st.tuples(uids, st.sets(uids), st.integers(0, store.SHARDS - 1)), max_size=150)


@given(deeds, uids, st.data())
def test_reads_like_a_list(appended, wanted, data):
    log, naive = store.new_log("root"), {}
    for uid, others, shard in appended:
        key = store.add(log, row(uid), {uid, *others}, shard)
        naive[key] = (row(uid), {uid, *others})
    every = sorted(naive, reverse=True)
    assert len(every) == len(appended)
    assert list(store.keys(log)) == every
    assert [store.get(log, key) for key in every] == [naive[key][0] for key in every]
    bounds = st.sampled_from([*every, store.FIRST, store.LAST])
    low, high = data.draw(bounds), data.draw(bounds)
    assert list(store.keys(log, low, high)) == [key for key in every if low <= key <= high]
    mine = [key for key in every if wanted in naive[key][1]]
    assert list(store.keys_of(log, wanted)) == mine
    assert list(store.keys_of(log, wanted, low, high)) == [k for k in mine if low <= k <= high]


def test_entry_is_what_was_written():
    log = store.new_log("root")
    key = store.add(log, row("a"), ["a"], 0)
    found = entry(key, store.get(log, key))
    assert (found.actor, found.actor_name, found.action, found.uid) == (
        "lan",
        "Nguyễn Thị Lan",
        "submit",
        "a",
    )
    assert (found.title, found.path, found.portal_type) == ("Kế hoạch", "/x", "Document")
    assert (found.section, found.comment, found.details) == ("A07", "", {"state": "pending"})
    assert found.time == store.time_of(key)
    with pytest.raises(TypeError):
        found.details["state"] = "published"


def test_links_of_an_entry():
    details = {"working_copy": "b", "baseline": "", "attachment_uid": None, "source": "z"}
    assert linked_uids("a", details) == {"a", "b"}


def test_values_are_plain():
    moment = datetime(2026, 11, 20, 8, 5, tzinfo=UTC)
    assert plain({"when": moment, "fields": ("title", "text")}) == {
        "when": "2026-11-20T08:05:00+00:00",
        "fields": ["title", "text"],
    }
    assert len(plain("x" * 10_000)) == 5000
    assert plain("a\x00\ud800\ufffe\tb\U0001f600") == "a\tb\U0001f600"
    with pytest.raises(TypeError):
        plain(object())


@pytest.fixture
def database(tmp_path):
    database = DB(FileStorage(str(tmp_path / "log.fs")), pool_size=THREADS + 1)
    with database.transaction() as connection:
        connection.root()["log"] = store.new_log("root")
    yield database
    database.close()


class Writer(threading.Thread):
    """Appends in a connection of its own, with the publisher's patience."""

    def __init__(self, database, name, start, shard=None):
        super().__init__(name=name)
        self.database, self.begin, self.shard = database, start, shard
        self.conflicts, self.given_up = 0, []

    def run(self):
        manager = transaction.TransactionManager(explicit=True)
        shard = store.my_shard() if self.shard is None else self.shard
        self.begin.wait()
        for number in range(DEEDS):
            if not self.deed(manager, f"{self.name}-{number}", shard):
                self.given_up.append(number)

    def deed(self, manager, uid, shard):
        for _try in range(TRIES):
            manager.begin()
            connection = self.database.open(manager)
            try:
                store.add(connection.root()["log"], row(uid), [uid, "shared"], shard)
                manager.commit()
                return True
            except ConflictError:
                self.conflicts += 1
                manager.abort()
            finally:
                connection.close()
        return False


def write_in_parallel(database, shard=None):
    start = threading.Barrier(THREADS)
    writers = [Writer(database, f"w{number}", start, shard) for number in range(THREADS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return writers


def written(database):
    with database.transaction() as connection:
        log = connection.root()["log"]
        rows = [store.get(log, key) for key in store.keys(log)]
        shared = len(list(store.keys_of(log, "shared")))
        for each in (*log["entries"], *log["index"]):
            each._check()
    return Counter(each[3] for each in rows), shared


def test_parallel_writers_lose_nothing(database):
    writers = write_in_parallel(database)
    assert [writer.given_up for writer in writers] == [[]] * THREADS
    found, shared = written(database)
    assert found == Counter(f"w{a}-{b}" for a in range(THREADS) for b in range(DEEDS))
    assert shared == THREADS * DEEDS
    # each in a tree of its own: nobody has to be tried again
    assert sum(writer.conflicts for writer in writers) == 0


def test_writers_of_one_tree_are_merged(database):
    """Processes may draw the same tree: then conflicts come, but nothing is lost or doubled."""
    writers = write_in_parallel(database, shard=0)
    found, shared = written(database)
    done = Counter(
        f"{writer.name}-{number}"
        for writer in writers
        for number in range(DEEDS)
        if number not in writer.given_up
    )
    assert found == done
    assert shared == sum(done.values())
    assert sum(done.values()) >= THREADS * DEEDS * 0.8


def test_what_is_aborted_is_not_there(database):
    with pytest.raises(RuntimeError), database.transaction() as connection:
        store.add(connection.root()["log"], row("a"), ["a"], 0)
        raise RuntimeError
    assert written(database) == (Counter(), 0)
