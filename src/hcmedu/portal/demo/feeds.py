"""Feeds of the demo school: paused, with a sample of what they would bring.

Nothing is fetched and no success is told; pages say as of when the entries are.
"""

from datetime import date
from datetime import datetime
from hashlib import blake2b
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.demo import loading
from hcmedu.portal.feeds.kinds import PAUSED
from hcmedu.portal.feeds.settings import feed_id
from hcmedu.portal.feeds.settings import feeds_of
from hcmedu.portal.feeds.settings import FeedSettings
from hcmedu.portal.feeds.settings import IFeedRow
from hcmedu.portal.feeds.store import take_in
from typing import Any

import yaml


def load_feeds(today: date) -> dict[str, Any]:
    """``fetched``, and ``feeds`` with their ``entries``."""
    path = loading.HERE / "feeds.yaml"
    return yaml.load(path.read_text(encoding="utf-8"), loading.loader(today))


def fill_feeds(root: Any, today: date) -> int:
    """Set the feeds unless the school has some; how many were set."""
    if feeds_of(root):
        return 0
    data = load_feeds(today)
    rows = [{**row, "mode": PAUSED} for row in data["feeds"]]
    FeedSettings(root).rows = [{name: row[name] for name in IFeedRow.names()} for row in rows]
    fetched = seconds(data["fetched"])
    for row in rows:
        entries = [as_fetched(entry) for entry in row["entries"]]
        take_in(root, feed_id(row["address"]), entries, "", fetched)
    return len(rows)


def as_fetched(entry: dict[str, Any]) -> dict[str, Any]:
    """As ``feeds.entries`` would have read it."""
    key = blake2b(entry["link"].encode(), digest_size=8).hexdigest()
    return {**entry, "key": key, "time": seconds(entry["time"])}


def seconds(moment: datetime) -> int:
    return int(in_zone(moment).timestamp())
