"""What the history of an item says about its state: since when, by whom, why."""

from Acquisition import aq_base
from collections.abc import Mapping
from hcmedu.portal.editorial.authorship import authorship
from hcmedu.portal.editorial.chains import APPROVAL_WORKFLOWS
from hcmedu.portal.editorial.comments import COMMENT_REQUIRED
from plone.app.iterate.interfaces import IWorkingCopy
from typing import Any


def last_status(item: Any) -> Mapping[str, Any] | None:
    """The newest entry of the item's own history; None for what nobody approves by itself.

    Read without the workflow tool: the catalog asks it of each object that it takes in.
    """
    history = getattr(aq_base(item), "workflow_history", None) or {}
    newest = [history[name][-1] for name in APPROVAL_WORKFLOWS if history.get(name)]
    return max(newest, key=seconds, default=None)


def seconds(status: Mapping[str, Any]) -> float:
    """When an entry of the history was made, since 1970; 0 where it does not tell."""
    return float(status.get("time") or 0)


def owners_of(item: Any) -> list[str]:
    """Ids of the people whose item it is: who made it, or checked it out as a working copy."""
    return [user for user, roles in item.get_local_roles() if "Owner" in roles]


def summary_of(item: Any, status: Mapping[str, Any]) -> dict[str, Any]:
    """The column ``editorial``: what a row of the desk tells without waking the item.

    ``action`` is the last transition, ``actor`` who did it, ``time`` when (seconds since 1970),
    ``reason`` the comment of a return or withdrawal, ``author`` the id of the item's owner,
    ``revision`` the one that a decision on several items is about.
    """
    owners = owners_of(item)
    action = status.get("action") or ""
    return {
        "action": action,
        "actor": status.get("actor") or "",
        "time": seconds(status),
        "reason": status.get("comments") or "" if action in COMMENT_REQUIRED else "",
        "author": owners[0] if owners else item.Creator(),
        "copy": IWorkingCopy.providedBy(item),
        "revision": authorship(item).revision,
    }
