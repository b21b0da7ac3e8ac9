"""Which people of the board mails can reach: at official addresses only (4210/GDĐT-TTTT IV.3)."""

from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.editorial.notify.people import actor_name
from hcmedu.portal.editorial.notify.people import Person
from hcmedu.portal.editorial.notify.people import person
from hcmedu.portal.editorial.notify.people import users
from hcmedu.portal.vietnamese import email_kind
from hcmedu.portal.vietnamese import sort_key
from typing import Any


EDITORS, HEADS, ADMINISTRATORS = "bien-tap-vien", "truong-ban", "quan-tri-vien"
NOT_OFFICIAL = frozenset({"private", "invalid"})


def official(user: str) -> Person | None:
    """None for who is gone, has no address, or a private one."""
    to = person(user)
    return None if to is None or email_kind(to.email) in NOT_OFFICIAL else to


def members(root: Any, name: str) -> set[str]:
    """Ids of the people in a group of the board."""
    group = group_ids(root).get(name)
    return users([group]) if group else set()


def unreachable(root: Any) -> list[str]:
    """Names of the people of the board to whom nothing can be sent."""
    board = {user for name in (EDITORS, HEADS, ADMINISTRATORS) for user in members(root, name)}
    names = [actor_name(user) for user in board if official(user) is None]
    return sorted(names, key=sort_key)
