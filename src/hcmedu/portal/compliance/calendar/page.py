"""``@@hcmedu-compliance-calendar``: what is due in a school year, and the address for phones."""

from collections import Counter
from datetime import datetime
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.compliance.calendar.address import address_of
from hcmedu.portal.compliance.calendar.address import forget_token
from hcmedu.portal.compliance.calendar.address import renew_token
from hcmedu.portal.compliance.calendar.asking import beginning_of
from hcmedu.portal.compliance.calendar.asking import deadlines_of
from hcmedu.portal.compliance.calendar.entries import by_month
from hcmedu.portal.compliance.calendar.entries import Entries
from hcmedu.portal.compliance.calendar.entries import Entry
from hcmedu.portal.compliance.calendar.entries import Month
from hcmedu.portal.compliance.calendar.entries import State
from hcmedu.portal.compliance.calendar.entries import STATE_TITLES
from hcmedu.portal.compliance.settings.form import may_change
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.trace import record
from hcmedu.portal.interfaces import ITitledPage
from hcmedu.portal.vietnamese import SchoolYear
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser import BrowserView
from zExceptions import BadRequest
from zExceptions import Unauthorized
from zope.interface import implementer


PAGE = "@@hcmedu-compliance-calendar"
#: So many years back; the next one is shown, too.
BACK = 2
#: The next deadlines stand above all months.
NEXT = 5
COMING = (State.SOON, State.TO_COME)
#: How the sums stand in a row.
TOLD = (State.MISSED, *COMING, State.DONE, State.FAILED, State.PAST)


@implementer(ITitledPage)
class CalendarView(BrowserView):
    """Reads only; ZCML asks for the permission on the school root."""

    heading = _("Calendar of deadlines")

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.request.response.setHeader("X-Robots-Tag", "noindex")
        return self.index()

    @cached_property
    def moment(self) -> datetime:
        return now()

    @cached_property
    def years(self) -> list[SchoolYear]:
        this = SchoolYear.of(self.moment.date())
        return [this.previous(-1), *this.latest(BACK + 1)]

    @cached_property
    def year(self) -> SchoolYear:
        """The year that is asked for; the running one for anything that is none of those shown."""
        asked = self.request.form.get("nam")
        known = {each.title: each for each in self.years}
        return known.get(asked if isinstance(asked, str) else "", self.years[1])

    def choices(self) -> list[dict[str, object]]:
        url = f"{self.context.absolute_url()}/{PAGE}"
        return [
            {
                "title": year.title,
                "url": f"{url}?nam={year.title}",
                "current": "page" if year == self.year else None,
            }
            for year in sorted(self.years)
        ]

    @cached_property
    def entries(self) -> list[Entry]:
        found = deadlines_of(self.context, self.year.begins, self.year.ends, self.moment)
        return [self.maker.make(each) for each in found]

    @cached_property
    def overdue(self) -> list[Entry]:
        """What can still be done, in the running year also of the year before, as the board has it.

        A review of the summer is missed on the last day of a school year.
        """
        here = [each for each in self.entries if each.state is State.MISSED]
        if self.year != self.years[1]:
            return here
        before = self.year.previous()
        found = deadlines_of(self.context, before.begins, before.ends, self.moment)
        made = [self.maker.make(each) for each in found if not each.done and each.lasting]
        return [*(each for each in made if each.state is State.MISSED), *here]

    @cached_property
    def maker(self) -> Entries:
        since = beginning_of(self.context, self.moment)
        return Entries(self.context, self.moment, api.portal.get_current_language(), since)

    @cached_property
    def months(self) -> list[Month]:
        return by_month(self.entries, self.moment.date())

    @cached_property
    def next(self) -> list[Entry]:
        """What comes next and is not done."""
        return [each for each in self.entries if each.state in COMING][:NEXT]

    def sums(self) -> list[dict[str, object]]:
        """How many there are of each state."""
        counted = Counter(each.state for each in self.entries)
        counted[State.MISSED] = len(self.overdue)
        return [
            {"state": state, "title": STATE_TITLES[state], "number": counted[state]}
            for state in TOLD
            if counted[state]
        ]

    # The address for phones ----------------------------------------------------------------------

    @cached_property
    def may_share(self) -> bool:
        return may_change(self.context)

    @cached_property
    def address(self) -> str:
        """For those alone who may take it back."""
        return address_of(self.context) if self.may_share else ""


class CalendarAddress(BrowserView):
    """``@@hcmedu-compliance-calendar-address``: make, renew or remove it, by POST with a token."""

    def __call__(self) -> str:
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        if not may_change(self.context):
            raise Unauthorized(PAGE)
        wanted = self.request.form.get("do")
        if wanted == "renew":
            renew_token(self.context)
            said = _("The calendar has a new address. The old one leads nowhere any more.")
        elif wanted == "remove":
            forget_token(self.context)
            said = _("The calendar has no address any more.")
        else:
            raise BadRequest("renew or remove")
        record(self.context, "compliance-calendar")
        api.portal.show_message(said, self.request)
        return self.request.response.redirect(f"{self.context.absolute_url()}/{PAGE}")
