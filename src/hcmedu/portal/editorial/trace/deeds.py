"""What this transaction has written already: one deed of a person is one entry.

Plone tells some deeds by several events: a rename in a form is a move and a change, a check-in is a
change of the original and a removal of the copy. All of it ends with the transaction.
"""

from dataclasses import dataclass
from dataclasses import field
from hcmedu.portal.editorial.trace import store
from hcmedu.portal.editorial.trace.log import log_of
from typing import Any

import transaction


_TOKEN = object()


@dataclass
class Deeds:
    """``written``: entries by UID; ``copies``: by identity, what it is a copy of; ``closed``: UIDs
    of working copies whose end was told; ``under_way``: a check-out or check-in that will be told,
    or was, in one entry."""

    written: dict[str, list[tuple[Any, int]]] = field(default_factory=dict)
    copies: dict[int, tuple[Any, dict[str, str]]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    under_way: bool = False

    def remember(self, root: Any, key: int, uids: set[str]) -> None:
        for uid in uids:
            self.written.setdefault(uid, []).append((root, key))

    def of(self, uid: str) -> list[tuple[Any, int]]:
        """(log, key) of what was written of an item, without what a savepoint took back."""
        found = ((log_of(root), key) for root, key in self.written.get(uid, ()))
        return [(log, key) for log, key in found if log is not None and store.get(log, key)]


def deeds() -> Deeds:
    """Those of the current transaction."""
    current = transaction.get()
    try:
        return current.data(_TOKEN)
    except KeyError:
        current.set_data(_TOKEN, made := Deeds())
        return made
