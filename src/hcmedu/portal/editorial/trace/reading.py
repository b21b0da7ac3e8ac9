"""Read the log: newest first, filtered, and no more of it than is taken."""

from collections.abc import Callable
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from hcmedu.portal.editorial.trace import store
from hcmedu.portal.editorial.trace.entry import ACTION
from hcmedu.portal.editorial.trace.entry import ACTOR
from hcmedu.portal.editorial.trace.entry import ACTOR_NAME
from hcmedu.portal.editorial.trace.entry import COMMENT
from hcmedu.portal.editorial.trace.entry import Entry
from hcmedu.portal.editorial.trace.entry import entry
from hcmedu.portal.editorial.trace.entry import SECTION
from hcmedu.portal.editorial.trace.entry import TITLE
from hcmedu.portal.editorial.trace.log import log_of
from hcmedu.portal.vietnamese import fold
from typing import Any


Test = Callable[[store.Row], bool]

#: The same titles and reasons come again and again.
folded = lru_cache(maxsize=8192)(fold)


def entries(
    root: Any,
    *,
    uid: str | None = None,
    action: str | None = None,
    actor: str | None = None,
    who: str | None = None,
    section: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    text: str | None = None,
) -> Iterator[Entry]:
    """Entries of a school root, newest first; every condition given must hold.

    ``uid``: of an item, its working copies and attachments included; ``actor``: user id;
    ``who``: user id or part of a full name; ``section``: code, sub-sections included; ``since`` and
    ``until``: aware datetimes, the first included, the second not; ``text``: part of the title or
    the comment. ``who`` and ``text`` need no diacritics. The caller has checked the rights.
    """
    log = log_of(root)
    if log is None:
        return
    low = store.FIRST if since is None else store.first_key(since)
    high = store.LAST if until is None else store.first_key(until) - 1
    tests = list(_tests(action, actor, who, section, text))
    found = store.keys(log, low, high) if uid is None else store.keys_of(log, uid, low, high)
    for key in found:
        row = store.get(log, key)
        if all(test(row) for test in tests):
            yield entry(key, row)


def _tests(
    action: str | None,
    actor: str | None,
    who: str | None,
    section: str | None,
    text: str | None,
) -> Iterator[Test]:
    if action:
        yield lambda row: row[ACTION] == action
    if actor:
        yield lambda row: row[ACTOR] == actor
    if section:
        below = f"{section}."
        yield lambda row: row[SECTION] == section or row[SECTION].startswith(below)
    if who and (name := _words(who)):
        yield lambda row: row[ACTOR].lower() == name or name in folded(row[ACTOR_NAME])
    if text and (words := _words(text)):
        yield lambda row: words in folded(row[TITLE]) or words in folded(row[COMMENT])


def _words(text: str) -> str:
    return " ".join(fold(text).split())
