"""Send the letters of one outbox: each marked before and removed after, nothing lost or doubled."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from email.message import Message
from hcmedu.portal.editorial.notify import collecting
from hcmedu.portal.editorial.notify.delivery import deliver
from hcmedu.portal.editorial.notify.delivery import Postponed
from hcmedu.portal.editorial.notify.delivery import Refused
from hcmedu.portal.editorial.notify.delivery import Unavailable
from hcmedu.portal.editorial.notify.links import Links
from hcmedu.portal.editorial.notify.outbox import Letter
from hcmedu.portal.editorial.notify.outbox import Outbox
from hcmedu.portal.editorial.notify.sorting import SUBMITTED
from hcmedu.portal.editorial.notify.writing import write_mail
from transaction.interfaces import TransientError

import logging
import time
import transaction


#: While no mail can be sent at all, a try is made at least that often.
LONGEST_REST = timedelta(minutes=15)
CONFLICT_RETRIES = 5
logger = logging.getLogger(__name__)


class NotWritten(Exception):
    """A letter can't be made into a mail."""


class Sending:
    """A round: sends what is due; ``now`` is asked at each step, since servers are slow."""

    def __init__(self, outbox: Outbox, links: Links, now: Callable[[], datetime]) -> None:
        self.outbox = outbox
        self.links = links
        self.now = now

    def run(self, end: float) -> bool:
        """Until all is sent, the server fails (False), or ``time.monotonic`` is beyond ``end``."""
        if self.rests():
            return True
        for key in [letter.key for letter in in_turn(self.outbox.letters())]:
            letter = self.outbox.find(key)
            if letter is None or not self.is_due(letter):
                continue
            if time.monotonic() > end:
                return True
            if not self.send(letter):
                return False
        return True

    def rests(self) -> bool:
        until = self.outbox.get("rests_until")
        return until is not None and self.now() < until

    def is_due(self, letter: Letter) -> bool:
        now = self.now()
        if collecting.is_claimed(letter.claimed, now):
            return False
        last = self.outbox.last_sent(letter.recipient) if letter.kind == SUBMITTED else None
        return max(collecting.due(letter.first, last), letter.next_try or now) <= now

    def send(self, letter: Letter) -> bool:
        """False when the mail server serves nobody at present.

        A process that dies between the server's yes and the second commit leaves a marked letter,
        which is sent once more after ten minutes: at least once, with the same Message-ID.
        """
        claimed = replace(letter, claimed=self.now())
        self.outbox.put(claimed)
        transaction.commit()
        try:
            mail = self.write(claimed)
            if mail is not None:
                deliver(mail)
        except (Refused, NotWritten) as error:
            self.commit(self.outbox.give_up, failed(letter, error))
        except Postponed as error:
            self.commit(self.postpone, failed(letter, error))
        except Unavailable as error:
            self.commit(self.rest, failed(letter, error))
            return False
        else:
            self.commit(self.outbox.drop if mail is None else self.sent, letter)
        return True

    def write(self, letter: Letter) -> Message | None:
        try:
            return write_mail(letter, self.links, self.now())
        except TransientError:
            raise
        except Exception as error:  # whatever an item may raise: the letters after it must go out
            logger.exception("A letter (%s) can't be written.", letter.kind)
            transaction.abort()
            raise NotWritten(str(error) or type(error).__name__) from error

    def commit(self, change: Callable[[Letter], None], letter: Letter) -> None:
        """What became of a letter is stored, whatever somebody else stores meanwhile."""
        for attempt in range(CONFLICT_RETRIES + 1):
            change(letter)
            try:
                transaction.commit()
                return
            except TransientError:
                transaction.abort()
                if attempt == CONFLICT_RETRIES:
                    raise

    # What became of it

    def sent(self, letter: Letter) -> None:
        self.outbox.drop(letter)
        if letter.kind == SUBMITTED:
            self.outbox.remember_sent(letter.recipient, self.now())
        self.outbox.remember(failures=0, error="", rests_until=None)

    def postpone(self, letter: Letter) -> None:
        """This letter later; after days never."""
        now = self.now()
        if collecting.is_given_up(letter.first, now):
            self.outbox.give_up(letter)
        else:
            pause = collecting.pause(letter.attempts)
            self.outbox.put(replace(letter, next_try=now + pause))

    def rest(self, letter: Letter) -> None:
        """No letter for a while; this one for longer if others went out since it failed before."""
        now, failures = self.now(), (self.outbox.get("failures") or 0) + 1
        pause = min(collecting.pause(failures), LONGEST_REST)
        self.outbox.remember(failures=failures, error=letter.error, rests_until=now + pause)
        if letter.attempts > failures:
            self.postpone(letter)
        else:
            self.outbox.put(replace(letter, next_try=None))
        give_up_old(self.outbox, now, letter.error)


def in_turn(letters: list[Letter]) -> list[Letter]:
    """Those that failed least often first: one that breaks each connection blocks no other."""
    return sorted(letters, key=lambda letter: (letter.attempts, letter.first))


def failed(letter: Letter, error: Exception) -> Letter:
    return replace(letter, attempts=letter.attempts + 1, claimed=None, error=str(error))


def give_up_old(outbox: Outbox, now: datetime, error: str) -> None:
    """After days without any mail, the letters from then wait for the administrator's word."""
    for letter in outbox.letters():
        if collecting.is_given_up(letter.first, now):
            outbox.give_up(replace(letter, claimed=None, error=letter.error or error))
