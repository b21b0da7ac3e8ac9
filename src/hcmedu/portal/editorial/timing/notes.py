"""Viewlet: what the dates of an item mean, above it."""

from collections.abc import Iterator
from dataclasses import dataclass
from DateTime import DateTime
from hcmedu.portal import _
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.editorial.chains import approval_workflow
from hcmedu.portal.editorial.resources import taken_along
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.editorial.timing.checks import date_problem
from hcmedu.portal.editorial.timing.links import close_links
from hcmedu.portal.editorial.timing.public import closed_since
from hcmedu.portal.editorial.timing.public import expired_since
from hcmedu.portal.editorial.timing.public import may
from hcmedu.portal.editorial.timing.public import VIEW_CLOSED
from hcmedu.portal.editorial.timing.schedule import dates_of
from hcmedu.portal.editorial.timing.schedule import scheduled
from hcmedu.portal.school.root import school_root
from hcmedu.portal.vietnamese import format_date
from plone import api
from plone.app.iterate.interfaces import IWorkingCopy
from plone.app.layout.viewlets.common import ViewletBase
from typing import Any
from zope.i18nmessageid import Message


#: States on the way to the public: dates are plans.
UNDER_WAY = frozenset({"draft", "pending", "approved"})


@dataclass(frozen=True)
class Note:
    """One sentence; ``level`` is Bootstrap's name of its colour, ``name`` is for CSS and tests."""

    name: str
    text: Message
    level: str = "info"


def notes(item: Any, now: DateTime) -> Iterator[Note]:
    """What this user is told of the dates of an item."""
    expired = expired_since(item, now)
    if not api.user.is_anonymous():
        workflow = approval_workflow(item)
        state = workflow and workflow.getInfoFor(item, "review_state", None)
        if state in UNDER_WAY:
            yield from plans(item, state, now)
            return
    if expired is not None:
        day = {"date": format_date(in_zone(expired.asdatetime()).date())}
        yield Note("expired", _("Expired on ${date}", mapping=day), "warning")
        if settings(school_root(item)).close_expired_files:
            yield closing(item)


def closing(item: Any) -> Note:
    if may(VIEW_CLOSED, item):
        return Note("closed", _("Visitors can't download its files any more."), "warning")
    return Note("closed", _("Its files can't be downloaded any more."), "warning")


def plans(item: Any, state: str, now: DateTime) -> Iterator[Note]:
    """For those who write and approve: when it will be public, and until when."""
    problem = date_problem(item, now)
    if problem is not None:
        yield Note("problem", problem, "danger")
        return
    expires = dates_of(item)[1]
    # A working copy is approved into an item that is public already, and keeps its date.
    if not IWorkingCopy.providedBy(item):
        yield from publication(item, state, now)
    if expires is not None:
        yield Note("expires", _("Expires on ${time}", mapping=time_of(expires)))


def publication(item: Any, state: str, now: DateTime) -> Iterator[Note]:
    effective, moment = dates_of(item)[0], scheduled(item, now)
    if moment is not None:
        text = _("Approved, publishes by itself on ${time}", mapping={"time": as_text(moment)})
        yield Note("scheduled", text, "success")
    elif state != "approved" and effective is not None and effective > now:
        text = _("Once approved, publishes by itself on ${time}", mapping=time_of(effective))
        yield Note("planned", text)
    elif effective is not None and effective < item.created():
        text = _("Will be published with the date of ${time}", mapping=time_of(effective))
        yield Note("backdated", text)


def time_of(moment: DateTime) -> dict[str, str]:
    return {"time": as_text(moment.asdatetime())}


def as_text(moment: Any) -> str:
    """20/11/2026 08:05, in the zone of the site."""
    local = in_zone(moment)
    return f"{format_date(local.date())} {local:%H:%M}"


class TimingViewlet(ViewletBase):
    """For everybody: that it expired. For the board: what the dates will bring about."""

    def update(self) -> None:
        super().update()
        self.notes = list(notes(self.context, DateTime()))
        if any(note.name == "closed" for note in self.notes):
            self._close_links()

    def _close_links(self) -> None:
        for item in (self.context, *taken_along(self.context)):
            if closed_since(item) is not None:
                close_links(self.request, item.absolute_url())
