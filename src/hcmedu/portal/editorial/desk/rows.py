"""Rows of the desk, made of catalog brains alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from DateTime import DateTime
from datetime import datetime
from datetime import UTC
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.editorial.reason import full_name
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.school.root import section_brains
from plone import api
from typing import Any
from zope.i18n import translate
from zope.i18nmessageid import MessageFactory


_plone = MessageFactory("plone")
MINUTE, HOUR, DAY = 60, 3600, 86400
#: Titles of the states in the domain of Plone, where the workflows have theirs.
STATE_TITLES = {
    "draft": _plone("Draft"),
    "pending": _plone("Waiting for approval"),
    "approved": _plone("Approved"),
    "published": _plone("Published"),
    "withdrawn": _plone("Withdrawn"),
}
WAITING = frozenset({"pending", "approved"})
#: Plone's 'no date' is 1969, its 'never' 2499.
FIRST_YEAR, LAST_YEAR = 1970, 2400


@dataclass(frozen=True)
class Row:
    """One item of a list: plain texts and messages, never HTML."""

    uid: str
    revision: int
    title: str
    url: str
    review_url: str
    type_title: str
    section: str
    author: str
    state: str
    state_title: str
    description: str
    when: str
    since: str
    overdue: bool
    is_change: bool
    reason: str
    reason_by: str
    scheduled: str
    expires: str


def age(seconds: float) -> str:
    """How long something waits, in the largest unit that fits."""
    for unit, message in (
        (DAY, _("${count} days")),
        (HOUR, _("${count} hours")),
        (MINUTE, _("${count} minutes")),
    ):
        if seconds >= unit:
            return _(message, mapping={"count": int(seconds // unit)})
    return _("just now")


def moment_text(moment: datetime) -> str:
    """``20/11/2026 08:05`` in the zone of the site."""
    return in_zone(moment).strftime("%d/%m/%Y %H:%M")


def date_text(stored: Any) -> str:
    """A date column of the catalog; empty for 'no date' and 'never'."""
    if not isinstance(stored, DateTime) or not FIRST_YEAR < stored.year() < LAST_YEAR:
        return ""
    return moment_text(stored.asdatetime())


def since_text(seconds: float) -> str:
    return moment_text(datetime.fromtimestamp(seconds, UTC))


class Rows:
    """Makes rows for one page; names, titles and sections are looked up once each."""

    def __init__(self, root: Any, request: Any, now: datetime | None = None) -> None:
        self.root = root
        self.request = request
        self.now = (now or datetime.now(UTC)).timestamp()
        self.names: dict[str, str] = {}

    def make(self, brain: Any) -> Row:
        told: Mapping[str, Any] = brain.editorial or {}
        since = told.get("time") or self.now
        waiting = brain.review_state in WAITING
        url = brain.getURL()
        return Row(
            uid=brain.UID,
            revision=told.get("revision", 0),
            title=brain.Title or brain.getId,
            description=brain.Description or "",
            url=f"{url}/view",
            review_url=f"{url}/@@hcmedu-review",
            type_title=self.type_titles.get(brain.portal_type, brain.portal_type),
            section=self.section_of(brain.getPath()),
            author=self.name(told.get("author") or brain.Creator),
            state=brain.review_state,
            state_title=STATE_TITLES.get(brain.review_state, brain.review_state),
            when=self.when(brain, told.get("action"), since),
            since=since_text(since),
            overdue=waiting
            and not self.is_planned(brain)
            and self.now - since > self.overdue_after,
            is_change=bool(told.get("copy")),
            reason=told.get("reason") or "",
            reason_by=self.name(told.get("actor")),
            scheduled=self.scheduled(brain),
            expires=date_text(brain.expires),
        )

    def when(self, brain: Any, action: str | None, since: float) -> str:
        """What the state's column says about time: how long it waits, or what was done when."""
        if self.is_planned(brain):
            return self.scheduled(brain)
        if brain.review_state in WAITING:
            return _("waiting for ${age}", mapping={"age": self.translated(age(self.now - since))})
        if brain.review_state == "published":
            return date_text(brain.effective)
        if brain.review_state == "draft" and action != "return":
            return _("changed ${time}", mapping={"time": date_text(brain.modified)})
        return since_text(since)

    def translated(self, message: str) -> str:
        return translate(message, context=self.request)

    def scheduled(self, brain: Any) -> str:
        """When an approved item publishes by itself; empty when it does not."""
        if brain.review_state not in WAITING:
            return ""
        if not isinstance(brain.effective, DateTime) or brain.effective.timeTime() <= self.now:
            return ""
        return date_text(brain.effective)

    def is_planned(self, brain: Any) -> bool:
        """Approved, and waiting for its day, not for a person."""
        return brain.review_state == "approved" and bool(self.scheduled(brain))

    def name(self, user_id: str | None) -> str:
        if not user_id:
            return ""
        if user_id not in self.names:
            self.names[user_id] = full_name(user_id)
        return self.names[user_id]

    @cached_property
    def overdue_after(self) -> float:
        return settings(self.root).overdue_days * DAY

    @cached_property
    def type_titles(self) -> dict[str, Any]:
        tool = api.portal.get_tool("portal_types")
        return {fti.getId(): fti.Title() for fti in tool.listTypeInfo()}

    @cached_property
    def section_titles(self) -> dict[str, str]:
        """Title by path of the sections of the school."""
        return {brain.getPath(): brain.Title for brain in section_brains(self.root)}

    def section_of(self, path: str) -> str:
        """Title of the nearest section above a path; empty outside of the tree."""
        while "/" in path:
            path = path.rpartition("/")[0]
            if path in self.section_titles:
                return self.section_titles[path]
        return ""
