"""When a mail is due: pure rules on moments (all aware), no Plone and no clock of their own."""

from datetime import datetime
from datetime import time
from datetime import timedelta


#: So long a notice rests before its mail is made: what belongs together is told together.
SETTLE = timedelta(minutes=1)
#: At most one mail on submissions in that time, for each school root and recipient.
INTERVAL = timedelta(minutes=15)
#: From then on a mail is not tried any more; mail servers give up after so long, too.
PATIENCE = timedelta(days=5)
#: Between two tries: a minute, doubled each time, but never more than an hour.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
#: A mail whose sending began so long ago was left by a process that died.
LEASE = timedelta(minutes=10)
MONDAY, MORNING = 0, time(7)


def due(first: datetime, last_sent: datetime | None = None) -> datetime:
    """When a mail on what happened at ``first`` and later goes out.

    ``last_sent``: when the recipient got the previous mail of a kind that is collected.
    """
    settled = first + SETTLE
    return settled if last_sent is None else max(settled, last_sent + INTERVAL)


def pause(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts."""
    return min(FIRST_PAUSE * 2 ** min(max(attempts, 1) - 1, 16), LONGEST_PAUSE)


def is_given_up(first: datetime, now: datetime) -> bool:
    return now - first >= PATIENCE


def is_claimed(claimed: datetime | None, now: datetime) -> bool:
    """Whether somebody is sending it at this moment."""
    return claimed is not None and timedelta(0) <= now - claimed < LEASE


def monday_morning(now: datetime) -> datetime:
    """The latest Monday, 07:00, in the zone of ``now``, that is not after it."""
    morning = datetime.combine(now.date(), MORNING, tzinfo=now.tzinfo)
    found = morning - timedelta(days=(now.weekday() - MONDAY) % 7)
    return found if found <= now else found - timedelta(days=7)


def reminder_due(now: datetime, reminded: datetime) -> bool:
    """A Monday morning passed since then; one that a stopped worker missed is made up for."""
    return reminded < monday_morning(now)
