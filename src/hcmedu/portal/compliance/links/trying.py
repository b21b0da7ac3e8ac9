"""What one try of a link tells, and what several tell together. No Plone."""

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta
from enum import StrEnum
from hcmedu.portal.feeds.addresses import Rules
from hcmedu.portal.feeds.errors import FeedError
from hcmedu.portal.feeds.errors import Reason
from hcmedu.portal.feeds.probing import probe


class Answer(StrEnum):
    """Stored; names stay. ``UNKNOWN``: nothing that would say whether visitors get through."""

    ALIVE = "alive"
    DEAD = "dead"
    UNKNOWN = "unknown"


#: The page is there and refuses a program, or asks it to come later.
REFUSALS = frozenset({401, 403, 407, 429, 451})
#: What says nothing of the page. Browsers know certificates that a program can't complete; what
#: leads into a private network is not asked at all.
NO_ANSWERS = frozenset(
    {
        Reason.BAD_ADDRESS,
        Reason.CERTIFICATE,
        Reason.CREDENTIALS,
        Reason.FOREIGN_SCHEME,
        Reason.INTERNAL,
        Reason.PORT,
        Reason.UNEXPECTED,
    }
)
#: Days between two tries of a link that answers, and of one that has just failed.
EVERY, AGAIN = timedelta(days=7), timedelta(days=1)
#: Failures, on different days, after which a link counts as dead.
FAILURES = 2
#: Days after which what was found out counts no more: the worker has stopped, or it was switched
#: off for a while.
LONGEST = timedelta(days=30)


@dataclass(frozen=True)
class Record:
    """What is known of a link. ``failures``: days in a row; ``reason``: of the last try."""

    tried: date
    answer: Answer
    reason: str = ""
    failures: int = 0
    was_alive: bool = False

    def is_due(self, today: date) -> bool:
        """A clock that was put back must not stop it."""
        pause = AGAIN if 0 < self.failures < FAILURES else EVERY
        return not timedelta(0) <= today - self.tried < pause

    def is_alive(self, today: date) -> bool | None:
        """None: nobody knows. One failure changes nothing, it may be a server's bad day."""
        if today - self.tried > LONGEST or self.answer is Answer.UNKNOWN:
            return None
        if self.failures >= FAILURES:
            return False
        return True if self.was_alive else None


def try_link(url: str, rules: Rules) -> tuple[Answer, str]:
    """Ask once; the reason is a status of HTTP or a word of ``feeds.errors.Reason``."""
    try:
        status = probe(url, rules)
    except FeedError as error:
        unknown = error.reason in NO_ANSWERS
        return Answer.UNKNOWN if unknown else Answer.DEAD, error.reason.value
    if 200 <= status < 400:
        return Answer.ALIVE, str(status)
    return Answer.UNKNOWN if status in REFUSALS else Answer.DEAD, str(status)


def after(known: Record | None, answer: Answer, reason: str, today: date) -> Record:
    """What is known after one more try."""
    if answer is not Answer.DEAD:
        return Record(today, answer, reason, 0, answer is Answer.ALIVE)
    before = known or Record(today, answer)
    same_day = before.failures and before.tried == today
    failures = before.failures if same_day else before.failures + 1
    return replace(before, tried=today, answer=answer, reason=reason, failures=failures)
