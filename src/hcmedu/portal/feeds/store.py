"""What was fetched: plain values beside the settings, written only when something has changed.

Each commit changes the state by which pages are cached (``hcmedu.state``), so when a feed was tried
and how that went is kept elsewhere (``states``); here is only what pages show.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from hcmedu.portal.feeds.settings import feeds_of
from hcmedu.portal.feeds.settings import find_feed
from hcmedu.portal.feeds.settings import KEY
from persistent.mapping import PersistentMapping
from typing import Any
from zope.annotation.interfaces import IAnnotations


RECORDS = "records"
#: Seconds after which the time of the last success is written, although nothing else changed.
CONFIRMED_EVERY = 12 * 3600


def records(root: Any) -> Any:
    """Feed id → record: ``entries``, ``digest`` of the text they were in, ``confirmed``: when the
    source last said so (seconds since 1970)."""
    return (IAnnotations(root).get(KEY) or {}).get(RECORDS) or {}


def take_in(
    root: Any, feed: str, entries: Sequence[dict[str, Any]] | None, digest: str, now: int
) -> bool:
    """Store what a feed holds now; None: the same as before. Whether anything was written.

    Nothing is kept of a feed that somebody took out of the settings meanwhile.
    """
    if find_feed(root, feed) is None:
        return False
    record = records(root).get(feed)
    if record is None:
        record = _new_record(root, feed)
    kept = record.get("entries", ())
    fresh = kept if entries is None else tuple(_timed(entries, kept, now))
    changed = fresh != kept
    if changed or now - record.get("confirmed", 0) >= CONFIRMED_EVERY:
        record.update(entries=fresh, digest=digest, confirmed=now)
        return True
    if record.get("digest") != digest:
        record["digest"] = digest
        return True
    return False


def _new_record(root: Any, feed: str) -> PersistentMapping:
    held = IAnnotations(root)[KEY]
    if RECORDS not in held:
        held[RECORDS] = PersistentMapping()
    held[RECORDS][feed] = PersistentMapping()
    return held[RECORDS][feed]


def _timed(
    entries: Iterable[dict[str, Any]], kept: Iterable[dict[str, Any]], now: int
) -> Iterable[dict[str, Any]]:
    """An entry without a date has that on which it was first seen."""
    seen = {entry["key"]: entry["time"] for entry in kept if not entry["dated"]}
    for entry in entries:
        dated = entry["time"] is not None
        time = entry["time"] if dated else seen.get(entry["key"], now)
        yield {**entry, "time": time, "dated": dated}


def drop_old(root: Any) -> None:
    """Forget the entries of feeds that are not in the settings any more."""
    found = records(root)
    known = {feed.id for feed in feeds_of(root)}
    for feed in [feed for feed in found if feed not in known]:
        del found[feed]
