"""A deadline as people read it: when, where, what, by which article, how it stands."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from enum import StrEnum
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.compliance.evaluation.deadlines import Deadline
from hcmedu.portal.compliance.mending import mend_url
from hcmedu.portal.compliance.settings.holidays import WEEKDAYS
from hcmedu.portal.compliance.wording import sentence
from hcmedu.portal.compliance.wording.citations import citations_text
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.root import section_brains
from hcmedu.portal.vietnamese import format_date
from typing import Any
from zope.i18n import translate


class State(StrEnum):
    """Đã xong, quá hạn (còn làm được), đã qua không đạt, sắp đến hạn, chưa đến hạn, đã qua."""

    DONE = "done"
    MISSED = "missed"
    FAILED = "failed"
    SOON = "soon"
    TO_COME = "to_come"
    PAST = "past"


STATE_TITLES: Mapping[State, str] = {
    State.DONE: _("Is done"),
    State.MISSED: _("Missed"),
    State.FAILED: _("Is over, not kept"),
    State.SOON: _("Due soon"),
    State.TO_COME: _("Not due yet"),
    State.PAST: _("Is over"),
}
#: Stands where the article would, of what the school demands itself.
OWN = _("Rule of the school")
#: What can be done now.
OPEN = frozenset({State.MISSED, State.SOON, State.TO_COME})
#: So long before is soon.
NEAR = timedelta(days=30)


def state_of(deadline: Deadline, moment: datetime, since: datetime | None = None) -> State:
    """``since``: what was over before then nobody could keep, unless it can still be done."""
    if deadline.done:
        return State.DONE
    if deadline.when >= moment:
        return State.SOON if deadline.when <= moment + NEAR else State.TO_COME
    if deadline.done is None:
        return State.PAST
    if deadline.lasting:
        return State.MISSED
    return State.PAST if since is not None and deadline.when < since else State.FAILED


@dataclass(frozen=True)
class Entry:
    """All text is translated. ``time`` is empty where the whole day is left."""

    day: date
    day_text: str
    weekday: str
    time: str
    place: str
    place_url: str
    what: str
    demand: str
    article: str
    state: State
    state_title: str
    mend_url: str


class Entries:
    """Makes entries of the deadlines of a school. ``language``: of whom it is told.

    ``since``: when the portal began to hold anything.
    """

    def __init__(
        self, root: Any, moment: datetime, language: str, since: datetime | None = None
    ) -> None:
        self.root, self.moment, self.language, self.since = root, moment, language, since
        self.law = catalogue()

    def say(self, message: Any) -> str:
        return translate(message, target_language=self.language)

    @cached_property
    def places(self) -> dict[str, tuple[str, str]]:
        """Title and address of each section by its code, as the school calls it."""
        found = section_brains(self.root)
        return {brain.section_code: (brain.Title, brain.getURL()) for brain in found}

    def place(self, owner: str) -> tuple[str, str]:
        """Of a demand on the whole portal the school root is the place."""
        if owner in self.places:
            return self.places[owner]
        row = self.law.sections.get(owner) or self.law.items.get(owner)
        return (row.title if row else owner), self.root.absolute_url()

    def article(self, deadline: Deadline) -> str:
        """Where the demand stands; a rule of the school cites nothing."""
        told = citations_text(self.law, deadline.check.citations, self.moment.date())
        return told or self.say(OWN)

    def make(self, deadline: Deadline) -> Entry:
        state, place = state_of(deadline, self.moment, self.since), self.place(deadline.owner)
        when = in_zone(deadline.when)
        return Entry(
            day=when.date(),
            day_text=format_date(when.date()),
            weekday=self.say(WEEKDAYS[when.weekday()]),
            time="" if deadline.all_day else f"{when:%H:%M}",
            place=place[0],
            place_url=place[1],
            what=self.say(sentence(deadline.what)),
            demand=deadline.check.demand,
            article=self.article(deadline),
            state=state,
            state_title=self.say(STATE_TITLES[state]),
            mend_url=mend_url(self.root, deadline.mend) if state in OPEN else "",
        )


@dataclass(frozen=True)
class Month:
    """``first``: its first day. ``is_running``: today is in it."""

    first: date
    title: str
    entries: tuple[Entry, ...]
    is_running: bool

    @property
    def missed(self) -> int:
        return sum(each.state is State.MISSED for each in self.entries)

    @property
    def soon(self) -> int:
        return sum(each.state is State.SOON for each in self.entries)


def by_month(entries: Iterable[Entry], today: date) -> list[Month]:
    """In the order of the school year."""
    found: dict[date, list[Entry]] = {}
    for each in entries:
        found.setdefault(each.day.replace(day=1), []).append(each)
    this = today.replace(day=1)
    return [Month(day, f"{day:%m/%Y}", tuple(found[day]), day == this) for day in sorted(found)]
