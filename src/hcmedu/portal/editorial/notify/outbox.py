"""The outbox of a school root: what happened and was not told yet, and the letters that tell it.

It lies in the database, so that a notice is stored together with its transition or not at all; the
worker empties it. Requests only ever add a notice, each thread to a tree of its own: two people who
submit at the same time don't get in each other's way. All else is the worker's.
"""

from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree
from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import datetime
from itertools import count
from persistent.mapping import PersistentMapping
from plone.uuid.interfaces import IUUID
from secrets import randbelow
from secrets import randbits
from threading import local
from typing import Any
from uuid import uuid4
from zope.annotation.interfaces import IAnnotations


OUTBOX_KEY = "hcmedu.portal.outbox"
#: Trees for notices; more threads than that, of all processes, share some.
TREES = 16
_seats = count(randbelow(TREES))
_seat = local()


@dataclass(frozen=True)
class Notice:
    """A transition that somebody has to hear of.

    ``url``: the address of the school root as the actor saw it; ``people``: the ids of authors.
    """

    transition: str
    uid: str
    title: str
    actor: str
    time: datetime
    url: str = ""
    reason: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Topic:
    """One item in a letter; ``role`` tells why it is listed, ``time`` since when."""

    uid: str
    title: str
    role: str
    actor: str
    time: datetime
    reason: str = ""


@dataclass(frozen=True)
class Letter:
    """A mail to be made when it is due: one kind, one recipient (a user id)."""

    kind: str
    recipient: str
    first: datetime
    topics: tuple[Topic, ...]
    key: str = field(default_factory=lambda: uuid4().hex)
    attempts: int = 0
    next_try: datetime | None = None
    claimed: datetime | None = None
    error: str = ""


def to_row(record: Notice | Letter) -> dict[str, Any]:
    """Plain values: what is stored must be readable without this package."""
    return asdict(record)


def notice(row: Mapping[str, Any]) -> Notice:
    return Notice(**{**row, "people": tuple(row["people"])})


def letter(row: Mapping[str, Any]) -> Letter:
    return Letter(**{**row, "topics": tuple(Topic(**topic) for topic in row["topics"])})


class Outbox:
    """The stored mapping of one school root, read and written as notices and letters."""

    def __init__(self, stored: PersistentMapping) -> None:
        self.stored = stored

    # Notices

    def add(self, told: Notice) -> None:
        self.stored["notices"][my_tree()].insert(randbits(62), to_row(told))

    def take_notices(self) -> list[Notice]:
        """Remove and return all of them, the oldest first."""
        found = []
        for tree in self.stored["notices"]:
            for key in list(tree):
                found.append(notice(tree.pop(key)))
        return sorted(found, key=lambda each: each.time)

    def count_notices(self) -> int:
        return sum(len(tree) for tree in self.stored["notices"])

    # Letters

    def count_letters(self) -> int:
        return len(self.stored["letters"])

    def letters(self) -> list[Letter]:
        """Those to be sent, the oldest first."""
        rows = self.stored["letters"].values()
        return sorted((letter(row) for row in rows), key=lambda each: each.first)

    def find(self, key: str) -> Letter | None:
        row = self.stored["letters"].get(key)
        return None if row is None else letter(row)

    def put(self, each: Letter) -> None:
        self.stored["letters"][each.key] = to_row(each)

    def drop(self, each: Letter) -> None:
        self.stored["letters"].pop(each.key, None)

    # Letters that were given up

    def count_failed(self) -> int:
        return len(self.stored["failed"])

    def failed(self) -> list[Letter]:
        rows = self.stored["failed"].values()
        return sorted((letter(row) for row in rows), key=lambda each: each.first, reverse=True)

    def give_up(self, each: Letter) -> None:
        self.drop(each)
        self.stored["failed"][each.key] = to_row(each)

    def discard(self, key: str) -> bool:
        return self.stored["failed"].pop(key, None) is not None

    def try_again(self, key: str, now: datetime) -> bool:
        """Send a failed letter anew, with all its time; False when there is none of that key."""
        row = self.stored["failed"].pop(key, None)
        if row is not None:
            fresh = {"attempts": 0, "next_try": None, "claimed": None, "error": ""}
            self.put(replace(letter(row), first=now, **fresh))
        return row is not None

    # What the worker remembers

    def last_sent(self, recipient: str) -> datetime | None:
        return self.stored["sent"].get(recipient)

    def remember_sent(self, recipient: str, now: datetime) -> None:
        self.stored["sent"][recipient] = now

    def get(self, name: str) -> Any:
        """``url``, ``reminded``, ``rests_until``, ``failures``, ``error``; None when not set."""
        return self.stored.get(name)

    def remember(self, **values: Any) -> None:
        """Writes only what differs, so that a tick without news leaves the database alone."""
        for name, value in values.items():
            if self.stored.get(name) != value:
                self.stored[name] = value


def my_tree() -> int:
    """The tree of this thread; the first one of a process is drawn, the next ones follow it."""
    if not hasattr(_seat, "tree"):
        _seat.tree = next(_seats) % TREES
    return _seat.tree


def find_outbox(root: Any) -> Outbox | None:
    """The outbox of a school root; the one that a copy of a school brought along is not its own."""
    stored = IAnnotations(root).get(OUTBOX_KEY)
    return None if stored is None or stored["owner"] != IUUID(root) else Outbox(stored)


def open_outbox(root: Any) -> Outbox:
    """The outbox of a school root; it is made where there is none."""
    found = find_outbox(root)
    if found is not None:
        return found
    stored = IAnnotations(root)[OUTBOX_KEY] = new_outbox(IUUID(root))
    return Outbox(stored)


def new_outbox(owner: str) -> PersistentMapping:
    """Empty; ``owner`` is the UID of the school root."""
    stored = PersistentMapping({name: OOBTree() for name in ("letters", "failed", "sent")})
    stored["owner"] = owner
    stored["notices"] = tuple(LOBTree() for _number in range(TREES))
    return stored


def remove_outbox(root: Any) -> None:
    IAnnotations(root).pop(OUTBOX_KEY, None)
