"""Catalog queries of the layout. They wake no object and hand out only what the user may view."""

from collections.abc import Iterable
from collections.abc import Sequence
from hcmedu.portal.school.root import section_key
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.publisher.interfaces.http import IHTTPRequest


CACHE_KEY = "hcmedu.portal.browser.sections"
FOLDERS_KEY = "hcmedu.portal.browser.folders"
SECTION_TYPE = "Folder"


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
    """Brains in the user's reach; a ``sort_limit`` is kept (the catalog takes it as a hint)."""
    found = api.portal.get_tool("portal_catalog")(**query)
    limit = query.get("sort_limit")
    return found[:limit] if limit else found


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


def newest(
    brains: Iterable[Any], limit: int, sort_on: str = "effective", **query: Any
) -> list[Any]:
    """The newest items below some sections; none when there is no section."""
    containers = list(brains)
    if not containers:
        return []
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
