"""The outbox in a real database, with real threads."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.editorial.notify.outbox import Letter
from hcmedu.portal.editorial.notify.outbox import new_outbox
from hcmedu.portal.editorial.notify.outbox import Notice
from hcmedu.portal.editorial.notify.outbox import Outbox
from hcmedu.portal.editorial.notify.outbox import Topic
from threading import Event
from threading import Thread
from transaction import TransactionManager
from ZODB import DB
from ZODB.POSException import ConflictError

import pytest


NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


def a_notice(uid="1", **values):
    return Notice(
        **{"transition": "submit", "title": "Kế hoạch", "actor": "hoa", "time": NOW, **values},
        uid=uid,
    )


def a_letter(**values):
    topic = Topic("1", "Kế hoạch", "submitted", "hoa", NOW)
    return Letter(
        **{"kind": "submitted", "recipient": "binh", "first": NOW, "topics": (topic,), **values}
    )


@pytest.fixture
def db():
    database = DB(None)
    manager = TransactionManager()
    connection = database.open(manager)
    connection.root()["outbox"] = new_outbox("uid-of-the-root")
    manager.commit()
    connection.close()
    yield database
    database.close()


@pytest.fixture
def outbox(db):
    connection = db.open(TransactionManager())
    yield Outbox(connection.root()["outbox"])
    connection.transaction_manager.abort()
    connection.close()


def test_notices_come_out_by_their_time_and_once(outbox):
    for minutes in (3, 1, 2):
        outbox.add(a_notice(str(minutes), time=NOW + timedelta(minutes=minutes), people=("a", "b")))
    taken = outbox.take_notices()
    assert [notice.uid for notice in taken] == ["1", "2", "3"]
    assert taken[0].people == ("a", "b")
    assert outbox.take_notices() == []


def test_a_letter_is_read_as_it_was_written(outbox):
    letter = a_letter(attempts=2, next_try=NOW, error="451 Hãy thử lại sau")
    outbox.put(letter)
    assert outbox.letters() == [letter]
    assert outbox.find(letter.key) == letter
    outbox.drop(letter)
    assert outbox.find(letter.key) is None


def test_a_letter_that_was_given_up_can_be_sent_again_with_all_its_time(outbox):
    letter = a_letter(attempts=9, next_try=NOW, error="550")
    outbox.put(letter)
    outbox.give_up(letter)
    assert (outbox.letters(), outbox.failed()) == ([], [letter])
    later = NOW + timedelta(days=6)
    assert outbox.try_again(letter.key, later)
    assert outbox.failed() == []
    assert outbox.letters() == [a_letter(key=letter.key, first=later)]
    assert not outbox.try_again(letter.key, later)


def test_what_is_discarded_is_gone(outbox):
    letter = a_letter()
    outbox.give_up(letter)
    assert outbox.discard(letter.key)
    assert not outbox.discard(letter.key)
    assert outbox.failed() == []


def test_nothing_is_written_where_nothing_changes(outbox):
    connection = outbox.stored._p_jar
    outbox.remember(url="http://truong.edu.vn")
    connection.transaction_manager.commit()
    outbox.remember(url="http://truong.edu.vn", error=None)
    outbox.take_notices()
    assert not connection._registered_objects


def test_what_is_stored_is_read_without_this_package(outbox):
    connection = outbox.stored._p_jar
    outbox.add(a_notice())
    outbox.put(a_letter())
    connection.transaction_manager.commit()
    transactions = connection.db().storage.iterator()
    stored = b"".join(record.data for transaction in transactions for record in transaction)
    assert b"submitted" in stored
    assert b"hcmedu" not in stored


def test_people_who_submit_at_once_and_the_worker_lose_nothing(db):
    people, each, taken, conflicts, done = 6, 40, [], [], Event()

    def submit(person):
        manager = TransactionManager()
        connection = db.open(manager)
        for number in range(each):
            manager.begin()
            Outbox(connection.root()["outbox"]).add(a_notice(f"{person}-{number}"))
            try:
                manager.commit()
            except ConflictError as error:
                conflicts.append(error)
                manager.abort()
        connection.close()

    def work():
        manager = TransactionManager()
        connection = db.open(manager)
        last = False
        while not last:
            last = done.wait(0.05)
            manager.begin()
            found = Outbox(connection.root()["outbox"]).take_notices()
            try:
                manager.commit()
                taken.extend(found)
            except ConflictError:
                manager.abort()
                last = False
        connection.close()

    worker = Thread(target=work)
    threads = [Thread(target=submit, args=(person,)) for person in range(people)]
    for thread in (worker, *threads):
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    worker.join()
    # A request that meets the worker is repeated by Zope; among themselves they never meet.
    assert len(taken) + len(conflicts) == people * each
    assert len({notice.uid for notice in taken}) == len(taken)
    assert len(conflicts) < each
