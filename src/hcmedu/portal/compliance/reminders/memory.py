"""What was told to whom: an annotation of the school root, of plain values.

A job may run twice, so it looks here first. A copy of a school does not take it along.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from datetime import date
from hcmedu.portal.compliance.reminders.choosing import forgettable
from persistent.mapping import PersistentMapping
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "hcmedu.portal.compliance.reminders"
TREES = ("told", "mailed", "digests")


class Memory:
    """``told``: 'user deadline' → day; ``mailed``, ``digests``: user → day, Monday."""

    def __init__(self, stored: PersistentMapping) -> None:
        self.stored = stored

    @property
    def checked(self) -> str:
        """ISO day on which mails were asked for; empty: never."""
        return self.stored.get("checked", "")

    @property
    def since(self) -> str:
        """Monday of the week in which it began: its digest was not missed."""
        return self.stored.get("since", "")

    def check(self, today: date, week: date) -> None:
        if not self.since:
            self.stored["since"] = week.isoformat()
        self.stored["checked"] = today.isoformat()

    def told(self, user: str) -> set[str]:
        """Ids of the deadlines of which a person was told."""
        prefix = f"{user}\n"
        keys = self.stored["told"].keys(prefix, prefix + "\uffff")
        return {key.partition("\n")[2] for key in keys}

    def is_mailed(self, user: str, today: date) -> bool:
        return self.stored["mailed"].get(user) == today.isoformat()

    def wants_digest(self, user: str, week: date) -> bool:
        known = self.stored["digests"].get(user) or self.since
        return bool(known) and known < week.isoformat()

    def remember(self, user: str, today: date, ids: Iterable[str], week: date | None) -> None:
        """A mail was sent; what is over for long is forgotten."""
        self.stored["mailed"][user] = today.isoformat()
        if week is not None:
            self.stored["digests"][user] = week.isoformat()
        tree = self.stored["told"]
        for old in forgettable(self.told(user), today):
            tree.pop(f"{user}\n{old}", None)
        for each in ids:
            tree[f"{user}\n{each}"] = today.isoformat()


def open_memory(root: Any) -> Memory:
    """It is made where there is none."""
    annotations = IAnnotations(root)
    known = annotations.get(KEY)
    if known is None or known["owner"] != IUUID(root):
        made = PersistentMapping({name: OOBTree() for name in TREES})
        made["owner"] = IUUID(root)
        known = annotations[KEY] = made
    return Memory(known)
