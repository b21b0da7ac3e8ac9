"""What pages show of the feeds: read from the database alone, whatever the sources do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.content.moments import now
from hcmedu.portal.feeds.settings import Feed
from hcmedu.portal.feeds.settings import feeds_of
from hcmedu.portal.feeds.store import records
from hcmedu.portal.vietnamese import format_date
from itertools import islice
from typing import Any


PAGE = "@@tu-cap-tren"
#: What a link to a foreign page tells browsers and search engines.
REL = "noopener external nofollow"


@dataclass(frozen=True)
class Entry:
    """``url`` may be empty: then there is only the title. ``as_of`` is empty unless it is old."""

    key: str
    title: str
    url: str
    summary: str
    source: str
    kind: str
    time: int
    dated: bool
    as_of: str

    @property
    def moment(self) -> datetime:
        return in_zone(datetime.fromtimestamp(self.time, UTC))

    @property
    def day(self) -> str:
        """``20/11/2026``."""
        return format_date(self.moment.date())


def entries(root: Any, kind: str = "", most: int | None = None) -> list[Entry]:
    """The newest entries of all feeds that are shown, or of those of one kind; each link once."""
    if root is None:
        return []
    found = sorted(_all(root, kind), key=lambda pair: -pair[1]["time"])
    as_of: dict[str, str] = {}
    shown = []
    for feed, stored in islice(_once(found), most):
        if feed.id not in as_of:
            as_of[feed.id] = _as_of(records(root)[feed.id].get("confirmed", 0))
        shown.append(_entry(feed, stored, as_of[feed.id]))
    return shown


def _all(root: Any, kind: str) -> Iterator[tuple[Feed, dict[str, Any]]]:
    kept = records(root)
    for feed in feeds_of(root) if kept else ():
        record = kept.get(feed.id)
        if record is not None and feed.is_shown and kind in ("", feed.kind):
            for stored in record.get("entries", ()):
                yield feed, stored


def _once(found: list[tuple[Feed, dict[str, Any]]]) -> Iterator[tuple[Feed, dict[str, Any]]]:
    seen: set[str] = set()
    for feed, stored in found:
        mark = stored["link"] or stored["key"]
        if mark not in seen:
            seen.add(mark)
            yield feed, stored


def _entry(feed: Feed, stored: dict[str, Any], as_of: str) -> Entry:
    return Entry(
        stored["key"],
        stored["title"],
        stored["link"],
        stored["summary"],
        feed.source,
        feed.kind,
        stored["time"],
        stored["dated"],
        as_of,
    )


def _as_of(confirmed: int) -> str:
    """When the source was last heard of, if that was before yesterday.

    By days, since cached pages are drawn anew at midnight: within a day nothing may change by the
    clock alone.
    """
    moment = in_zone(datetime.fromtimestamp(confirmed, UTC))
    old = moment.date() < now().date() - timedelta(days=1)
    return format_moment(moment) if old else ""


def kinds_shown(root: Any) -> list[str]:
    """Kinds of which there are entries, in the order of ``KINDS``."""
    kept = records(root)
    return list(
        dict.fromkeys(
            feed.kind
            for feed in feeds_of(root)
            if feed.is_shown and kept.get(feed.id, {}).get("entries")
        )
    )
