"""What to do this week: what is due or late, then what is quickest to mend. Pure."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from hcmedu.portal.compliance.evaluation import Mend
from hcmedu.portal.compliance.evaluation import Result
from hcmedu.portal.compliance.evaluation import Status


WEEK = timedelta(days=7)
MOST_DUE, MOST_QUICK = 8, 5
#: How much work mending is, by where it begins: a form with a few fields, an item that is there, a
#: new item, a section to be looked through.
EFFORT = {"profile": 0, "board": 0, "feeds": 0, "edit": 1, "withdraw": 1, "add": 2, "open": 3}
TO_DO = frozenset({Status.NOT_MET, Status.PARTIAL})
#: What came late stays so: nothing done now makes it better.
LOST = frozenset({"came_late", "disclosures_late", "published_late", "timetable_late"})
#: What came late, of which only the next can be done in time.
LATE = LOST | {"week_late"}


@dataclass(frozen=True)
class ToDo:
    """``due``: late or due within a week, the earliest first; ``quick``: of the rest.

    ``more``: how many due ones are not listed.
    """

    due: Sequence[Result]
    quick: Sequence[Result]
    more: int = 0


def to_do(results: Iterable[Result], now: datetime) -> ToDo:
    """Of all that is not met, but for what only the head's word is missing for."""
    open_ones = [each for each in results if each.status in TO_DO and not is_lost(each)]
    due = [each for each in open_ones if is_due(each, now.date() + WEEK)]
    due.sort(key=due_day)
    rest = [each for each in open_ones if each not in due and each.finding.mend is not None]
    quick = distinct(sorted(rest, key=effort), [each.finding.mend for each in due])
    return ToDo(due[:MOST_DUE], quick[:MOST_QUICK], len(due[MOST_DUE:]))


def distinct(results: Iterable[Result], known: Iterable[Mend | None] = ()) -> list[Result]:
    """Without those that are mended as one before them is: a first album is the newest, too."""
    mends, found = list(known), []
    for each in results:
        if each.finding.mend not in mends:
            mends.append(each.finding.mend)
            found.append(each)
    return found


def effort(result: Result) -> tuple[int, float]:
    """The less, the sooner it is done; what is begun already comes first."""
    mend, finding = result.finding.mend, result.finding
    done = (finding.fulfilled or 0) / finding.total if finding.total else 0.0
    return EFFORT.get(mend.action, 9) if mend else 9, -done


def is_due(result: Result, until: date) -> bool:
    return due_day(result) <= until


def due_day(result: Result) -> date:
    """The day by which it had or has to be done; the last of all days without one."""
    due = missed(result) or result.finding.due
    if due is None:
        return date.max
    return due.date() if isinstance(due, datetime) else due


def missed(result: Result) -> date | datetime | None:
    """When it was due, of what was missed and can still be done."""
    told = result.finding.missing
    if result.status not in TO_DO or told is None or told.key in LATE:
        return None
    due = told.values.get("due")
    return due if isinstance(due, date) else None


def is_lost(result: Result) -> bool:
    """Whether nothing can be done about it any more."""
    told = result.finding.missing
    return result.status in TO_DO and told is not None and told.key in LOST


def is_late(due: date | datetime | None, now: datetime) -> bool:
    """Whether the time is over: a day with its end, a moment (aware) at once."""
    if due is None:
        return False
    return due <= now if isinstance(due, datetime) else due < now.date()
