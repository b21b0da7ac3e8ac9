"""Catalog queries of the layout. They wake no object and hand out only what the user may view."""

from collections.abc import Iterable
from collections.abc import Sequence
from DateTime import DateTime
from hcmedu.portal.school.root import section_key
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.publisher.interfaces.http import IHTTPRequest


CACHE_KEY = "hcmedu.portal.browser.sections"
FOLDERS_KEY = "hcmedu.portal.browser.folders"
SECTION_TYPE = "Folder"
#: Types of what a text may use.
USABLE = frozenset({"File", "Image"})
ONE_MINUTE = 1 / 24 / 60


def sections_of_school(root: Any, request: IHTTPRequest) -> dict[str, Any]:
    """Brains of the sections that the user may view, by code; one query a request and school."""
    cache = IAnnotations(request).setdefault(CACHE_KEY, {})
    prefix = section_key(root, "")
    if prefix not in cache:
        brains = search(
            section_key={"query": (prefix, prefix + "\uffff"), "range": "min:max"},
            sort_on="path",
        )
        cache[prefix] = {brain.section_code: brain for brain in brains}
    return cache[prefix]


def search(**query: Any) -> Sequence[Any]:
    """Brains in the user's reach; a ``sort_limit`` is kept (the catalog takes it as a hint).

    What has expired or is still to come is in no list, whoever looks: an administrator sees what
    visitors see.
    """
    query = {"show_inactive": True, "effectiveRange": listed_at(DateTime()), **query}
    found = api.portal.get_tool("portal_catalog")(**query)
    limit = query.get("sort_limit")
    return found[:limit] if limit else found


def public(**query: Any) -> Sequence[Any]:
    """The same in the reach of a visitor without an account, whoever is logged in."""
    query = {"effectiveRange": listed_at(DateTime()), **query}
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(allowedRolesAndUsers=["Anonymous"], **query)
    limit = query.get("sort_limit")
    return found[:limit] if limit else found


def listed_at(now: DateTime) -> DateTime:
    """What to ask the index of publication and expiry for.

    It counts minutes, and keeps what expires at 08:00 until 08:01. So it is asked for the minute
    that comes; nothing is public before its time, whose minute could be too early.
    """
    return now + ONE_MINUTE


def below(brains: Iterable[Any]) -> dict[str, Any]:
    """Value of the path index: everything below these containers."""
    return {"query": [brain.getPath() for brain in brains]}


def highest(brains: Iterable[Any]) -> list[Any]:
    """Those containers that lie in none of the others: fewer paths to ask the index for."""
    found: list[Any] = []
    for brain in sorted(brains, key=lambda each: each.getPath()):
        if not found or not brain.getPath().startswith(found[-1].getPath() + "/"):
            found.append(brain)
    return found


def without_used(query: dict[str, Any]) -> dict[str, Any]:
    """The same query without files and images that are there for a text that uses them."""
    types = query.get("portal_type")
    types = (types,) if isinstance(types, str) else types
    if isinstance(types, list | tuple) and not USABLE & {*types}:
        return query
    return {**query, "by_use": False}


def newest(
    brains: Iterable[Any],
    limit: int,
    sort_on: str = "effective",
    with_used: bool = False,
    **query: Any,
) -> list[Any]:
    """The newest items below some sections; none when there is no section.

    A picture of a text is no item of its own, unless ``with_used``.
    """
    containers = list(brains)
    if not containers:
        return []
    query = query if with_used else without_used(query)
    return list(
        search(
            path=below(containers),
            sort_on=sort_on,
            sort_order="descending",
            sort_limit=limit,
            **query,
        )
    )


def folders_in(path: str, request: IHTTPRequest) -> Sequence[Any]:
    """Folders directly in a container, in its order; one query a request and container."""
    cache = IAnnotations(request).setdefault(FOLDERS_KEY, {})
    if path not in cache:
        cache[path] = search(
            path={"query": path, "depth": 1},
            portal_type=SECTION_TYPE,
            sort_on="getObjPositionInParent",
        )
    return cache[path]
