"""When a feed was tried, and how that went: small files beside the queue.

A commit for each try would have every cached page drawn again. A file that is lost costs one more
full fetch, and nothing else.
"""

from contextlib import suppress
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import fields
from dataclasses import replace
from hcmedu.portal.feeds.settings import feeds_of
from hcmedu.portal.worker.settings import directory
from pathlib import Path
from plone.uuid.interfaces import IUUID
from typing import Any

import json
import logging
import os
import tempfile


FOLDER = "feeds"
#: Seconds between two tries of a feed that works, and at most between those of one that fails.
EVERY, LONGEST_PAUSE = 1800, 6 * 3600
#: Seconds of failing after which the administrator gets a mail.
TOLD_AFTER = 24 * 3600
logger = logging.getLogger("hcmedu.portal.feeds")


@dataclass(frozen=True)
class State:
    """All moments are seconds since 1970, 0 for never. ``since``: the first of the tries that have
    failed without a success in between; ``told``: the mail about them was sent."""

    tried: int = 0
    succeeded: int = 0
    count: int = 0
    failures: int = 0
    since: int = 0
    told: bool = False
    reason: str = ""
    detail: str = ""
    etag: str = ""
    modified: str = ""
    digest: str = ""

    def is_due(self, now: int) -> bool:
        pause = min(EVERY * 2 ** min(max(self.failures - 1, 0), 20), LONGEST_PAUSE)
        # A clock that was put back must not stop it.
        return not 0 <= now - self.tried < pause

    def is_to_be_told(self, now: int) -> bool:
        return bool(self.failures) and not self.told and now - self.since >= TOLD_AFTER

    def failed(self, reason: str, detail: str, now: int) -> "State":
        since = self.since if self.failures else now
        return replace(
            self, tried=now, failures=self.failures + 1, since=since, reason=reason, detail=detail
        )

    def worked(self, count: int, etag: str, modified: str, digest: str, now: int) -> "State":
        return State(now, now, count, etag=etag, modified=modified, digest=digest)


def _path(root: Any, feed: str) -> Path:
    name = "".join(filter(str.isalnum, f"{IUUID(root)}{feed}"))
    return directory() / FOLDER / f"{name}.json"


def read_state(root: Any, feed: str) -> State:
    """A new one where there is none that can be read."""
    known = {each.name: type(each.default) for each in fields(State)}
    try:
        found = json.loads(_path(root, feed).read_text(encoding="utf-8"))
        kept = {name: value for name, value in found.items() if type(value) is known.get(name)}
    except (OSError, ValueError, AttributeError):
        return State()
    return State(**kept)


def write_state(root: Any, feed: str, state: State) -> None:
    """In one step; a full disk is told in the log, and the feed is tried again sooner."""
    path = _path(root, feed)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, suffix=".new", delete=False
        ) as new:
            json.dump(asdict(state), new)
        os.replace(new.name, path)
    except OSError:
        logger.exception("The state of a feed can't be kept.")


def forget_state(root: Any, feed: str) -> None:
    with suppress(OSError):
        _path(root, feed).unlink()


def failing(root: Any) -> list[tuple[Any, State]]:
    """The feeds of a school root that are fetched and failed at the last try."""
    found = [(feed, read_state(root, feed.id)) for feed in feeds_of(root) if feed.is_fetched]
    return [(feed, state) for feed, state in found if state.failures]
