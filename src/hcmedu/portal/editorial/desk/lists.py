"""The lists of the desk: what stands in each, in which order."""

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from DateTime import DateTime
from hcmedu.portal import _
from hcmedu.portal.editorial.desk.access import Colleague
from hcmedu.portal.editorial.desk.records import find
from hcmedu.portal.editorial.desk.records import Records
from typing import Any


#: Days ahead for which the end of publication is told.
EXPIRES_WITHIN = 30
#: Files and images that go the way of an item are decided with it, not beside it.
NOT_BY_USE = {"by_use": False}


def soon() -> dict[str, Any]:
    now = DateTime()
    return {"query": (now, now + EXPIRES_WITHIN), "range": "min:max"}


@dataclass(frozen=True)
class DeskList:
    """One list: its title, the query, what is said when it is empty.

    ``mine``: only what the person owns. ``dynamic`` is asked for the parts of the query that depend
    on the moment.
    """

    name: str
    title: str
    empty: str
    query: dict[str, Any]
    sort_on: str = "state_since"
    descending: bool = False
    mine: bool = False
    dynamic: Callable[[], dict[str, Any]] = field(default=dict)

    def find(self, root: Any, person: Colleague, **extra: Any) -> Records:
        query = {**self.query, **self.dynamic(), **NOT_BY_USE, **extra}
        if self.mine:
            query["owners"] = person.user_id
        return find(root, self.sort_on, self.descending, **query)


#: For who approves.
PENDING = DeskList(
    "pending",
    _("Waiting for review"),
    _("Nothing waits for review."),
    {"review_state": "pending"},
)
APPROVED = DeskList(
    "approved",
    _("Waiting for publication"),
    _("Nothing waits for publication."),
    {"review_state": "approved"},
)
EXPIRING = DeskList(
    "expiring",
    _("Expiring soon"),
    _("Nothing expires within 30 days."),
    {"review_state": "published"},
    sort_on="expires",
    dynamic=lambda: {"expires": soon()},
)
#: For who writes, in the order in which they ask for attention.
RETURNED = DeskList(
    "returned",
    _("Returned to me"),
    _("Nothing was returned to you."),
    {"review_state": "draft", "last_action": "return"},
    descending=True,
    mine=True,
)
DRAFTS = DeskList(
    "drafts",
    _("My drafts"),
    _("You have no drafts."),
    {"review_state": "draft", "last_action": {"not": "return"}},
    sort_on="modified",
    descending=True,
    mine=True,
)
SUBMITTED = DeskList(
    "submitted",
    _("Submitted by me"),
    _("Nothing of yours waits for review or publication."),
    {"review_state": ["pending", "approved"]},
    mine=True,
)
PUBLISHED = DeskList(
    "published",
    _("Published"),
    _("Nothing of yours is published yet."),
    {"review_state": "published"},
    sort_on="effective",
    descending=True,
    mine=True,
)
WITHDRAWN = DeskList(
    "withdrawn",
    _("Withdrawn"),
    _("Nothing of yours was withdrawn."),
    {"review_state": "withdrawn"},
    descending=True,
    mine=True,
)
MY_EXPIRING = DeskList(
    "my-expiring",
    _("Mine, expiring soon"),
    _("Nothing of yours expires within 30 days."),
    {"review_state": "published"},
    sort_on="expires",
    mine=True,
    dynamic=lambda: {"expires": soon()},
)
BOARD_LISTS = (PENDING, APPROVED, EXPIRING)
OWN_LISTS = (RETURNED, DRAFTS, SUBMITTED, MY_EXPIRING, PUBLISHED, WITHDRAWN)
