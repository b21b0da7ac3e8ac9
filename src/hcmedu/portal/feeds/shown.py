"""What pages show of the feeds: read from the database alone, whatever the sources do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import timedelta
from hcmedu.portal.content.moments import format_moment
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
    """``url`` may be empty: then there is only the title. ``as_of`` is empty unless it is old.

    ``day`` is text: ``20/11/2026``.
    """

    key: str
    title: str
    url: str
    summary: str
    source: str
    kind: str
    time: int
    dated: bool
    as_of: str
    day: str


def entries(root: Any, kind: str = "", most: int | None = None) -> list[Entry]:
    """The newest entries of all feeds that are shown, or of those of one kind; each link once."""
    if root is None:
        return []
    kept = records(root)
    if not kept:
        return []
    found = sorted(_all(root, kept, kind), key=lambda pair: -pair[1]["time"])
    # The zone is asked for once: the registry answers slowly for each entry of a page.
    moment = now()
    as_of: dict[str, str] = {}
    shown = []
    for feed, stored in islice(_once(found), most):
        if feed.id not in as_of:
            as_of[feed.id] = _as_of(kept[feed.id].get("confirmed", 0), moment)
        day = format_date(datetime.fromtimestamp(stored["time"], moment.tzinfo))
        shown.append(_entry(feed, stored, as_of[feed.id], day))
    return shown


def _all(root: Any, kept: Any, kind: str) -> Iterator[tuple[Feed, dict[str, Any]]]:
    for feed in feeds_of(root):
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


def _entry(feed: Feed, stored: dict[str, Any], as_of: str, day: str) -> Entry:
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
        day,
    )


def _as_of(confirmed: int, moment: datetime) -> str:
    """When the source was last heard of, if that was before yesterday.

    By days, since cached pages are drawn anew at midnight: within a day nothing may change by the
    clock alone.
    """
    heard = datetime.fromtimestamp(confirmed, moment.tzinfo)
    old = heard.date() < moment.date() - timedelta(days=1)
    return format_moment(heard) if old else ""


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
