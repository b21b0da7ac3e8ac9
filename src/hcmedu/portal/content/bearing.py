"""Documents found by the number that another one names (căn cứ, văn bản bị thay thế).

A number is no identity: a school begins anew with 1/QĐ each year. What a document means by a number
is the latest of those that bear it and are not younger than itself, in the same school.
"""

from AccessControl.PermissionRole import rolesForPermissionOn
from collections.abc import Iterable
from datetime import date
from hcmedu.portal.school.root import school_root
from hcmedu.portal.vietnamese import number_key
from hcmedu.portal.vietnamese import number_keys
from plone import api
from plone.app.iterate.interfaces import IWorkingCopy
from Products.ZCatalog.ZCatalog import ZCatalog
from typing import Any


#: Catalog indexes: every part of the own number; numbers named as bases, and as replaced.
BEARS, REFERS, REPLACES = "document_numbers", "refers_to", "replaces_numbers"


def whole_key(number: str | None) -> str | None:
    """The key of a document's whole number; None without one."""
    return next(iter(number_keys(number or "")), None)


def named_keys(lines: Iterable[str] | None) -> list[str]:
    """Keys of the numbers in lines such as ``Thông tư 36/2017/TT-BGDĐT``; others have none."""
    return list(dict.fromkeys(key for key in map(number_key, lines or ()) if key and "/" in key))


def bearing(context: Any, key: str) -> list[Any]:
    """Brains of the documents of the school that bear a number, whoever may see them."""
    brains = _all(context, **{BEARS: key})
    return [brain for brain in brains if whole_key(brain.document_number or "") == key]


def naming(doc: Any, index: str) -> list[Any]:
    """Brains of the documents of the school that name this one's number, whoever may see them."""
    key = whole_key(doc.number)
    return [] if key is None else _all(doc, **{index: key})


def _all(context: Any, **query: Any) -> list[Any]:
    """Past the queue of the catalog: it may be that which is asking."""
    root = school_root(context)
    if root is None:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    path = "/".join(root.getPhysicalPath())
    return list(ZCatalog.searchResults(catalog, portal_type="OfficialDocument", path=path, **query))


def meant(namer: Any, key: str, brains: Iterable[Any]) -> Any | None:
    """Of documents that bear a number, the one that another means by it; None if there is none."""
    limit = issued(namer) or date.max
    own = "/".join(namer.getPhysicalPath())
    older = [
        brain for brain in brains if brain.getPath() != own and (issued(brain) or date.max) <= limit
    ]
    return max(older, key=lambda brain: (issued(brain) or date.min, brain.getPath()), default=None)


def issued(doc: Any) -> date | None:
    """Date of issue of an object or a brain, where it has one."""
    day = getattr(doc, "issue_date", None)
    return day if isinstance(day, date) else None


def means(namer: Any, doc: Any) -> bool:
    """Whether a document means this one by the number that it names.

    This one counts whether or not the catalog knows it yet: it may be about to be cataloged. Others
    that bear the number count once they are public: a draft changes nothing for anybody.
    """
    key, path = whole_key(doc.number), "/".join(doc.getPhysicalPath())
    limit, day = issued(namer) or date.max, issued(doc)
    if key is None or path == "/".join(namer.getPhysicalPath()) or (day or date.max) > limit:
        return False
    rival = meant(namer, key, rivals(doc))
    return rival is None or (issued(rival) or date.min, rival.getPath()) < (day or date.min, path)


def rivals(doc: Any) -> list[Any]:
    """Brains of the other public documents with the number of this one."""
    key, path = whole_key(doc.number), "/".join(doc.getPhysicalPath())
    others = [brain for brain in bearing(doc, key) if brain.getPath() != path] if key else []
    return [brain for brain in others if is_shown(brain._unrestrictedGetObject())]


def is_shown(doc: Any) -> bool:
    """Whether visitors may see it; a working copy is none of its own."""
    public = "Anonymous" in rolesForPermissionOn("View", doc)
    return public and not IWorkingCopy.providedBy(doc)


def objects(brains: Iterable[Any]) -> list[Any]:
    """The objects of brains that are still there."""
    return [brain._unrestrictedGetObject() for brain in brains]
