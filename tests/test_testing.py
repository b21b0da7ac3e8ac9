"""What the layers give to a test: a database that is as before, whatever the last test did."""

from hcmedu.portal.testing import RewoundDB
from persistent.mapping import PersistentMapping
from ZODB.blob import Blob
from ZODB.DB import DB
from ZODB.POSException import POSKeyError

import pytest
import transaction


@pytest.fixture
def below():
    database = DB(None)
    with database.transaction() as connection:
        connection.root.changed = PersistentMapping(value="before")
        connection.root.kept = PersistentMapping(value="before")
    return database


@pytest.fixture
def database(below):
    made = RewoundDB(below)
    yield made
    made.close()


def commit_a_test(database, value="after", **more):
    """What a test leaves in the database, and the connection that it worked with."""
    connection = database.open()
    connection.root.changed["value"] = value
    connection.root().update({name: PersistentMapping(value=found) for name, found in more.items()})
    assert connection.root.kept["value"] == "before"
    transaction.commit()
    connection.close()
    return connection


def values(database):
    connection = database.open()
    found = {name: dict(each) for name, each in connection.root().items()}
    connection.close()
    return found


BEFORE = {"changed": {"value": "before"}, "kept": {"value": "before"}}


def test_what_was_committed_is_forgotten(database):
    for number in range(3):
        commit_a_test(database, f"after {number}", new=number)
        assert values(database)["new"] == {"value": number}
        database.rewind()
        assert values(database) == BEFORE


def test_each_connection_forgets(database):
    other = database.open(transaction.TransactionManager())
    commit_a_test(database)
    other.sync()
    assert other.root.changed["value"] == "after"
    database.rewind()
    other.sync()
    assert other.root.changed["value"] == "before"
    other.close()


def test_what_was_not_changed_stays_in_memory(database):
    connection = database.open()
    kept, changed = connection.root.kept, connection.root.changed
    assert (kept["value"], changed["value"]) == ("before", "before")
    connection.close()
    assert commit_a_test(database) is connection
    database.rewind()
    assert database.open() is connection
    assert (kept._p_changed, changed._p_changed) == (False, None)


def test_new_objects_are_gone(database):
    commit_a_test(database, new="x")
    connection = database.open()
    oid = connection.root()["new"]._p_oid
    connection.close()
    database.rewind()
    with pytest.raises(POSKeyError):
        database.open().get(oid)


def test_files_are_gone(database):
    connection = database.open()
    connection.root.file = Blob(b"text")
    transaction.commit()
    with connection.root.file.open() as stream:
        assert stream.read() == b"text"
    connection.close()
    database.rewind()
    assert values(database) == BEFORE
    commit_a_test(database, "again")
    assert values(database)["changed"] == {"value": "again"}


def test_the_one_below_is_never_changed(database, below):
    commit_a_test(database, new="x")
    assert values(below) == BEFORE
    database.rewind()
    assert values(below) == BEFORE
