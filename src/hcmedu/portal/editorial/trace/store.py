"""Where the log lies: BTrees in an annotation of the school root, made for parallel writers.

A key tells its time: microseconds since 1970 in the upper bits, then ``LOW_BITS`` random ones, so
that two processes never write the same one in practice (and where they did, one of them meets a
conflict and is tried again with another key). BTrees merge what parallel transactions add, except
while one of them splits a full bucket. So the log lies in ``SHARDS`` trees, and each thread of the
server writes to a tree of its own: two writers seldom meet, however much each has to tell.
Beside each tree of entries stands the index of the items that its entries tell of.

Nothing but stock classes is stored: the log can be read, merged and dropped without this package.
"""

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from heapq import merge
from itertools import count
from persistent.mapping import PersistentMapping
from secrets import randbelow
from threading import local
from typing import Any

import time


#: 2 ** (63 - 10) microseconds last until the year 2255.
LOW_BITS = 10
SHARD_BITS = 4
SHARDS = 1 << SHARD_BITS
FIRST, LAST = 0, (1 << 63) - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Row = tuple[Any, ...]

_seats = count(randbelow(SHARDS))
_seat = local()


def new_log(owner: str) -> PersistentMapping:
    """An empty log; ``owner``: UID of the school root whose log it is."""
    return PersistentMapping(
        owner=owner,
        entries=tuple(LOBTree() for _ in range(SHARDS)),
        index=tuple(OOTreeSet() for _ in range(SHARDS)),
    )


def first_key(moment: datetime) -> int:
    """The smallest key at or after that moment."""
    return ((moment - _EPOCH) // timedelta(microseconds=1)) << LOW_BITS


def time_of(key: int) -> datetime:
    """When an entry was written, in UTC."""
    return _EPOCH + timedelta(microseconds=key >> LOW_BITS)


def add(log: PersistentMapping, row: Row, uids: Iterable[str], shard: int) -> int:
    """Append a row that will be found under each of ``uids``; return its key."""
    entries, index = log["entries"][shard], log["index"][shard]
    key = _new_key(shard)
    while not entries.insert(key, row):
        key = _new_key(shard)
    for uid in uids:
        index.add((uid, key))
    return key


def my_shard() -> int:
    """The tree of this thread; the first one of a process is drawn, the next ones follow it."""
    if not hasattr(_seat, "shard"):
        _seat.shard = next(_seats) % SHARDS
    return _seat.shard


def _new_key(shard: int) -> int:
    now = time.time_ns() // 1000
    random = randbelow(1 << (LOW_BITS - SHARD_BITS))
    return now << LOW_BITS | random << SHARD_BITS | shard


def get(log: PersistentMapping, key: int) -> Row | None:
    return log["entries"][key % SHARDS].get(key)


def amend(log: PersistentMapping, key: int, row: Row) -> None:
    """Write an entry of the same transaction again; nobody has seen it yet."""
    log["entries"][key % SHARDS][key] = row


def keys(log: PersistentMapping, low: int = FIRST, high: int = LAST) -> Iterator[int]:
    """Keys from ``high`` down to ``low``, newest first; only what is taken is read."""
    return merge(*(_descend(tree, low, high) for tree in log["entries"]), reverse=True)


def keys_of(log: PersistentMapping, uid: str, low: int = FIRST, high: int = LAST) -> Iterator[int]:
    """The same, of the entries that tell of one item."""
    found = (_descend_in(index, uid, low, high) for index in log["index"])
    return merge(*found, reverse=True)


def _descend(tree: LOBTree, low: int, high: int) -> Iterator[int]:
    """BTrees know no way backwards but the largest key up to a bound; it costs O(log n)."""
    try:
        while (key := tree.maxKey(high)) >= low:
            yield key
            high = key - 1
    except ValueError:
        return


def _descend_in(index: OOTreeSet, uid: str, low: int, high: int) -> Iterator[int]:
    try:
        while (found := index.maxKey((uid, high))) >= (uid, low):
            yield found[1]
            high = found[1] - 1
    except ValueError:
        return
