"""Make the mail of a letter; what is no longer true when it is made is left out."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from hcmedu.portal import _
from hcmedu.portal.editorial.notify.links import find_item
from hcmedu.portal.editorial.notify.links import Links
from hcmedu.portal.editorial.notify.message import build
from hcmedu.portal.editorial.notify.outbox import Letter
from hcmedu.portal.editorial.notify.outbox import Topic
from hcmedu.portal.editorial.notify.people import actor_name
from hcmedu.portal.editorial.notify.people import one_line
from hcmedu.portal.editorial.notify.people import Person
from hcmedu.portal.editorial.notify.people import person
from hcmedu.portal.editorial.notify.texts import fill
from hcmedu.portal.editorial.notify.texts import format_time
from hcmedu.portal.editorial.notify.texts import say
from hcmedu.portal.editorial.notify.texts import school_name
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.editorial.timing import scheduled
from plone import api
from typing import Any


#: Longer lists end with how many more there are.
LONGEST_LIST = 50


@dataclass(frozen=True)
class Role:
    """Why an item stands in a list: in which states that is true, how it is told, under what."""

    states: frozenset[str]
    line: str
    for_review: bool = False
    heading: str = ""


#: Kinds of letters with a list; all others are about one item.
LISTS = frozenset({"submitted", "overdue", "reminder"})
#: In the order in which a letter lists them; ``reminders`` writes the last three.
ROLES = {
    "submitted": Role(frozenset({"pending"}), _("Submitted by ${actor}, ${date}"), True),
    "overdue": Role(
        frozenset({"pending"}), _("Waiting since ${date}, submitted by ${actor}"), True
    ),
    "returned": Role(
        frozenset({"draft"}), _("Returned by ${actor}, ${date}"), heading=_("Returned to you:")
    ),
    "expiring": Role(
        frozenset({"approved", "published"}), _("Expires: ${date}"), heading=_("Expires soon:")
    ),
}


def write_mail(letter: Letter, links: Links, now: datetime) -> Message | None:
    """The mail, or None when there is nobody to send it to, or nothing to tell any more."""
    to = person(letter.recipient)
    if to is None:
        return None
    values = (list_values if letter.kind in LISTS else item_values)(letter, to, links)
    if values is None:
        return None
    common = {
        "school": school_name(links.root),
        "name": to.name,
        "url": links.desk,
        "date": format_time(now),
        "days": settings(links.root).overdue_days,
    }
    subject, body = (
        fill(links.root, part, letter.kind, {**common, **values}) for part in ("subject", "body")
    )
    return build(to, subject, body, letter.key, now)


# What happened to one item ------------------------------------------------------------------------


def item_values(letter: Letter, to: Person, links: Links) -> dict[str, Any] | None:
    topic = letter.topics[0]
    item = find_item(links.root, topic.uid)
    if item is not None and not to.may_see(item):
        return None
    return {
        "title": one_line(topic.title),
        "actor": actor_name(topic.actor) or say(_("the portal, by its schedule")),
        "reason": topic.reason.strip(),
        "date": format_time(topic.time),
        "schedule": schedule(item),
        "url": links.desk if item is None else links.item(item),
    }


def schedule(item: Any | None) -> str:
    """A sentence on when an approved item publishes by itself; empty when it does not."""
    moment = scheduled(item) if item is not None else None
    return say(_("It publishes by itself: ${date}"), date=format_time(moment)) if moment else ""


# Lists --------------------------------------------------------------------------------------------


def list_values(letter: Letter, to: Person, links: Links) -> dict[str, Any] | None:
    entries = [(topic, find_item(links.root, topic.uid)) for topic in letter.topics]
    valid = [(topic, item) for topic, item in entries if is_true(topic, item, to)]
    if not valid:
        return None
    return {"items": "\n\n".join(paragraphs(valid, links)), "count": len(valid)}


def is_true(topic: Topic, item: Any | None, to: Person) -> bool:
    if item is None or not to.may_see(item):
        return False
    return api.content.get_state(item, default=None) in ROLES[topic.role].states


def paragraphs(valid: Sequence[tuple[Topic, Any]], links: Links) -> Iterator[str]:
    for name, role in ROLES.items():
        entries = [entry(topic, item, role, links) for topic, item in valid if topic.role == name]
        if entries and role.heading:
            yield say(role.heading)
        yield from entries[:LONGEST_LIST]
        if len(entries) > LONGEST_LIST:
            yield say(_("… and ${count} more"), count=str(len(entries) - LONGEST_LIST))


def entry(topic: Topic, item: Any, role: Role, links: Links) -> str:
    line = say(role.line, actor=actor_name(topic.actor), date=format_time(topic.time))
    url = links.review(item) if role.for_review else links.item(item)
    return f"- {one_line(item.Title())}\n  {line}\n  {url}"
