"""One entry of the log, and the plain values that it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from hcmedu.portal.editorial.trace.store import Row
from hcmedu.portal.editorial.trace.store import time_of
from types import MappingProxyType
from typing import Any

import re


#: Characters kept of a text, so that nobody swells the log by what he sends.
MAX_TITLE, MAX_COMMENT, MAX_VALUES = 500, 5000, 200
#: Characters that XML can't hold: one of them in a reason would spoil each page that shows it.
UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Details whose values are UIDs of items that the entry tells of, too.
LINKS = ("attachment_uid", "baseline", "working_copy")


@dataclass(frozen=True)
class Entry:
    """What happened once. Names and titles are those of that moment.

    ``actor``: user id, empty for the system and for visitors; ``section``: code of the nearest
    section or empty; ``details``: JSON values, see ``docs/workflow.md``; ``key``: unique in its
    log, the later the greater.
    """

    time: datetime
    actor: str
    actor_name: str
    action: str
    uid: str
    title: str
    path: str
    portal_type: str
    section: str
    comment: str
    details: Mapping[str, Any]
    key: int


#: Places of a row's values that filters look at without making an ``Entry``.
ACTOR, ACTOR_NAME, ACTION, TITLE, PATH, SECTION, COMMENT = 0, 1, 2, 4, 5, 7, 8
DETAILS = 9


def entry(key: int, row: Row) -> Entry:
    return Entry(time_of(key), *row[:DETAILS], MappingProxyType(row[DETAILS] or {}), key)


def linked_uids(uid: str, details: Mapping[str, Any]) -> set[str]:
    """UIDs under which an entry is found: its item's and those in its details."""
    found = {uid, *(details.get(name) for name in LINKS)}
    return {each for each in found if isinstance(each, str) and each}


def plain(value: Any) -> Any:
    """A JSON value; dates become ISO texts, texts lose their type (messages) and what is too much.

    Raises ``TypeError`` for objects: an entry must outlive them.
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return clip(str(value), MAX_COMMENT)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in list(value.items())[:MAX_VALUES]}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in list(value)[:MAX_VALUES]]
    raise TypeError(f"No plain value: {value!r}")


def clip(text: str, length: int) -> str:
    """No longer than that, and only what every page and file can hold."""
    fit = UNFIT.sub("", text[: length + 1])
    return fit if len(fit) <= length else f"{fit[: length - 1]}…"
