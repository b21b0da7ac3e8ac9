"""``event_view``: day, time, place, contact, a file for the calendar, then the text."""

from collections.abc import Iterator
from hcmedu.portal.browser import icons
from hcmedu.portal.browser.articles.when import weekday
from hcmedu.portal.browser.articles.when import when
from hcmedu.portal.content.moments import now
from itertools import islice
from plone.app.textfield.interfaces import IRichTextValue
from plone.event.interfaces import IEventAccessor
from plone.event.interfaces import IRecurrenceSupport
from Products.Five import BrowserView
from typing import Any


#: How many of the next days a repeated event tells.
NEXT_DAYS = 6


class EventView(BrowserView):
    """An event of plone.app.event, told in the zone of the site."""

    @property
    def event(self) -> Any:
        return IEventAccessor(self.context)

    def icon(self, name: str) -> str:
        return icons.icon(name)

    @property
    def weekday(self) -> str:
        return weekday(self.event.start)

    @property
    def when(self) -> str:
        return self.told(self.event)

    @staticmethod
    def told(event: Any) -> str:
        return when(event.start, event.end, bool(event.whole_day), bool(event.open_end))

    @property
    def is_over(self) -> bool:
        """Whether it has ended, and does not come again."""
        return self.event.end < now() and not self.next_days

    @property
    def next_days(self) -> list[str]:
        """The next times of an event that is repeated."""
        if not getattr(self.context, "recurrence", None):
            return []
        return list(islice(self._next_days(), NEXT_DAYS))

    def _next_days(self) -> Iterator[str]:
        support = IRecurrenceSupport(self.context)
        for each in support.occurrences(range_start=now()):
            yield self.told(IEventAccessor(each))

    @property
    def text(self) -> str:
        text = getattr(self.context, "text", None)
        return text.output_relative_to(self.context) if IRichTextValue.providedBy(text) else ""

    @property
    def calendar_url(self) -> str:
        return f"{self.context.absolute_url()}/ics_view"

    @property
    def website(self) -> str:
        """Address of more about it; nothing that is no web address."""
        url = self.event.event_url or ""
        return url if url.lower().startswith(("http://", "https://")) else ""
