"""Sets of record numbers that stay in memory between reports, while what they were made of stays.

Schools publish a few items a day; nearly all sets that a report asks for are those of the report
before. Nothing has to be told of changes: a set of an index is known by the serials under which
the database holds its pieces, which never hold anything else; what is made of known sets is known
by these. So another transaction, thread or older state of the database finds its own.
"""

from array import array
from BTrees.IIBTree import IISet
from BTrees.IIBTree import IITreeSet
from BTrees.IIBTree import multiunion
from collections.abc import Callable
from dataclasses import dataclass
from hcmedu.portal.listing.snapshots import is_changed
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary


#: A set of record numbers of BTrees, in one piece.
Numbers = Any
#: So many numbers are kept for one database, which take four bytes each; then it begins anew.
MOST = 1_000_000
#: What a set takes in memory besides its numbers and a key made of them, in numbers.
OVERHEAD = 150
#: Larger ones are not looked through to see whether they are known.
COMPARED = 4_000

_versions = count(1)
_shelves: WeakKeyDictionary[Any, "Shelf"] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Known:
    """A set that nobody changes. ``version``: of this set alone; None: good for one report."""

    numbers: Numbers
    version: int | None

    def __len__(self) -> int:
        return len(self.numbers)


NOBODY = Known(IISet(), 0)


class Shelf:
    """The sets of one database; or of one transaction, which has changed something."""

    def __init__(self) -> None:
        self._known: dict[Any, Known] = {}
        self._size = 0

    def of_index(self, stored: Any) -> Known:
        """A set as an index holds it: a tree, a single number, or None."""
        if stored is None:
            return NOBODY
        if not isinstance(stored, IITreeSet):
            return self.same(IISet((stored,)))
        pieces = pieces_of(stored)
        return self._of_tree(stored, pieces, multiunion, (pieces,))

    def state_of(self, tree: Any) -> Known:
        """Stands for what an index knows of all records, which that tree holds: the same as long
        as nothing has changed."""
        return self._of_tree(tree, pieces_of(tree), IISet, ())

    def of_dates(self, state: Known, tree: Any, first: int | None, last: int | None) -> Known:
        """Who lies between two numbers of the tree of an index that is in this state."""
        return self._kept((state.version, first, last), between, (tree, first, last))

    def same(self, numbers: Numbers) -> Known:
        """A set that was made for this report, as the one with the same numbers that is known."""
        if len(numbers) > COMPARED:
            return Known(numbers, None)
        return self._kept(array("i", numbers.keys()).tobytes(), IISet, (numbers,))

    def made(self, make: Callable[..., Numbers], *several: Known) -> Known:
        """What a function, and nothing else, makes of known sets."""
        versions = tuple([each.version for each in several])
        numbers = [each.numbers for each in several]
        if None in versions:
            return Known(make(*numbers), None)
        return self._kept((make, versions), make, numbers)

    def joined(self, several: list[Known]) -> Known:
        return several[0] if len(several) == 1 else self.made(union_of, *several)

    def _of_tree(
        self, tree: Any, pieces: list[Any], make: Callable[..., Numbers], of: Any
    ) -> Known:
        if tree._p_oid is None:
            # Nothing tells a tree that is not stored yet from another one.
            return Known(make(*of), next(_versions))
        return self._kept((tree._p_oid, serials_of(tree, pieces)), make, of)

    def _kept(self, key: Any, make: Callable[..., Numbers], of: Any) -> Known:
        found = self._known.get(key)
        if found is None:
            found = Known(make(*of), next(_versions))
            self._size += 2 * len(found) + OVERHEAD
            if self._size > MOST:
                self._known, self._size = {}, 0
            self._known[key] = found
        return found


def union_of(*several: Numbers) -> Numbers:
    return multiunion(several)


def between(tree: Any, first: int | None, last: int | None) -> Numbers:
    """All whose key lies between; a key has one number, or a set of them."""
    found: set[int] = set()
    for each in tree.values(first, last):
        if isinstance(each, int):
            found.add(each)
        else:
            found.update(each)
    return IISet(sorted(found))


def serials_of(tree: Any, pieces: list[Any]) -> bytes:
    """Of a tree that has a single piece the tree alone is stored."""
    return b"".join([tree._p_serial, *[each._p_serial for each in pieces]])


def pieces_of(tree: Any) -> list[Any]:
    """The buckets of which a tree is made, in order.

    To go through a tree number by number takes several times as long as to join its pieces.
    """
    pieces = []
    tree._p_activate()
    piece = tree._firstbucket
    while piece is not None:
        piece._p_activate()
        pieces.append(piece)
        piece = piece._next
    return pieces


def shelf_of(connection: Any) -> Shelf:
    """One for all who read what is stored; serials tell nothing of what a transaction changed."""
    if connection is None or is_changed(connection):
        return Shelf()
    return _shelves.setdefault(connection.db(), Shelf())


def forget() -> None:
    """Have all sets made anew."""
    _shelves.clear()
