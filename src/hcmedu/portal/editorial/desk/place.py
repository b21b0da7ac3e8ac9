"""The place of an item in the queue: what comes before and after it, how much waits."""

from dataclasses import dataclass
from hcmedu.portal.editorial.desk.access import Colleague
from hcmedu.portal.editorial.desk.lists import APPROVED
from hcmedu.portal.editorial.desk.lists import DeskList
from hcmedu.portal.editorial.desk.lists import PENDING
from hcmedu.portal.editorial.desk.records import NOTHING
from hcmedu.portal.editorial.desk.records import Records
from plone import api
from typing import Any


QUEUES = {"pending": PENDING, "approved": APPROVED}


@dataclass(frozen=True)
class Place:
    """``position`` counts from 1, 0 where the item is in no queue; addresses may be empty."""

    queue: DeskList | None = None
    position: int = 0
    total: int = 0
    previous: str = ""
    next: str = ""


def place_of(item: Any, root: Any, person: Colleague, section: str = "") -> Place:
    """Where the item stands in the queue of its state, narrowed to a section."""
    state = api.content.get_state(item, default=None)
    queue = QUEUES.get(state) if person.approves else None
    if queue is None:
        return Place()
    found = in_queue(queue, root, person, section)
    number = api.portal.get_tool("portal_catalog").getrid("/".join(item.getPhysicalPath()))
    if number not in found.numbers:
        return Place(queue, 0, len(found))
    at = found.numbers.index(number)
    return Place(queue, at + 1, len(found), address(found, at - 1), address(found, at + 1))


def in_queue(queue: DeskList, root: Any, person: Colleague, section: str) -> Records:
    narrowed = {"in_sections": section} if section else {}
    return queue.find(root, person, **narrowed) if person.approves else NOTHING


def address(found: Records, at: int) -> str:
    """Page of the decision on the item at a place of the queue; empty outside of it."""
    if not 0 <= at < len(found):
        return ""
    return f"{found.rows(at, 1)[0].getURL()}/@@hcmedu-review"
