"""Which documents a section has already: nothing is taken in twice.

The keys of what came from files and registers are kept with the section, so that a document is
known again after an editor has mended its number; what was entered by hand is found by its number.
"""

from BTrees.OOBTree import OOBTree
from hcmedu.portal.documents.ledger import Row
from hcmedu.portal.documents.ledger.keys import document_key
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEYS = "hcmedu.portal.documents.keys"


def remember(section: Any, key: str, doc: Any) -> None:
    """That key is this document's; the first one that had it keeps it while it is there."""
    annotations = IAnnotations(section)
    keys = annotations.get(KEYS)
    if keys is None:
        keys = annotations[KEYS] = OOBTree()
    if _document(section, keys.get(key)) is None:
        keys[key] = IUUID(doc)


def by_key(section: Any, key: str) -> Any | None:
    """The catalog brain of the document in this section that has the key."""
    return _document(section, IAnnotations(section).get(KEYS, {}).get(key))


def by_row(section: Any, row: Row) -> Any | None:
    """The brain of the document that a row of a register tells, whoever entered it."""
    key = document_key(row.values)
    found = by_key(section, key) if key else None
    return found or (by_values(section, row.values) if row.values.get("number") else None)


def by_values(section: Any, values: Any, but: str = "") -> Any | None:
    """A document with the same number, issuer and day of issue, other than the one named."""
    key = document_key(values)
    for brain in _find(section, document_number=values.get("number") or ""):
        doc = brain._unrestrictedGetObject()
        names = ("number", "issuer", "issue_date", "abstract")
        if but != brain.UID and document_key({name: getattr(doc, name) for name in names}) == key:
            return brain
    return None


def _document(section: Any, uid: str | None) -> Any | None:
    return next(iter(_find(section, UID=uid)), None) if uid else None


def _find(section: Any, **query: Any) -> list[Any]:
    path = "/".join(section.getPhysicalPath())
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(portal_type="OfficialDocument", path=path, **query)
    return list(found)
