"""Ask the catalog for the desk: record numbers first, rows only for the page that is shown.

A queue of thousands is sorted and counted by numbers alone; neither an object nor a row of metadata
is fetched for what the page does not show.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from plone import api
from Products.CMFCore.indexing import processQueue
from Products.CMFCore.utils import _getAuthenticatedUser
from Products.ZCatalog.ZCatalog import ZCatalog
from typing import Any


@dataclass(frozen=True)
class Records:
    """What a query found, in order: sort key and number of each record."""

    keys: tuple[tuple[Any, int], ...]
    fetch: Callable[[int], Any] | None

    def __len__(self) -> int:
        return len(self.keys)

    def rows(self, start: int, size: int) -> list[Any]:
        """Brains of a part of the result."""
        return [self.fetch(number) for _key, number in self.keys[start : start + size]]

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        return tuple(number for _key, number in self.keys)

    def counts(self, index: str) -> Counter[Any]:
        """How many of the records have each value of a keyword index."""
        entry = api.portal.get_tool("portal_catalog").Indexes[index].getEntryForObject
        found: Counter[Any] = Counter()
        for number in self.numbers:
            found.update(entry(number, ()) or ())
        return found


NOTHING = Records((), None)


def find(root: Any, sort_on: str, descending: bool = False, **query: Any) -> Records:
    """Everything below a school root that the user may view and that has the index to sort by.

    Content whose publication date is still to come, or that has expired, is found too: the board
    has to see it.
    """
    catalog = api.portal.get_tool("portal_catalog")
    processQueue()
    query.setdefault("path", "/".join(root.getPhysicalPath()))
    query["allowedRolesAndUsers"] = catalog._listAllowedRolesAndUsers(
        _getAuthenticatedUser(catalog)
    )
    # The stock search adds the range of publication dates; unmerged results are bare numbers.
    found = list(ZCatalog.search(catalog, query, sort_index=sort_on, merge=False))
    if not found:
        return NOTHING
    keys = sorted(((key, number) for key, number, _fetch in found), reverse=descending)
    return Records(tuple(keys), found[0][2])
