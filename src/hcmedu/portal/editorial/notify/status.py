"""What the administrator sees of the outbox: what waits, what was given up, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from hcmedu.portal import _
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.editorial.mailtexts import KINDS
from hcmedu.portal.editorial.notify.clock import NO_SERVER
from hcmedu.portal.editorial.notify.message import is_configured
from hcmedu.portal.editorial.notify.outbox import find_outbox
from hcmedu.portal.editorial.notify.outbox import Letter
from hcmedu.portal.editorial.notify.people import actor_name
from hcmedu.portal.editorial.notify.people import one_line
from hcmedu.portal.editorial.notify.people import person
from hcmedu.portal.editorial.settings import settings
from typing import Any


#: Longer tables end there; the heading tells how many there are.
SHOWN = 100
ERRORS = {
    NO_SERVER: _("The site has no mail server."),
    "": _("Not tried yet."),
}


@dataclass(frozen=True)
class Row:
    """One letter as the page shows it."""

    key: str
    kind: str
    recipient: str
    about: str
    time: str
    attempts: int
    error: str


@dataclass(frozen=True)
class Status:
    """The state of the notices of one school root."""

    on: bool
    configured: bool
    waiting: int = 0
    failed: int = 0
    error: str = ""
    next_try: str = ""


def status_of(root: Any) -> Status:
    outbox = find_outbox(root)
    on, configured = bool(settings(root).notify), is_configured()
    if outbox is None:
        return Status(on, configured)
    until = outbox.get("rests_until")
    return Status(
        on,
        configured,
        waiting=outbox.count_notices() + outbox.count_letters(),
        failed=outbox.count_failed(),
        error=outbox.get("error") or "",
        next_try=f"{in_zone(until):%d/%m/%Y %H:%M}" if until else "",
    )


def rows(letters: list[Letter]) -> Iterator[Row]:
    for letter in letters[:SHOWN]:
        to = person(letter.recipient)
        name = actor_name(letter.recipient)
        titles = [one_line(topic.title) for topic in letter.topics]
        yield Row(
            key=letter.key,
            kind=KINDS[letter.kind].title,
            recipient=f"{name} <{to.email}>" if to is not None else name,
            about="; ".join(titles[:3]) + (" …" if len(titles) > 3 else ""),
            time=f"{in_zone(letter.first):%d/%m/%Y %H:%M}",
            attempts=letter.attempts,
            error=ERRORS.get(letter.error, letter.error),
        )
