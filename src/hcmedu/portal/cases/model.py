"""What a case is: an application (hồ sơ) or feedback (góp ý), its states, and who may see what."""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from enum import StrEnum
from hcmedu.portal import _


KIND = "case"


class State(StrEnum):
    """Where a case is; ``DONE`` and ``REFUSED`` end it."""

    RECEIVED = "received"
    HANDLING = "handling"
    DONE = "done"
    REFUSED = "refused"


class About(StrEnum):
    """What was sent in: by a form of a procedure, or feedback (A12)."""

    APPLICATION = "application"
    FEEDBACK = "feedback"


STATE_TITLES = {
    State.RECEIVED: _("Received"),
    State.HANDLING: _("Being handled"),
    State.DONE: _("Done"),
    State.REFUSED: _("Refused"),
}
STATE_CLASSES = {
    State.RECEIVED: "text-bg-info",
    State.HANDLING: "text-bg-warning",
    State.DONE: "text-bg-success",
    State.REFUSED: "text-bg-secondary",
}
ENDED = frozenset({State.DONE, State.REFUSED})
#: From → to. A case that has ended may be taken up again, when somebody erred.
MOVES = {
    State.RECEIVED: (State.HANDLING, State.DONE, State.REFUSED),
    State.HANDLING: (State.DONE, State.REFUSED),
    State.DONE: (State.HANDLING,),
    State.REFUSED: (State.HANDLING,),
}


@dataclass(frozen=True)
class Answer:
    """One field of the form as it stood when it was sent: ``label`` and ``value`` are text."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class Step:
    """What became of a case. ``message``: what the sender reads; ``note``: for the office alone."""

    time: datetime
    state: State
    by: str = ""
    message: str = ""
    note: str = ""


@dataclass(frozen=True)
class NewCase:
    """What is kept of a form that was sent. ``phone`` is normalised; ``due``: last day of the
    time limit, None without one; ``form`` and ``procedure`` are UIDs."""

    about: About
    form: str
    form_title: str
    name: str
    phone: str
    email: str = ""
    procedure: str = ""
    due: date | None = None
    answers: tuple[Answer, ...] = ()


def is_overdue(state: State, due: date | None, today: date) -> bool:
    """Not ended, and its last day is over."""
    return due is not None and state not in ENDED and today > due
