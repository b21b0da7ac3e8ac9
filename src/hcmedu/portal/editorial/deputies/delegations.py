"""Delegations of one school root: list them, add one, end one before its time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from hcmedu.portal.editorial.deputies.plugin import DeputiesPlugin
from hcmedu.portal.editorial.deputies.plugin import PLUGIN_ID
from hcmedu.portal.editorial.deputies.plugin import Row
from hcmedu.portal.editorial.groups import group_ids
from plone import api
from typing import Any


HEADS = "truong-ban"


@dataclass(frozen=True)
class Delegation:
    """``deputy`` and ``head`` are user ids; ``begin`` and ``end`` aware moments, end excluded."""

    deputy: str
    head: str
    begin: datetime
    end: datetime

    def runs(self, now: datetime) -> bool:
        return self.begin <= now < self.end


def delegations(root: Any) -> list[Delegation]:
    """All of this school root, also past and coming ones; the latest begin first."""
    found = [from_row(row) for row in _rows(root)]
    return sorted(found, key=lambda each: each.begin, reverse=True)


def acting_for(root: Any, user_id: str | None, now: datetime | None = None) -> Delegation | None:
    """The running delegation by which this person approves; None for heads and everybody else."""
    if user_id is None or root is None:
        return None
    moment = now or datetime.now(UTC)
    running = (d for d in delegations(root) if d.deputy == user_id and d.runs(moment))
    found = next(running, None)  # rarely anything: who is appointed is asked of the groups then
    return None if found is None or is_head(root, user_id) else found


def is_head(root: Any, user_id: str | None) -> bool:
    """Member of the board head's group by appointment, not as a deputy."""
    group_id = group_ids(root).get(HEADS)
    return group_id is not None and user_id in members(group_id)


def members(group_id: str) -> tuple[str, ...]:
    """Ids of the appointed members of a group; deputies are none."""
    return tuple(api.portal.get_tool("portal_groups").getGroupMembers(group_id))


def delegate(root: Any, delegation: Delegation) -> None:
    """Trusted code: who may do this is asked by the page."""
    _plugin().add_row(to_row(root, delegation))


def end_delegation(root: Any, delegation: Delegation, now: datetime) -> Delegation:
    """End it at this moment; one that has not begun yet never runs. Returns what is left of it."""
    end = max(delegation.begin, min(delegation.end, now))
    shorter = Delegation(delegation.deputy, delegation.head, delegation.begin, end)
    _plugin().replace_row(to_row(root, delegation), to_row(root, shorter))
    return shorter


def school_removed(root: Any, event: Any) -> None:
    """Its group goes with it; a later school of that id must not inherit its deputies."""
    plugin, group_id = _plugin(), group_ids(root).get(HEADS)
    if plugin is not None and group_id is not None:
        plugin.drop_group(group_id)


def to_row(root: Any, delegation: Delegation) -> Row:
    return {
        "group": group_ids(root)[HEADS],
        "deputy": delegation.deputy,
        "head": delegation.head,
        "begin": delegation.begin.astimezone(UTC).isoformat(),
        "end": delegation.end.astimezone(UTC).isoformat(),
    }


def from_row(row: Row) -> Delegation:
    begin, end = datetime.fromisoformat(row["begin"]), datetime.fromisoformat(row["end"])
    return Delegation(row["deputy"], row["head"], begin, end)


def _rows(root: Any) -> Iterator[Row]:
    plugin, group_id = _plugin(), group_ids(root).get(HEADS)
    return plugin.rows_of_group(group_id) if plugin is not None and group_id else iter(())


def _plugin() -> DeputiesPlugin | None:
    return api.portal.get_tool("acl_users")._getOb(PLUGIN_ID, None)
