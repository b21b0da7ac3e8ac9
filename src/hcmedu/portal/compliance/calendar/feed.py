"""``@@hcmedu-deadlines.ics?token=…`` of a school root: for phones and Outlook."""

from datetime import date
from datetime import timedelta
from hashlib import blake2b
from hcmedu.portal import _
from hcmedu.portal.compliance.calendar.address import is_token
from hcmedu.portal.compliance.calendar.asking import deadlines_of
from hcmedu.portal.compliance.calendar.entries import Entries
from hcmedu.portal.compliance.calendar.ical import calendar
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.notify.texts import say
from hcmedu.portal.editorial.notify.texts import school_name
from hcmedu.portal.vietnamese import SchoolYear
from plone import api
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from zExceptions import NotFound


#: Near its end the next school year is told as well.
AHEAD = timedelta(days=60)
#: What was due before then fills no phone.
BEHIND = timedelta(days=30)


class DeadlinesFeed(BrowserView):
    """Asks for nothing but the token; a wrong one and none are answered alike."""

    def __call__(self) -> bytes:
        if not is_token(self.context, self.request.form.get("token")):
            raise NotFound("hcmedu-deadlines.ics")
        data = self.calendar()
        tag = f'"{blake2b(data, digest_size=12).hexdigest()}"'
        response = self.request.response
        response.setHeader("Cache-Control", "private, max-age=3600")
        response.setHeader("X-Robots-Tag", "noindex, nofollow")
        response.setHeader("Referrer-Policy", "no-referrer")
        response.setHeader("ETag", tag)
        if tag in (self.request.getHeader("If-None-Match") or ""):
            response.setStatus(304)
            return b""
        response.setHeader("Content-Type", "text/calendar; charset=utf-8")
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Content-Disposition", 'inline; filename="thoi-han.ics"')
        return data

    def calendar(self) -> bytes:
        moment = now()
        first, last = span(moment.date())
        found = deadlines_of(self.context, first, last, moment)
        left = [each for each in found if not each.done]
        entries = Entries(self.context, moment, api.portal.get_default_language())
        title = say(_("Deadlines of ${school}"), school=school_name(self.context))
        return calendar(title, entries, IUUID(self.context), left)


def span(today: date) -> tuple[date, date]:
    """From a month ago to the end of the school year, and of the next once it is near."""
    return today - BEHIND, SchoolYear.of(today + AHEAD).ends
