"""ETag component ``hcmedu.state``: another value as soon as anything may look different.

Three things decide what a visitor sees: what is stored (the transaction that this request reads,
so that any commit counts: content, settings, portlets, users), the clock (publication and expiry
by the minute, the day for this week's schedule), and the code.
"""

from collections.abc import Iterator
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from functools import cache
from hashlib import blake2b
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.listing.snapshots import snapshot
from pathlib import Path
from plone import api
from plone.app.caching.interfaces import IETagValue
from plone.event.utils import dt2int
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


#: Kinds of indexes whose keys are minutes.
CLOCKS = frozenset({"DateIndex", "DateRecurringIndex"})
MINUTE = timedelta(minutes=1)
PACKAGE = Path(__file__).parents[1]


@implementer(IETagValue)
@adapter(Interface, Interface)
class State:
    """The component. What is published counts too: one address may answer in HTML or JSON."""

    def __init__(self, published: Any, request: Any) -> None:
        self.published = published

    def __call__(self) -> str:
        site = api.portal.get()
        known = (
            snapshot(site._p_jar),
            *clock(site.portal_catalog._catalog, datetime.now(UTC)),
            code(),
            f"{type(self.published).__module__}.{type(self.published).__name__}",
        )
        return blake2b(repr(known).encode(), digest_size=10).hexdigest()


def clock(catalog: Any, now: datetime) -> Iterator[Any]:
    """What the date indexes say has begun or ended by now, and the day here and in the site's zone.

    An index knows minutes: lists of the add-on ask for the minute that comes, stock ones show what
    expires until its minute is over. The minute that runs is told by the exact times.
    """
    minutes = [dt2int(now + shift * MINUTE) for shift in (-1, 0, 1)]
    for name in sorted(catalog.indexes):
        index = catalog.indexes[name]
        if index.meta_type in CLOCKS:
            yield from (newest(index, minute) for minute in minutes)
            yield passed(catalog, name, minutes[1], now)
    yield date.today()
    yield in_zone(now).date()


def newest(index: Any, minute: int) -> int | None:
    """The last key of a date index up to a minute."""
    try:
        return index._index.maxKey(minute)
    except ValueError:  # nothing before, or nothing at all
        return None


def passed(catalog: Any, name: str, minute: int, now: datetime) -> int:
    """How many of the records of this minute have come by now, to the second."""
    if name not in catalog.schema or not (rids := catalog.indexes[name]._index.get(minute)):
        return 0
    rids = [rids] if isinstance(rids, int) else rids
    stored = (catalog.getMetadataForRID(rid)[name] for rid in rids)
    return sum(moment(value) <= now.timestamp() for value in stored)


def moment(value: Any) -> float:
    """Seconds of a DateTime, or of a datetime; any other value is past."""
    if isinstance(value, datetime):
        return value.timestamp()
    return value.timeTime() if hasattr(value, "timeTime") else 0.0


@cache
def code() -> float:
    """When the add-on's files were last written: another version may draw pages differently."""
    files = (path for path in PACKAGE.rglob("*") if "__pycache__" not in path.parts)
    return max(path.stat().st_mtime for path in files if path.is_file())
