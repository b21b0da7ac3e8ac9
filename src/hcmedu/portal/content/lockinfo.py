"""What REST tells of a lock: who has an item open is for those who have an account."""

from plone import api
from typing import Any


#: What of a lock is no secret.
TOLD = ("locked", "stealable")


def discreet(lock: dict[str, Any]) -> dict[str, Any]:
    """``lock`` as the current user may know it: visitors learn no names of accounts."""
    if not api.user.is_anonymous():
        return lock
    return {name: lock[name] for name in TOLD if name in lock}
