"""What REST tells of an item: names of accounts are for those who have one."""

from plone import api
from typing import Any


#: What of a lock is no secret.
TOLD = ("locked", "stealable")


def discreet(item: dict[str, Any]) -> dict[str, Any]:
    """``item`` as JSON, as the current user may know it: visitors learn neither by which account it
    was written nor who has it open."""
    if api.user.is_anonymous():
        if "lock" in item:
            item["lock"] = discreet_lock(item["lock"])
        if "creators" in item:
            item["creators"] = []
    return item


def discreet_lock(lock: dict[str, Any]) -> dict[str, Any]:
    if not api.user.is_anonymous():
        return lock
    return {name: lock[name] for name in TOLD if name in lock}
