"""What the worker does: ask for the feeds that are due, fetch each, tell of those that fail.

A job runs at least once: a second time it is one more conditional request. While it fetches, no
transaction is open.
"""

from datetime import datetime
from datetime import UTC
from hashlib import blake2b
from hcmedu.portal import _
from hcmedu.portal.editorial.notify.clock import school_roots
from hcmedu.portal.feeds.bounded import parse_bounded
from hcmedu.portal.feeds.errors import FeedError
from hcmedu.portal.feeds.errors import Reason
from hcmedu.portal.feeds.fetching import fetch
from hcmedu.portal.feeds.fetching import Fetched
from hcmedu.portal.feeds.fetching import Known
from hcmedu.portal.feeds.reporting import report
from hcmedu.portal.feeds.settings import feeds_of
from hcmedu.portal.feeds.settings import FeedSettings
from hcmedu.portal.feeds.settings import find_feed
from hcmedu.portal.feeds.settings import rules_of
from hcmedu.portal.feeds.states import read_state
from hcmedu.portal.feeds.states import State
from hcmedu.portal.feeds.states import write_state
from hcmedu.portal.feeds.store import records
from hcmedu.portal.feeds.store import take_in
from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.worker import defer
from hcmedu.portal.worker import periodic
from hcmedu.portal.worker import task
from plone.uuid.interfaces import IUUID
from typing import Any

import logging
import time
import transaction


FETCH, REPORT = "hcmedu.feeds.fetch", "hcmedu.feeds.report"
logger = logging.getLogger("hcmedu.portal.feeds")


def ask(root: Any, feed: str) -> None:
    """Have one feed fetched as soon as the worker has time."""
    path = "/".join(root.getPhysicalPath())
    defer(FETCH, key=f"{IUUID(root)}:{feed}", path=path, feed=feed)


@periodic("hcmedu.feeds.ask", minutes=5, title=_("See which feeds are due"))
def ask_for_due(site: Any) -> None:
    now = int(time.time())
    for root in school_roots(site):
        states = {feed.id: read_state(root, feed.id) for feed in feeds_of(root) if feed.is_fetched}
        for feed, state in states.items():
            if state.is_due(now):
                ask(root, feed)
        if any(state.is_to_be_told(now) for state in states.values()):
            path = "/".join(root.getPhysicalPath())
            defer(REPORT, key=IUUID(root), path=path)


def _root(site: Any, path: str) -> Any | None:
    found = site.unrestrictedTraverse(path, None)
    return found if ISchoolRoot.providedBy(found) else None


@task(FETCH, title=_("Fetch a feed"), retries=0)
def fetch_feed(site: Any, path: str, feed: str) -> None:
    """Fetch and store; whatever goes wrong is a state of the feed, which is tried again later."""
    root = _root(site, path)
    row = find_feed(root, feed) if root is not None else None
    if row is None or not row.is_fetched:
        return
    state, rules = read_state(root, feed), rules_of(FeedSettings(root))
    known = _known(root, feed, state)
    transaction.abort()
    try:
        fetched = fetch(row.address, rules, known)
        entries = _entries(fetched, state)
        error = None
    except FeedError as found:
        error = found
    except Exception as found:
        logger.exception("The feed %s can't be fetched.", row.address)
        error = FeedError(Reason.UNEXPECTED, type(found).__name__)
    transaction.begin()
    root = _root(site, path)
    if root is None:
        return
    if error is not None:
        _fail(root, feed, row.address, state, error)
    else:
        _succeed(root, feed, fetched, entries, state)


def _known(root: Any, feed: str, state: State) -> Known:
    """What may be asked conditionally: only while the entries of that very text are stored."""
    record = records(root).get(feed)
    if record is None or not state.digest or record.get("digest") != state.digest:
        return Known()
    return Known(state.etag, state.modified)


def _entries(fetched: Fetched, state: State) -> list[dict[str, Any]] | None:
    """None: as before."""
    if fetched.body is None:
        return None
    return parse_bounded(fetched.body, fetched.content_type, fetched.url, datetime.now(UTC))


def _succeed(
    root: Any, feed: str, fetched: Fetched, entries: list[dict[str, Any]] | None, state: State
) -> None:
    body, now = fetched.body, int(time.time())
    digest = state.digest if body is None else blake2b(body, digest_size=16).hexdigest()
    take_in(root, feed, entries, digest, now)
    count = len(records(root).get(feed, {}).get("entries", ()))
    # First what pages show: a state that says more than they have would be believed.
    transaction.commit()
    told = fetched.known
    write_state(root, feed, state.worked(count, told.etag, told.modified, digest, now))


def _fail(root: Any, feed: str, address: str, state: State, error: FeedError) -> None:
    logger.info("No entries from %s: %s", address, error)
    write_state(root, feed, state.failed(str(error.reason), error.detail, int(time.time())))


@task(REPORT, title=_("Tell the administrators of failing feeds"), retries=5, delay=300)
def tell(site: Any, path: str) -> None:
    root = _root(site, path)
    if root is not None:
        report(root, datetime.now(UTC))
