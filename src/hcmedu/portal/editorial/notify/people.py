"""Who gets a mail, and where: people who are still there, have an address and may see the item."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import parseaddr
from hcmedu.portal.editorial.deputies import delegations
from hcmedu.portal.editorial.groups import group_ids
from plone import api
from typing import Any


HEADS = "truong-ban"
SUBMIT = "submit"


@dataclass(frozen=True)
class Person:
    user_id: str
    name: str
    email: str
    user: Any

    def may_see(self, item: Any) -> bool:
        return bool(self.user.has_permission("View", item))


def person(user_id: str) -> Person | None:
    """None for people who were removed, or have no address that mail can be sent to."""
    user = api.user.get(userid=user_id) if user_id else None
    email = mail_address(user.getProperty("email", "")) if user is not None else ""
    if not email:
        return None
    return Person(user_id, one_line(user.getProperty("fullname", "")) or user_id, email, user)


def mail_address(text: str | None) -> str:
    """The bare address in a user's property; empty when it is none.

    An address beyond ASCII is no address: not every mail server takes it.
    """
    _name, found = parseaddr((text or "").strip())
    try:
        fits = found.isascii() and Address(addr_spec=found).domain
    except (ValueError, IndexError, MessageError):  # all of these the parser raises
        return ""
    return found if fits else ""


def one_line(text: str) -> str:
    """A text without line breaks and other control characters, for headers and lists."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def heads(root: Any, now: datetime) -> list[str]:
    """Ids of the members of the board head's group, of groups in it, and of running deputies."""
    group_id = group_ids(root).get(HEADS)
    appointed = users([group_id]) if group_id else set()
    return sorted(appointed | {each.deputy for each in delegations(root) if each.runs(now)})


def users(principals: Iterable[str]) -> set[str]:
    """Ids of the users among these users and groups, and in the groups."""
    groups, found = api.portal.get_tool("portal_groups"), set()
    waiting, seen = list(principals), set()
    while waiting:
        each = waiting.pop()
        if groups.getGroupById(each) is None:
            found.add(each)
        elif each not in seen:
            seen.add(each)
            waiting.extend(groups.getGroupMembers(each))
    return found


def actor_name(user_id: str) -> str:
    """Full name of who did it; empty for the clock, the id of somebody who was removed."""
    user = api.user.get(userid=user_id) if user_id else None
    return one_line(user.getProperty("fullname", "")) or user_id if user is not None else user_id


def authors(item: Any, workflow_id: str) -> Iterator[str]:
    """Who submitted it last, and who owns it."""
    history = item.workflow_history.get(workflow_id, ())
    submitted = [status["actor"] for status in history if status["action"] == SUBMIT]
    yield from submitted[-1:]
    yield from (user for user, roles in item.get_local_roles() if "Owner" in roles)
