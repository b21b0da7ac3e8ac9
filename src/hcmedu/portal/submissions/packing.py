"""What was deleted leaves the disk too: the database is packed in the night after.

ZODB keeps what objects were until then, and files of blobs with it. Revisions of the last day stay,
so that a deletion is gone from disk two nights later at the latest.
"""

from hcmedu.portal import _
from hcmedu.portal.content.moments import now
from hcmedu.portal.submissions.store import STORE_KEY
from hcmedu.portal.worker import periodic
from persistent.mapping import PersistentMapping
from typing import Any
from zope.annotation.interfaces import IAnnotations

import time


#: Annotation of the site: when something was deleted last, and when it was packed last.
PACKING_KEY = f"{STORE_KEY}.packing"
NIGHT = range(1, 5)
DAY = 24 * 3600


def note_deletion(site: Any) -> None:
    """Call it in the transaction that deletes."""
    annotations = IAnnotations(site)
    if PACKING_KEY not in annotations:
        annotations[PACKING_KEY] = PersistentMapping(deleted=0.0, packed=0.0)
    annotations[PACKING_KEY]["deleted"] = time.time()


def is_due(site: Any) -> bool:
    """Whether something that was deleted still lies in a revision that may go; once a night."""
    state = IAnnotations(site).get(PACKING_KEY)
    if state is None or state["packed"] > time.time() - DAY / 2:
        return False
    return state["packed"] < state["deleted"] + DAY


@periodic("hcmedu.submissions.pack", minutes=60, title=_("Pack the database after deletions"))
def pack_by_night(site: Any) -> None:
    """A packing that fails is tried again in an hour."""
    if now().hour in NIGHT and is_due(site):
        pack(site._p_jar.db())
        IAnnotations(site)[PACKING_KEY]["packed"] = time.time()


def pack(database: Any, days: float = 1) -> None:
    """Drop revisions older than so many days, and what nothing refers to any more."""
    database.pack(days=days)
    empty_buffer(database.storage)


def empty_buffer(storage: Any) -> None:
    """ZODB 6.4's FileStorage leaves what was written last in its file ``Data.fs.tmp``.

    Each transaction begins at its start again, so that nobody misses what stood there.
    """
    buffer, lock = getattr(storage, "_tfile", None), getattr(storage, "_commit_lock", None)
    if buffer is not None and lock is not None:
        with lock:
            buffer.seek(0)
            buffer.truncate()
