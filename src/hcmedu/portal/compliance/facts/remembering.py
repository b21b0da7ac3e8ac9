"""Reports of now, kept in the memory of the process as long as they hold, a minute at most.

What visitors see is the same whoever asks, so that there is one report of a school. It is made anew
as soon as another transaction has been committed, the minute is over, or something that was to come
has come. What is changed in this very transaction may yet be undone: then nothing is kept or taken.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.listing.snapshots import is_changed
from hcmedu.portal.listing.snapshots import snapshot
from hcmedu.portal.regulations import catalogue
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary


#: Reports of one database; a portal of more schools makes them anew more often.
MOST = 50
Reports = OrderedDict[tuple[Any, ...], "Kept"]

_lock = Lock()
#: Database → its reports, the one that was asked for last at the end.
_kept: WeakKeyDictionary[Any, Reports] = WeakKeyDictionary()


@dataclass(frozen=True)
class Made:
    """A report, and when something comes or goes that it tells of, if within this minute."""

    report: Report
    changes: datetime | None = None


@dataclass(frozen=True)
class Kept:
    """A report of what a transaction had left; good until a moment, which is not included."""

    report: Report
    state: tuple[Any, ...]
    until: datetime


def remembered(root: Any, assumed: str | None, at: datetime, make: Callable[[], Made]) -> Report:
    """The report of a school root that holds at this moment, which is now."""
    connection = root._p_jar
    if connection is None or root._p_oid is None or is_changed(connection):
        return make().report
    database = connection.db()
    # Addresses of items are part of a report, and begin as the visitor's do.
    key = (root._p_oid, root.absolute_url(), assumed)
    state = (snapshot(connection), catalogue().version)
    found = recall(database, key)
    if found and found.state == state and found.report.moment <= at < found.until:
        return found.report
    made = make()
    keep(database, key, Kept(made.report, state, until(at, made.changes)))
    return made.report


def until(at: datetime, changes: datetime | None) -> datetime:
    over = at.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return min(over, changes) if changes else over


def recall(database: Any, key: tuple[Any, ...]) -> Kept | None:
    with _lock:
        own = _kept.get(database, OrderedDict())
        if key in own:
            own.move_to_end(key)
        return own.get(key)


def keep(database: Any, key: tuple[Any, ...], kept: Kept) -> None:
    with _lock:
        own = _kept.setdefault(database, OrderedDict())
        own[key] = kept
        own.move_to_end(key)
        while len(own) > MOST:
            own.popitem(last=False)


def forget() -> None:
    """Have all reports made anew."""
    with _lock:
        _kept.clear()
