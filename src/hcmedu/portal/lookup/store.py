"""Where tables of results lie: an annotation of the school root, by the UID of their item.

Not with the item: a copy, a working copy, an old version, an export, a search and REST carry the
item's own values, and none of these may carry a row. Nothing but stock classes is stored. A row is
kept under a hash of what is asked (``rows.keys``); of its cells only those that are shown are kept.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import datetime
from hcmedu.portal.content.moments import now
from hcmedu.portal.lookup.rows.checking import Choice
from hcmedu.portal.lookup.rows.keys import Kind
from hcmedu.portal.lookup.rows.keys import normalised
from hcmedu.portal.lookup.rows.keys import row_key
from hcmedu.portal.school.root import school_root
from hcmedu.portal.submissions.packing import note_deletion
from persistent.mapping import PersistentMapping
from plone import api
from plone.uuid.interfaces import IUUID
from secrets import token_bytes
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "hcmedu.portal.lookup"
TABLE, UPLOAD = "table", "upload"

#: ``secret``, ``asked`` ((label, kind), ...), ``shown`` (labels), ``rows`` (key → tuple of texts),
#: ``count``, ``left_out``, ``made`` (ISO), ``user``; ``common``: places among the asked columns
#: whose values many rows share.
Table = PersistentMapping


def _cases(root: Any) -> Any:
    """The cases of a school root by UID. A copy of a school carries those of its original: they
    are not its own."""
    kept = IAnnotations(root).get(KEY)
    return kept["cases"] if kept is not None and kept["owner"] == IUUID(root) else {}


def cases(root: Any) -> Iterator[tuple[str, PersistentMapping]]:
    """UID of an item, and what is kept for it: ``table``, ``upload``."""
    yield from list(_cases(root).items())


def drop(case: PersistentMapping, name: str) -> Any:
    """Take ``table`` or ``upload`` away, where there is one; return it."""
    found = case.pop(name, None) if case else None
    if found is not None:
        leave_the_disk()
    return found


def case_of(item: Any) -> Any:
    """What is kept for an item, to be read; an empty mapping where there is nothing."""
    root = school_root(item)
    found = _cases(root).get(IUUID(item)) if root is not None else None
    return found if found is not None else {}


def ensure_case(item: Any) -> PersistentMapping:
    """What is kept for an item, to be written; raises ``LookupError`` outside of a school."""
    root = school_root(item)
    if root is None:
        raise LookupError("Tables of results are kept by a school")
    kept = IAnnotations(root).get(KEY)
    if kept is None or kept["owner"] != IUUID(root):
        kept = PersistentMapping(owner=IUUID(root), cases=OOBTree())
        IAnnotations(root)[KEY] = kept
    uid = IUUID(item)
    if uid not in kept["cases"]:
        kept["cases"][uid] = PersistentMapping()
    return kept["cases"][uid]


def drop_case(root: Any, uid: str) -> PersistentMapping | None:
    """Take everything away that is kept for an item; return it."""
    found = _cases(root)
    if uid not in found:
        return None
    leave_the_disk()
    return found.pop(uid)


def leave_the_disk() -> None:
    """Something was taken away: the database is packed in one of the next nights."""
    note_deletion(api.portal.get())


def forget_tables(root: Any) -> None:
    """Drop all tables of a school root, together with the add-on."""
    IAnnotations(root).pop(KEY, None)


def new_table(choice: Choice, user: str) -> Table:
    """An empty table that answers by these columns."""
    return Table(
        secret=token_bytes(32),
        asked=tuple((each.label, each.kind.value) for each in choice.asked),
        shown=tuple(each.label for each in choice.shown),
        rows=OOBTree(),
        count=0,
        left_out=0,
        common=(),
        made=now().isoformat(),
        user=user,
    )


def table_of(item: Any) -> Table | None:
    """The table that is in force for an item."""
    return case_of(item).get(TABLE)


def put_in_force(item: Any, table: Table) -> None:
    """From now on this one answers; the one before is gone."""
    case = ensure_case(item)
    if case.get(TABLE) is not None:
        leave_the_disk()
    case[TABLE] = table


def made_at(table: Table) -> datetime:
    return datetime.fromisoformat(table["made"])


def spelling(kind: str, text: str) -> str:
    """A value that was typed, in the spelling of the table; raises ``Unreadable``."""
    return normalised(Kind(kind), text)


def find(table: Table, spelt: Sequence[str]) -> tuple[tuple[str, str], ...] | None:
    """Label and text of each shown cell of the row that has all these values; None: no such row.

    One hash and one walk through the tree, whether there is such a row or not.
    """
    cells = table["rows"].get(row_key(table["secret"], spelt))
    return None if cells is None else tuple(zip(table["shown"], cells, strict=True))
