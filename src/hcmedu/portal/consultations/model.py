"""What an opinion is (ý kiến đóng góp): who sends it, its states, what is kept of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hcmedu.portal import _
from plone.namedfile.file import NamedBlobFile


class State(StrEnum):
    """Where an opinion is; it may go from each to each: what was published may be taken down."""

    WAITING = "waiting"
    PUBLISHED = "published"
    REJECTED = "rejected"


class Who(StrEnum):
    """As what somebody speaks."""

    PARENT = "parent"
    PUPIL = "pupil"
    TEACHER = "teacher"
    OTHER = "other"


STATE_TITLES = {
    State.WAITING: _("Not yet decided"),
    State.PUBLISHED: _("Shown to visitors"),
    State.REJECTED: _("Not shown to visitors"),
}
WHO_TITLES = {
    Who.PARENT: _("A parent"),
    Who.PUPIL: _("A pupil"),
    Who.TEACHER: _("A teacher"),
    Who.OTHER: _("Another organisation or person"),
}


@dataclass(frozen=True)
class NewOpinion:
    """What was sent. ``may_show_name``: consent to show ``name`` beside the text."""

    name: str
    contact: str
    who: Who
    text: str
    may_show_name: bool = False


@dataclass(frozen=True)
class Step:
    """What those in charge did; ``note`` is for them alone, such as why it is not published."""

    time: datetime
    state: State
    by: str
    note: str = ""


@dataclass(frozen=True)
class Row:
    """What lists and counts need of an opinion. ``stripped``: its period is over."""

    receipt: str
    created: datetime
    state: State
    who: Who
    answered: bool = False
    stripped: bool = False


@dataclass(frozen=True)
class Opinion:
    """A whole opinion. ``shown``: what visitors read in place of ``text``, where parts were left
    out; empty: the text itself. ``files``: for those in charge alone.
    """

    row: Row
    name: str
    contact: str
    text: str
    may_show_name: bool
    shown: str
    answer: str
    steps: tuple[Step, ...]
    files: tuple[NamedBlobFile, ...]

    @property
    def published_text(self) -> str:
        return self.shown or self.text

    @property
    def published_name(self) -> str:
        """The name with its owner's consent, else as what he speaks."""
        return self.name if self.may_show_name and self.name else WHO_TITLES[self.row.who]

    @property
    def revision(self) -> int:
        """Another one after each step: who decides by an older one is told."""
        return len(self.steps)

    @property
    def last_note(self) -> str:
        return self.steps[-1].note if self.steps else ""
