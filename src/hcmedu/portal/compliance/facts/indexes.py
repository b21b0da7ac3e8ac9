"""Sets of record numbers out of the catalog's indexes; alone knows the insides of the catalog.

``ZCatalog.search`` makes brains, or sorts all that it found: a hundred questions about the same
items need sets. Taken from inside are the index objects, the records and the paths; their
``_apply_index``, ``documentToKeyMap`` and ``_convert`` are what the catalog itself calls. A test
compares all of it with searches.
"""

from BTrees.IIBTree import difference
from BTrees.IIBTree import intersection
from collections.abc import Mapping
from datetime import datetime
from hcmedu.portal.listing.brains import EMPTY
from plone import api
from Products.CMFCore.indexing import processQueue
from typing import Any


#: A set of record numbers of BTrees.
Numbers = Any


class Indexes:
    """The catalog of the site as it is now, with what waits to be indexed."""

    def __init__(self) -> None:
        processQueue()
        self._catalog = api.portal.get_tool("portal_catalog")._catalog
        self._columns = self._catalog.schema

    def has(self, name: str) -> bool:
        return name in self._catalog.indexes

    def is_of_dates(self, name: str) -> bool:
        """Whether an index has one number for the moment, or the day, of each record."""
        return self.has(name) and self._catalog.indexes[name].meta_type == "DateIndex"

    def find(self, name: str, query: Any, within: Numbers = None) -> Numbers:
        """Who answers a query as the catalog takes it, of those ``within`` (None: of all)."""
        index = self._catalog.getIndex(name)
        found, _names = index._apply_index({name: query}, within)
        return found if within is None else intersection(within, found)

    def without(self, name: str, query: Any, within: Numbers) -> Numbers:
        return difference(within, self.find(name, query))

    def shown(self, minute: int, within: Numbers) -> Numbers:
        """Whose minute of publication has come and whose minute of expiry has not gone by."""
        return self.find("effectiveRange", {"query": minute}, within)

    def keys(self, name: str) -> Mapping[int, Any]:
        """What an index knows of each record; of dates it is a number that grows with them."""
        return self._catalog.getIndex(name).documentToKeyMap()

    def key_of(self, name: str, moment: datetime) -> int:
        """The number of a moment, or of a day, in an index of dates."""
        return self._catalog.getIndex(name)._convert(moment)

    def codes(self, number: int) -> list[str]:
        """Values of a record in the index ``in_sections``."""
        return self._catalog.getIndex("in_sections").getEntryForObject(number, ())

    def column(self, number: int, name: str) -> Any:
        """A column as ``brains.value`` reads it; one that the catalog has not is empty."""
        if name not in self._columns:
            return None
        found = self._catalog.data[number][self._columns[name]]
        return None if found in EMPTY else found

    def path(self, number: int) -> str:
        return self._catalog.paths[number]
