"""``@@hcmedu-opinions`` of a school root: all topics with their numbers; what waits."""

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.consultations.handling import require_charge
from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.register import PREFIX
from hcmedu.portal.consultations.settings import PAGE as SETTINGS
from hcmedu.portal.consultations.totals import Totals
from hcmedu.portal.consultations.totals import totals
from hcmedu.portal.content.consultation import consultation_state
from hcmedu.portal.content.consultation import STATE_CLASSES
from hcmedu.portal.content.consultation import STATE_TITLES
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.interfaces import ITitledPage
from hcmedu.portal.school.root import school_root
from hcmedu.portal.school.root import section_brains
from hcmedu.portal.submissions.access import CONFIGURE
from hcmedu.portal.submissions.access import may_handle
from hcmedu.portal.submissions.store import kinds
from hcmedu.portal.submissions.store import shelf
from plone import api
from plone.app.iterate.interfaces import IWorkingCopy
from plone.app.layout.viewlets.common import ViewletBase
from Products.Five.browser import BrowserView
from typing import Any
from zope.interface import implementer


@dataclass(frozen=True)
class TopicRow:
    """A topic of the school with its numbers."""

    topic: Any
    totals: Totals

    @property
    def waiting(self) -> int:
        return self.totals.states[State.WAITING]


def waiting_in(root: Any) -> int:
    """How many opinions of a school nobody has decided on; no topic wakes for it."""
    found = (shelf(root, kind) for kind in kinds(root) if kind.startswith(PREFIX))
    return sum(row["state"] == State.WAITING for each in found for _receipt, row in each.rows())


def topics(root: Any) -> Iterator[Any]:
    """The topics of a school in its sections, the youngest end first; no working copies."""
    catalog = api.portal.get_tool("portal_catalog")
    places = [brain.getPath() for brain in section_brains(root)]
    brains = catalog.unrestrictedSearchResults(
        portal_type="ConsultationTopic", path=places, sort_on="closes", sort_order="descending"
    )
    for brain in brains:
        topic = brain._unrestrictedGetObject()
        if not IWorkingCopy.providedBy(topic):
            yield topic


def topic_rows(root: Any) -> list[TopicRow]:
    return [TopicRow(topic, totals(topic)) for topic in topics(root)]


@implementer(ITitledPage)
class OverviewView(BrowserView):
    """For those in charge."""

    heading = _("Opinions on all topics")
    index: Callable[[], str]

    def __call__(self) -> str:
        require_charge(self.context, self.request, "opinions of the school")
        for column in ("plone.leftcolumn", "plone.rightcolumn"):
            self.request.set(f"disable_{column}", True)
        return self.index()

    def rows(self) -> list[dict[str, Any]]:
        return [self.row(each) for each in topic_rows(self.context)]

    def row(self, row: TopicRow) -> dict[str, Any]:
        state = consultation_state(row.topic)
        return {
            "title": row.topic.Title(),
            "url": f"{row.topic.absolute_url()}/@@hcmedu-opinions",
            "state": STATE_TITLES[state],
            "css": STATE_CLASSES[state],
            "closes": format_moment(row.topic.closes),
            "waiting": row.waiting,
            "published": row.totals.states[State.PUBLISHED],
            "rejected": row.totals.states[State.REJECTED],
            "answered": row.totals.answered,
            "received": row.totals.received.total(),
        }

    def settings_url(self) -> str:
        """Empty for who may not set anything."""
        may = api.user.has_permission(CONFIGURE, obj=self.context)
        return f"{self.context.absolute_url()}/@@{SETTINGS}" if may else ""


class WaitingViewlet(ViewletBase):
    """Entry of the toolbar for those in charge; visitors cost nothing."""

    @cached_property
    def root(self) -> Any | None:
        if api.user.is_anonymous() or not may_handle(self.context):
            return None
        return school_root(self.context)

    @property
    def available(self) -> bool:
        return self.root is not None

    @property
    def url(self) -> str:
        return f"{self.root.absolute_url()}/@@hcmedu-opinions"

    @cached_property
    def count(self) -> int:
        return waiting_in(self.root)
