"""Where it is kept: plain values in the annotations of a school root, by kind and receipt.

No content objects: nothing of it may reach the catalog, REST, feeds, copies or exports of a site.
What is stored can be read without this package. Receipts are random, so a kind has ``TREES`` trees
and people who send at the same moment rarely meet in one bucket; if they do, ZODB merges them or
Zope calls the request again. Each tree has a second one with the few values that lists show
(``row``), so that a list wakes no submission.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from collections.abc import Mapping
from persistent.list import PersistentList
from persistent.mapping import PersistentMapping
from plone.uuid.interfaces import IUUID
from secrets import token_bytes
from typing import Any
from zlib import crc32
from zope.annotation.interfaces import IAnnotations


STORE_KEY = "hcmedu.portal.submissions"
TREES = 32
Row = dict[str, Any]


class Shelf:
    """All submissions of one kind of a school root, by receipt."""

    def __init__(self, trees: list[tuple[OOBTree, OOBTree]]) -> None:
        self._trees = trees

    def _of(self, receipt: str) -> tuple[OOBTree, OOBTree]:
        return self._trees[crc32(receipt.encode()) % TREES]

    def __contains__(self, receipt: str) -> bool:
        return receipt in self._of(receipt)[0]

    def get(self, receipt: str) -> PersistentMapping | None:
        return self._of(receipt)[0].get(receipt)

    def add(self, receipt: str, values: Mapping[str, Any], row: Row) -> bool:
        """False, and nothing changed, when there is one of this receipt already.

        ``files`` of the values becomes a persistent list; ``row`` holds plain values only.
        """
        records, rows = self._of(receipt)
        if receipt in records:
            return False
        record = PersistentMapping(values)
        record["files"] = PersistentList(values.get("files", ()))
        records[receipt] = record
        rows[receipt] = dict(row)
        return True

    def row(self, receipt: str) -> Row | None:
        row = self._of(receipt)[1].get(receipt)
        return None if row is None else dict(row)

    def change(self, receipt: str, values: Mapping[str, Any], row: Row) -> None:
        """Set these values and those of the row; others stay. Raises KeyError."""
        records, rows = self._of(receipt)
        records[receipt].update(values)
        rows[receipt] = {**rows[receipt], **row}

    def remove(self, receipt: str) -> None:
        """Values, files and row; raises KeyError. Older revisions go when ZODB is packed."""
        records, rows = self._of(receipt)
        del records[receipt], rows[receipt]

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Receipt and row of all, in no order; do not change anything meanwhile."""
        for _records, rows in self._trees:
            yield from rows.items()

    def __len__(self) -> int:
        return sum(len(rows) for _records, rows in self._trees)


def shelf(root: Any, kind: str) -> Shelf:
    """The shelf of a kind; one that nobody wrote to yet is not stored, and is empty."""
    shelves = _store(root).get("shelves", {})
    return Shelf(shelves[kind] if kind in shelves else _new_trees())


def shelf_to_fill(root: Any, kind: str) -> Shelf:
    """The shelf of a kind, stored when it is not yet: for who writes."""
    store = ensure_store(root)
    if kind not in store["shelves"]:
        store["shelves"][kind] = _new_trees()
    return Shelf(store["shelves"][kind])


def has_store(root: Any) -> bool:
    """Whether anything can be taken in here; ``root`` may be None."""
    return root is not None and bool(_store(root))


def kinds(root: Any) -> list[str]:
    """Kinds of which there is a shelf."""
    return list(_store(root).get("shelves", {}))


def remove_shelf(root: Any, kind: str) -> bool:
    """A whole kind with all that is on its shelf; False when there is none."""
    return _store(root).get("shelves", {}).pop(kind, None) is not None


def move_shelf(root: Any, other: Any, kind: str) -> None:
    """What it is about went to another school of a central portal: so does what is on the shelf."""
    found = _store(root).get("shelves", {}).pop(kind, None)
    if found is not None:
        ensure_store(other)["shelves"][kind] = found


def ensure_store(root: Any) -> PersistentMapping:
    """The store of this school root; a copy of a school does not take over what others sent."""
    annotations = IAnnotations(root)
    store = annotations.get(STORE_KEY)
    if store is None or store["root"] != IUUID(root):
        store = annotations[STORE_KEY] = PersistentMapping(
            root=IUUID(root), secret=token_bytes(32), shelves=PersistentMapping()
        )
    return store


def secret_of(root: Any) -> bytes:
    """Known to this school's portal alone. Raises LookupError before the store was made."""
    store = _store(root)
    if "secret" not in store:
        raise LookupError("no submissions are taken in here yet")
    return store["secret"]


def remove_store(root: Any) -> None:
    IAnnotations(root).pop(STORE_KEY, None)


def _store(root: Any) -> Mapping[str, Any]:
    store = IAnnotations(root).get(STORE_KEY)
    return store if store is not None and store["root"] == IUUID(root) else {}


def _new_trees() -> PersistentList:
    return PersistentList((OOBTree(), OOBTree()) for _number in range(TREES))
