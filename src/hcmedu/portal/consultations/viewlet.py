"""What the page of a topic shows of opinions: time left, the form, who said what, the figures."""

from datetime import date
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.consultations import gate
from hcmedu.portal.consultations import timeleft
from hcmedu.portal.consultations.form import OpinionForm
from hcmedu.portal.consultations.model import Opinion
from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.model import Who
from hcmedu.portal.consultations.model import WHO_TITLES
from hcmedu.portal.consultations.register import read_page
from hcmedu.portal.consultations.register import rows
from hcmedu.portal.consultations.sending import ANCHOR
from hcmedu.portal.consultations.totals import chart
from hcmedu.portal.consultations.totals import counted
from hcmedu.portal.consultations.totals import deleted
from hcmedu.portal.consultations.totals import Totals
from hcmedu.portal.content import moments
from hcmedu.portal.content.consultation import CLOSED
from hcmedu.portal.content.consultation import consultation_state
from hcmedu.portal.content.consultation import OPEN
from hcmedu.portal.content.consultation import UPCOMING
from hcmedu.portal.school.root import school_root
from hcmedu.portal.submissions.access import may_handle
from hcmedu.portal.submissions.store import has_store
from hcmedu.portal.vietnamese import format_date
from plone.app.layout.viewlets.common import ViewletBase
from plone.batching import Batch
from typing import Any
from zope.component import getMultiAdapter
from zope.i18n import translate


PAGE_SIZE = 20


def start_of(form: Any) -> int:
    """The first row of the page that is asked for; anything but a number is the first of all."""
    wanted = str(form.get("b_start:int", form.get("b_start", "0")))
    return int(wanted) if wanted.isdecimal() and len(wanted) < 9 else 0


def batch_of(found: list[Any], form: Any) -> Batch:
    last = max(0, len(found) - 1) // PAGE_SIZE * PAGE_SIZE
    return Batch(found, PAGE_SIZE, min(start_of(form) // PAGE_SIZE * PAGE_SIZE, last))


class TopicViewlet(ViewletBase):
    """Nothing where nothing can be taken in: outside of a school, or before it was built."""

    def render(self) -> str:
        return self.index() if has_store(school_root(self.context)) else ""

    @cached_property
    def state(self) -> str:
        return consultation_state(self.context)


class TimeLeft(TopicViewlet):
    """While it is open; that page is kept by no cache, since it holds the form."""

    def render(self) -> str:
        return super().render() if self.state == OPEN and self.seconds else ""

    @cached_property
    def seconds(self) -> int:
        return timeleft.seconds_left(moments.in_zone(self.context.closes), moments.now())

    def words(self) -> str:
        return timeleft.time_left(self.seconds)

    def script_texts(self) -> dict[str, str]:
        """The same sentences for the script, with ``{d}``, ``{h}``, ``{m}``."""
        texts = {
            "days": timeleft.days_and_hours("{d}", "{h}"),
            "hours": timeleft.hours_and_minutes("{h}", "{m}"),
            "minutes": timeleft.only_minutes("{m}"),
            "last": timeleft.LAST,
            "over": gate.MESSAGES[gate.Shut.CLOSED],
        }
        return {name: translate(text, context=self.request) for name, text in texts.items()}


class Opinions(TopicViewlet):
    """The form while it is open, what was published, the figures afterwards."""

    anchor = ANCHOR

    @cached_property
    def shut(self) -> gate.Shut | None:
        return gate.shut(self.context)

    def message(self) -> str:
        return gate.MESSAGES[self.shut]

    def opens(self) -> str:
        return moments.format_moment(self.context.opens)

    @property
    def upcoming(self) -> bool:
        return self.state == UPCOMING

    @property
    def closed(self) -> bool:
        return self.state == CLOSED

    def form(self) -> str:
        """The form, without its button on a preview; empty where none is to be filled in."""
        if self.shut in {gate.Shut.UPCOMING, gate.Shut.CLOSED} or self.state != OPEN:
            return ""
        form = OpinionForm(self.context, self.request)
        form.can_send = self.shut is None
        form.update()
        return form.render()

    # What was published ----------------------------------------------------------------------

    @cached_property
    def rows(self) -> list[Any]:
        return rows(self.context)

    @cached_property
    def published(self) -> list[Any]:
        return [row for row in self.rows if row.state == State.PUBLISHED]

    @cached_property
    def batch(self) -> Batch:
        return batch_of(self.published, self.request.form)

    def opinions(self) -> list[Opinion]:
        return list(read_page(self.context, list(self.batch)))

    def pages(self) -> str:
        if not self.batch.multiple_pages:
            return ""
        return getMultiAdapter((self.context, self.request), name="batchnavigation")(self.batch)

    def name(self, opinion: Opinion) -> str:
        return opinion.published_name

    def who(self, opinion: Opinion) -> str:
        """As what somebody speaks, where his name does not say it already."""
        title = WHO_TITLES[opinion.row.who]
        return "" if opinion.published_name == title else title

    def day(self, opinion: Opinion) -> date:
        return moments.in_zone(opinion.row.created).date()

    def date(self, opinion: Opinion) -> str:
        return format_date(self.day(opinion))

    def lines(self, text: str) -> list[str]:
        return [line.strip() for line in text.splitlines() if line.strip()]

    # Figures ---------------------------------------------------------------------------------

    @cached_property
    def totals(self) -> Totals:
        return counted(self.rows, deleted(self.context))

    @property
    def received(self) -> int:
        return self.totals.received.total()

    def figures(self) -> list[dict[str, Any]]:
        """Who sent how many, and how many of these can be read."""
        found = self.totals
        return [
            {"who": WHO_TITLES[who], "received": found.received[who], "shown": found.published[who]}
            for who in Who
            if found.received[who]
        ]

    def chart(self) -> str:
        def say(message: str) -> str:
            return translate(message, context=self.request)

        return chart(self.totals, say(_("Opinions received, by who sent them")), say)

    # Those in charge -------------------------------------------------------------------------

    @cached_property
    def in_charge(self) -> bool:
        return may_handle(self.context)

    @property
    def waiting(self) -> int:
        return self.totals.states[State.WAITING]
