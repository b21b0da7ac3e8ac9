"""Monday morning: what waits too long, what its author forgot, what is about to expire."""

from collections import defaultdict
from collections.abc import Iterator
from DateTime import DateTime
from datetime import datetime
from datetime import timedelta
from hcmedu.portal.content.moments import zone_name
from hcmedu.portal.editorial.assignment import editors_of
from hcmedu.portal.editorial.chains import approval_workflow
from hcmedu.portal.editorial.notify.collecting import reminder_due
from hcmedu.portal.editorial.notify.outbox import Letter
from hcmedu.portal.editorial.notify.outbox import Outbox
from hcmedu.portal.editorial.notify.outbox import Topic
from hcmedu.portal.editorial.notify.people import authors
from hcmedu.portal.editorial.notify.people import heads
from hcmedu.portal.editorial.notify.people import person
from hcmedu.portal.editorial.notify.people import SUBMIT
from hcmedu.portal.editorial.notify.people import users
from hcmedu.portal.editorial.notify.sorting import unclaimed
from hcmedu.portal.editorial.resources import users_of
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.school.root import section_of
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zoneinfo import ZoneInfo


OVERDUE, REMINDER = "overdue", "reminder"
#: Content that expires within that time is told to its authors.
AHEAD = timedelta(days=14)


def remind(root: Any, outbox: Outbox, now: datetime) -> None:
    """Write the letters of the week, once; an outbox begins with the week to come."""
    reminded = outbox.get("reminded")
    if reminded is not None and not reminder_due(now.astimezone(ZoneInfo(zone_name())), reminded):
        return
    outbox.remember(reminded=now)
    if reminded is None:
        return
    limit = now - timedelta(days=settings(root).overdue_days)
    waiting = tuple(overdue(root, limit))
    for head in heads(root, now):
        renew(outbox, OVERDUE, head, waiting, now)
    by_author = defaultdict(list)
    for user_id, topic in (*forgotten(root, limit), *expiring(root, now)):
        by_author[user_id].append(topic)
    for author, topics in by_author.items():
        renew(outbox, REMINDER, author, tuple(topics), now)


def renew(
    outbox: Outbox, kind: str, recipient: str, topics: tuple[Topic, ...], now: datetime
) -> None:
    """Last week's letter, if it could not be sent, gives way to this week's."""
    for old in unclaimed(outbox, kind, recipient, now):
        outbox.drop(old)
    if topics:
        outbox.put(Letter(kind, recipient, now, topics))


def overdue(root: Any, limit: datetime) -> Iterator[Topic]:
    """What was submitted before that moment and waits still, the oldest first."""
    found = []
    for item in items(root, review_state="pending"):
        status = last_status(item, SUBMIT)
        if status is not None and moment(status) < limit:
            found.append(topic(item, OVERDUE, status["actor"], moment(status)))
    yield from sorted(found, key=lambda each: each.time)


def forgotten(root: Any, limit: datetime) -> Iterator[tuple[str, Topic]]:
    """Authors with their drafts that were returned before that moment and not touched since."""
    untouched = {"query": DateTime(limit), "range": "max"}
    for item in items(root, review_state="draft", modified=untouched):
        status = last_status(item)
        if status is None or status["action"] != "return" or moment(status) >= limit:
            continue
        if users_of(item):
            continue  # a picture of a text: its author is told of the text
        told = topic(item, "returned", status["actor"], moment(status))
        yield from ((user, told) for user in people_of(item))


def expiring(root: Any, now: datetime) -> Iterator[tuple[str, Topic]]:
    """Authors with their content that visitors see and that expires soon."""
    soon = {"query": (DateTime(now), DateTime(now + AHEAD)), "range": "min:max"}
    for item in items(root, review_state=["approved", "published"], expires=soon):
        told = topic(item, "expiring", "", item.expires().asdatetime())
        yield from ((user, told) for user in people_of(item))


def items(root: Any, **query: Any) -> Iterator[Any]:
    """Content of this school root that has states of its own, whoever may see it."""
    path = "/".join(root.getPhysicalPath())
    for brain in api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        path=path, by_use=False, **query
    ):
        item = brain._unrestrictedGetObject()
        if approval_workflow(item) is not None:
            yield item


def people_of(item: Any) -> set[str]:
    """Its authors; when none of them is there any more, those in charge of its section."""
    found = {user for user in authors(item, approval_workflow(item).id) if person(user)}
    section = section_of(item)
    return found or (users(editors_of(section)) if section is not None else set())


def last_status(item: Any, action: str | None = None) -> Any | None:
    """The last entry of the item's history, or the last one of that action."""
    history = item.workflow_history.get(approval_workflow(item).id, ())
    return next((s for s in reversed(history) if action in (None, s["action"])), None)


def moment(status: Any) -> datetime:
    return status["time"].asdatetime()


def topic(item: Any, role: str, actor: str, time: datetime) -> Topic:
    return Topic(IUUID(item), item.Title(), role, actor, time)
