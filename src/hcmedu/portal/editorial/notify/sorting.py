"""From notices to letters: who hears of what, and what belongs into one letter."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hcmedu.portal.editorial.notify.collecting import is_claimed
from hcmedu.portal.editorial.notify.outbox import Letter
from hcmedu.portal.editorial.notify.outbox import Notice
from hcmedu.portal.editorial.notify.outbox import Outbox
from hcmedu.portal.editorial.notify.outbox import Topic
from hcmedu.portal.editorial.notify.people import heads
from typing import Any
from uuid import uuid4


SUBMITTED, APPROVED = "submitted", "approved"
#: Kind of letter by transition.
KIND_OF = {
    "submit": SUBMITTED,
    "return": "returned",
    "approve": APPROVED,
    "publish": "published",
    "withdraw": "withdrawn",
}


def sort_notices(root: Any, outbox: Outbox, now: datetime) -> None:
    """Turn all notices into letters; they are made when they are due."""
    notices = outbox.take_notices()
    addresses = [notice.url for notice in notices if notice.url]
    if addresses:
        outbox.remember(url=addresses[-1])
    submissions = [notice for notice in notices if KIND_OF[notice.transition] == SUBMITTED]
    for head in heads(root, now) if submissions else ():
        topics = [topic(notice) for notice in submissions if notice.actor != head]
        if topics:
            collect(outbox, head, topics, now)
    decisions = [notice for notice in notices if KIND_OF[notice.transition] != SUBMITTED]
    if decisions:
        write_to_authors(outbox, decisions, now)


def topic(notice: Notice) -> Topic:
    return Topic(
        uid=notice.uid,
        title=notice.title,
        role=KIND_OF[notice.transition],
        actor=notice.actor,
        time=notice.time,
        reason=notice.reason,
    )


def collect(outbox: Outbox, head: str, topics: Sequence[Topic], now: datetime) -> None:
    """Put submissions into the letter that waits for this head, or begin one.

    A letter that grows is another letter, with a key of its own: should the former one have been
    received after all, mail programs don't take the new one for its copy.
    """
    waiting = unclaimed(outbox, SUBMITTED, head, now)[:1]
    for letter in waiting:
        outbox.drop(letter)
    earlier = [each for letter in waiting for each in letter.topics]
    # Of one item the last submission counts.
    listed = tuple({each.uid: each for each in (*earlier, *topics)}.values())
    first = Letter(SUBMITTED, head, topics[0].time, ())
    outbox.put(replace((waiting or [first])[0], topics=listed, key=uuid4().hex))


def write_to_authors(outbox: Outbox, notices: Iterable[Notice], now: datetime) -> None:
    """A letter to each author of each item; it overtakes one on the approval of that item."""
    approvals = {
        (letter.recipient, letter.topics[0].uid): letter
        for letter in outbox.letters()
        if letter.kind == APPROVED and not is_claimed(letter.claimed, now)
    }
    for notice in notices:
        for author in notice.people:
            letter = Letter(KIND_OF[notice.transition], author, notice.time, (topic(notice),))
            overtaken = approvals.pop((author, notice.uid), None)
            if overtaken is not None:
                outbox.drop(overtaken)
            if letter.kind == APPROVED:
                approvals[author, notice.uid] = letter
            outbox.put(letter)


def unclaimed(outbox: Outbox, kind: str, recipient: str, now: datetime) -> list[Letter]:
    """Letters of that kind to that person that nobody is sending at this moment."""
    return [
        letter
        for letter in outbox.letters()
        if letter.kind == kind
        and letter.recipient == recipient
        and not is_claimed(letter.claimed, now)
    ]
