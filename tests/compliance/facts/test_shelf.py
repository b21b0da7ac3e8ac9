"""A set that was kept is the one that the index has in this state of the database, or none is."""

from BTrees.IIBTree import difference
from BTrees.IIBTree import IISet
from BTrees.IIBTree import IITreeSet
from BTrees.IIBTree import intersection
from BTrees.IOBTree import IOBTree
from hcmedu.portal.compliance.facts import shelf
from hcmedu.portal.compliance.facts.shelf import shelf_of
from hypothesis import given
from hypothesis import strategies as st
from ZODB.DB import DB

import pytest
import transaction


NUMBERS = st.sets(st.integers(-(2**31), 2**31 - 1), max_size=400)
MANY = range(5_000)


@pytest.fixture
def opened():
    """``opened()``: one more connection to a database, in a transaction of its own."""
    database, managers = DB(None), []

    def connect():
        managers.append(transaction.TransactionManager())
        return database.open(managers[-1])

    yield connect
    for manager in managers:
        manager.abort()
    database.close()


@pytest.fixture
def stored(opened):
    connection = opened()
    connection.root()["tree"] = IITreeSet(MANY)
    connection.transaction_manager.commit()
    return connection


def of_index(connection):
    return shelf_of(connection).of_index(connection.root()["tree"])


def test_what_stays_is_kept(stored, opened):
    known = of_index(stored)
    assert list(known.numbers) == list(MANY)
    assert of_index(stored) is known
    assert of_index(opened()) is known
    shelf.forget()
    assert of_index(stored) is not known


@pytest.mark.parametrize("number", [-7, 2_500, 4_999, 9_999])
def test_what_was_changed_is_made_anew(stored, opened, number):
    before, other = of_index(stored), opened()
    other.root()["tree"].add(number)
    other.root()["tree"].remove(17)
    other.transaction_manager.commit()
    wanted = sorted({*MANY, number} - {17})
    assert list(of_index(other).numbers) == wanted
    # who has begun before sees what was there then
    assert of_index(stored) is before
    stored.transaction_manager.begin()
    assert list(of_index(stored).numbers) == wanted


def test_what_is_not_stored_yet_is_kept_for_nobody(stored, opened):
    known = of_index(stored)
    stored.root()["tree"].add(-1)
    stored.transaction_manager.savepoint()
    assert list(of_index(stored).numbers) == [-1, *MANY]
    assert of_index(opened()) is known
    stored.transaction_manager.abort()
    assert of_index(stored) is known


def test_new_trees_are_told_apart(stored):
    stored.root()["new"], stored.root()["other"] = IITreeSet([1]), IITreeSet([2])
    found = shelf_of(stored)
    assert list(found.of_index(stored.root()["new"]).numbers) == [1]
    assert list(found.of_index(stored.root()["other"]).numbers) == [2]


def test_what_is_made_of_known_sets(stored):
    found, other = shelf_of(stored), IISet([3, 4, 9_999])
    known = of_index(stored)
    met = found.made(intersection, known, found.same(other))
    assert list(met.numbers) == [3, 4]
    assert found.made(intersection, known, found.same(IISet(other))) is met
    assert found.made(difference, known, found.same(other)) is not met
    assert list(found.joined([met, found.same(IISet([8]))]).numbers) == [3, 4, 8]


def test_what_lies_between_is_made_anew_with_any_change(stored, opened):
    stored.root()["keys"] = IOBTree({each: each * 2 for each in MANY})
    stored.root()["index"] = IOBTree({each * 2: each for each in MANY})
    stored.root()["index"][7] = IITreeSet([-3, -4])
    stored.transaction_manager.commit()

    def between(connection):
        found, root = shelf_of(connection), connection.root()
        return found.of_dates(found.state_of(root["keys"]), root["index"], 6, 10)

    known = between(stored)
    assert list(known.numbers) == [-4, -3, 3, 4, 5]
    assert between(opened()) is known
    stored.root()["keys"][-3] = 999
    stored.root()["index"][7].remove(-3)
    stored.transaction_manager.commit()
    assert list(between(stored).numbers) == [-4, 3, 4, 5]


def test_memory_has_an_end(stored, monkeypatch):
    monkeypatch.setattr(shelf, "MOST", 20_000)
    found = shelf.Shelf()
    for number in range(1_000):
        assert list(found.same(IISet([number])).numbers) == [number]
        assert found._size <= 20_000


@given(NUMBERS)
def test_pieces_of_a_tree_are_the_tree(numbers):
    found = shelf.Shelf().of_index(IITreeSet(numbers))
    assert list(found.numbers) == sorted(numbers)


@pytest.mark.parametrize(("held", "wanted"), [(None, []), (5, [5]), (-5, [-5])])
def test_what_an_index_holds_without_a_tree(held, wanted):
    assert list(shelf.Shelf().of_index(held).numbers) == wanted
