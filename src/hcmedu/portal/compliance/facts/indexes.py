"""Sets of record numbers out of the catalog's indexes; alone knows the insides of the catalog.

``ZCatalog.search`` makes brains, or sorts all that it found: a hundred questions about the same
items need sets. Taken from inside are the index objects, the records and the paths; their
``_apply_index`` and ``documentToKeyMap`` are what the catalog itself calls. A test
compares all of it with searches.
"""

from BTrees.IIBTree import difference
from BTrees.IIBTree import IISet
from BTrees.IIBTree import IITreeSet
from BTrees.IIBTree import intersection
from BTrees.IIBTree import multiunion
from collections.abc import Mapping
from hcmedu.portal.listing.brains import EMPTY
from plone import api
from Products.CMFCore.indexing import processQueue
from typing import Any
from urllib.parse import quote

import re


#: Paths that stand in an address as they are: nearly all.
PLAIN = re.compile(r"[A-Za-z0-9_.~/-]*")
#: A set of record numbers of BTrees.
Numbers = Any
NOBODY: Numbers = IISet()


class Indexes:
    """The catalog of the site as it is now, with what waits to be indexed."""

    def __init__(self) -> None:
        processQueue()
        self._catalog = api.portal.get_tool("portal_catalog")._catalog
        self._columns = self._catalog.schema
        self._sets: dict[tuple[str, str], Numbers] = {}

    def has(self, name: str) -> bool:
        return name in self._catalog.indexes

    def is_of_dates(self, name: str) -> bool:
        """Whether an index has one number for the moment, or the day, of each record."""
        return self.has(name) and self._catalog.indexes[name].meta_type == "DateIndex"

    def is_of_occurrences(self, name: str) -> bool:
        """Whether it has several: an event may take place again and again."""
        return self.has(name) and self._catalog.indexes[name].meta_type == "DateRecurringIndex"

    def find(self, name: str, query: Any, within: Numbers = None) -> Numbers:
        """Who answers a query as the catalog takes it, of those ``within`` (None: of all)."""
        index = self._catalog.getIndex(name)
        found, _names = index._apply_index({name: query}, within)
        return found if within is None else intersection(within, found)

    def with_value(self, name: str, value: str) -> Numbers:
        """Who has this text, among others, in an index of texts."""
        found = self._sets.get((name, value))
        if found is None:
            found = flat(self._catalog.indexes[name]._index.get(value, NOBODY))
            self._sets[name, value] = found
        return found

    def with_any(self, name: str) -> Numbers:
        """Who has any text in an index of texts."""
        several = self._catalog.indexes[name]._index.values()
        return multiunion([bucket for each in several for bucket in buckets(each)])

    def between(self, name: str, first: Any, last: Any) -> Numbers:
        """Whose moment or day in an index of dates, or one of several, lies from one to another,
        both included; open where it is None."""
        index = self._catalog.indexes[name]
        keys = [None if each is None else index._convert(each) for each in (first, last)]
        found: set[int] = set()
        for each in index._index.values(*keys):
            if isinstance(each, int):
                found.add(each)
            else:
                found.update(each)
        return IISet(sorted(found))

    def without(self, name: str, query: Any, within: Numbers) -> Numbers:
        return difference(within, self.find(name, query))

    def shown(self, minute: int, within: Numbers) -> Numbers:
        """Whose minute of publication has come and whose minute of expiry has not gone by."""
        return self.find("effectiveRange", {"query": minute}, within)

    def keys(self, name: str) -> Mapping[int, Any]:
        """What an index knows of each record; of dates it is a number that grows with them."""
        return self._catalog.getIndex(name).documentToKeyMap()

    def column(self, number: int, name: str) -> Any:
        """A column as ``brains.value`` reads it; one that the catalog has not is empty."""
        return self.read(self.record(number), name)

    def record(self, number: int) -> tuple[Any, ...]:
        """All columns of a record, as they are stored."""
        return self._catalog.data[number]

    def read(self, record: tuple[Any, ...], name: str) -> Any:
        """A column of a record, as ``column``."""
        place = self._columns.get(name)
        found = None if place is None else record[place]
        return None if found is None or found in EMPTY else found

    def places(self, *names: str) -> tuple[int, ...]:
        """Where these columns, which must be there, stand in a record."""
        return tuple(self._columns[name] for name in names)

    def path(self, number: int) -> str:
        return self._catalog.paths[number]

    def address(self, number: int) -> str:
        """The path as it stands in addresses."""
        path = self._catalog.paths[number]
        return path if PLAIN.fullmatch(path) else quote(path)


def flat(found: Any) -> Numbers:
    """The same set in one piece, where an index holds it as a tree or as a single number.

    To go through a tree number by number costs several times as much as all that is done here.
    """
    several = buckets(found)
    return several[0] if len(several) == 1 else multiunion(several)


def buckets(found: Any) -> list[Numbers]:
    """The pieces of which a set of an index is made, in order."""
    if isinstance(found, int):
        return [IISet((found,))]
    if not isinstance(found, IITreeSet):
        return [found]
    pieces = []
    found._p_activate()
    piece = found._firstbucket
    while piece is not None:
        piece._p_activate()
        pieces.append(piece)
        piece = piece._next
    return pieces
