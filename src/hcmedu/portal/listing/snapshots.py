"""What of the database a request reads: anything kept in memory must know of what it was made."""

from typing import Any
from ZODB.utils import u64


def snapshot(connection: Any) -> int:
    """The newest transaction that this connection sees; another one may have been committed since.

    A storage with connections of its own (RelStorage) tells it itself; ZODB's adapter of all
    others keeps the first transaction that it does *not* see.
    """
    storage = connection._storage
    start = getattr(storage, "_start", None)
    return u64(start) - 1 if start else u64(storage.lastTransaction())


def is_changed(connection: Any) -> bool:
    """Whether this transaction has changed anything, which may yet be undone."""
    return not connection._needs_to_join
