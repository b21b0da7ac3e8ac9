"""Who is to be told of what at a moment: pure rules, no Plone and no clock of their own."""

from collections.abc import Collection
from collections.abc import Iterable
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.compliance.evaluation.deadlines import Deadline


#: From then on the mails of a day go out.
MORNING = time(7)


def id_of(deadline: Deadline) -> str:
    """One deadline, whoever is told of it; begins with its day."""
    when = deadline.when.astimezone(UTC)
    return f"{when:%Y-%m-%dT%H:%M} {deadline.key} {deadline.uid}".strip()


def soon(
    deadlines: Iterable[Deadline], moment: datetime, days: int, told: Collection[str] = ()
) -> list[Deadline]:
    """What is due within so many days, is not done, and was not told yet. All in one zone."""
    limit = moment.date() + timedelta(days=days)
    return [
        each
        for each in deadlines
        if not each.done
        and moment <= each.when
        and each.when.astimezone(moment.tzinfo).date() <= limit
        and id_of(each) not in told
    ]


def missed(deadlines: Iterable[Deadline], moment: datetime) -> list[Deadline]:
    """What is over and was not done; what nobody can tell is none."""
    return [each for each in deadlines if each.done is False and each.when < moment]


def week_of(moment: datetime) -> date:
    """The Monday whose digest is due: the latest one on which it has been seven o'clock."""
    day = moment.date() if moment.time() >= MORNING else moment.date() - timedelta(days=1)
    return day - timedelta(days=day.weekday())


def is_due(moment: datetime, checked: str) -> bool:
    """Whether the mails of the day are still to be asked for. ``checked``: ISO day of the last."""
    return moment.time() >= MORNING and checked != moment.date().isoformat()


def forgettable(ids: Iterable[str], today: date) -> list[str]:
    """Deadlines that are over for two months: nobody is told of them again."""
    limit = (today - timedelta(days=60)).isoformat()
    return [each for each in ids if each[:10] < limit]
