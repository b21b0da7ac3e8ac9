"""The hidden value of a public form: sent once, it counts once, however often it arrives.

A ticket tells when the form was drawn, and is signed. Two clicks on the button, a reload of the
answer, a phone that tries again: the same ticket with the same text has the same receipt. Sent with
another text (a second child, by the back button) it is another submission.
"""

from dataclasses import dataclass
from enum import StrEnum
from secrets import token_hex

import hashlib
import hmac
import time


#: Nobody fills a form in within a second; after a day it is drawn anew.
SOONEST, LATEST = 1.0, 24 * 3600.0


class Fault(StrEnum):
    """Why a ticket is not taken."""

    FORGED = "forged"
    TOO_SOON = "too soon"
    TOO_OLD = "too old"


@dataclass(frozen=True)
class Ticket:
    """``nonce``: what makes it the only one; ``fault``: None for one that counts."""

    nonce: str
    fault: Fault | None


def new_ticket(secret: bytes, moment: float | None = None) -> str:
    """``moment``: seconds since 1970, now by default."""
    text = f"{token_hex(12)}.{time.time() if moment is None else moment:.1f}"
    return f"{text}.{_signature(secret, text)}"


def read_ticket(secret: bytes, value: str, moment: float | None = None) -> Ticket:
    """A ticket as it came back; any text is read."""
    text, _dot, signature = value.rpartition(".")
    nonce, _dot, drawn = text.partition(".")
    if not hmac.compare_digest(_signature(secret, text).encode(), signature.encode()):
        return Ticket("", Fault.FORGED)
    age = (time.time() if moment is None else moment) - float(drawn)
    if age < SOONEST:
        return Ticket(nonce, Fault.TOO_SOON)
    return Ticket(nonce, Fault.TOO_OLD if age > LATEST else None)


def _signature(secret: bytes, text: str) -> str:
    return hmac.new(secret, b"ticket " + text.encode(), hashlib.sha256).hexdigest()[:32]
