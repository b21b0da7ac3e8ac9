"""Sets of record numbers out of the catalog's indexes; alone knows the insides of the catalog.

``ZCatalog.search`` makes brains, or sorts all that it found: a hundred questions about the same
items need sets. Taken from inside are the index objects, the records and the paths; their
``_apply_index`` and ``documentToKeyMap`` are what the catalog itself calls. A test
compares all of it with searches.
"""

from BTrees.IIBTree import difference
from BTrees.IIBTree import intersection
from collections.abc import Mapping
from hcmedu.portal.compliance.facts.shelf import Known
from hcmedu.portal.compliance.facts.shelf import Numbers
from hcmedu.portal.compliance.facts.shelf import shelf_of
from hcmedu.portal.listing.brains import EMPTY
from plone import api
from Products.CMFCore.indexing import processQueue
from typing import Any
from urllib.parse import quote

import re


#: Paths that stand in an address as they are: nearly all.
PLAIN = re.compile(r"[A-Za-z0-9_.~/-]*")


class Indexes:
    """The catalog of the site as it is now, with what waits to be indexed."""

    def __init__(self) -> None:
        processQueue()
        self._catalog = api.portal.get_tool("portal_catalog")._catalog
        self._columns = self._catalog.schema
        self._with_value: dict[tuple[str, str], Known] = {}
        self._states: dict[str, Known] = {}
        #: Asked for when all that waited is indexed, which changes the catalog.
        self.shelf = shelf_of(self._catalog._p_jar)

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

    def with_value(self, name: str, value: str) -> Known:
        """Who has this text, among others, in an index of texts."""
        found = self._with_value.get((name, value))
        if found is None:
            found = self.shelf.of_index(self._catalog.indexes[name]._index.get(value))
            self._with_value[name, value] = found
        return found

    def with_any(self, name: str) -> Known:
        """Who has any text in an index of texts."""
        texts = self._catalog.indexes[name]._index
        return self.shelf.joined([self.with_value(name, each) for each in texts])

    def between(self, name: str, first: Any, last: Any) -> Numbers:
        """Whose moment or day in an index of dates, or one of several, lies from one to another,
        both included; open where it is None."""
        index = self._catalog.indexes[name]
        keys = [None if each is None else index._convert(each) for each in (first, last)]
        if name not in self._states:
            self._states[name] = self.shelf.state_of(index._unindex)
        return self.shelf.of_dates(self._states[name], index._index, *keys).numbers

    def without(self, name: str, query: Any, within: Numbers) -> Numbers:
        return difference(within, self.find(name, query))

    def shown(self, minute: int, within: Numbers) -> Numbers:
        """Whose minute of publication has come and whose minute of expiry has not gone by."""
        return self.find("effectiveRange", {"query": minute}, within)

    def keys(self, name: str) -> Mapping[int, Any]:
        """What an index knows of each record: of dates it is a number that grows with them."""
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
