"""Deadlines as iCalendar (RFC 5545): the same bytes for the same deadlines."""

from collections.abc import Iterable
from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hashlib import blake2b
from hcmedu.portal.compliance.calendar.entries import Entries
from hcmedu.portal.compliance.evaluation.deadlines import Deadline
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.editorial.notify.people import one_line
from icalendar import Alarm
from icalendar import Calendar
from icalendar import Event


PRODUCT = "-//hcmedu.portal//Deadlines//VI"
#: One day before; of a whole day in the morning of the day before.
BEFORE, MORNING_BEFORE = timedelta(days=-1), timedelta(hours=-16)
LONGEST = 200
#: How often a phone should ask.
REFRESH = timedelta(hours=12)


def calendar(title: str, entries: Entries, owner: str, found: Iterable[Deadline]) -> bytes:
    """``owner``: UID of the school root, so that events of two schools are never taken for one."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", one_line(title))
    made.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    made.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    for deadline in found:
        made.add_component(event(entries, owner, deadline))
    return made.to_ical()


def event(entries: Entries, owner: str, deadline: Deadline) -> Event:
    """When, where and by which article; never how it stands, which is not for everybody."""
    entry, made = entries.make(deadline), Event()
    made.add("uid", uid_of(owner, deadline))
    # The moment at which the event was made would change the file with each call
    made.add("dtstamp", datetime(entry.day.year, 1, 1, tzinfo=UTC))
    made.add("dtstart", begins(deadline))
    made.add("summary", clip(f"{entry.place}: {entry.what}"))
    made.add("description", "\n".join(map(one_line, (entry.demand, entry.article))))
    made.add("url", entry.place_url)
    made.add("transp", "TRANSPARENT")
    made.add_component(alarm(f"{entry.place}: {entry.what}", deadline))
    return made


def alarm(text: str, deadline: Deadline) -> Alarm:
    made = Alarm()
    made.add("action", "DISPLAY")
    made.add("description", clip(text))
    made.add("trigger", MORNING_BEFORE if deadline.all_day else BEFORE)
    return made


def begins(deadline: Deadline) -> date | datetime:
    """The day, or the moment in UTC: no reader has to know our zone."""
    return in_zone(deadline.when).date() if deadline.all_day else deadline.when.astimezone(UTC)


def uid_of(owner: str, deadline: Deadline) -> str:
    known = "|".join((owner, deadline.key, deadline.when.astimezone(UTC).isoformat(), deadline.uid))
    return f"{blake2b(known.encode(), digest_size=16).hexdigest()}@hcmedu.portal"


def clip(text: str) -> str:
    """One line without control characters: nothing that is typed begins a line of its own."""
    line = one_line(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
