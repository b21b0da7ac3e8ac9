"""A deadline as people read it: when, where, what, by which article, how it stands."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
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
    """Đã làm, quá hạn, sắp đến hạn, đã qua mà không biết."""

    DONE = "done"
    MISSED = "missed"
    TO_COME = "to_come"
    PAST = "past"


STATE_TITLES: Mapping[State, str] = {
    State.DONE: _("Is done"),
    State.MISSED: _("Missed"),
    State.TO_COME: _("To come"),
    State.PAST: _("Is over"),
}
#: Stands where the article would, of what the school demands itself.
OWN = _("Rule of the school")


def state_of(deadline: Deadline, moment: datetime) -> State:
    if deadline.done:
        return State.DONE
    if deadline.when >= moment:
        return State.TO_COME
    return State.PAST if deadline.done is None else State.MISSED


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
    """Makes entries of the deadlines of a school. ``language``: of whom it is told."""

    def __init__(self, root: Any, moment: datetime, language: str) -> None:
        self.root, self.moment, self.language = root, moment, language
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
        state, place = state_of(deadline, self.moment), self.place(deadline.owner)
        when = in_zone(deadline.when)
        open_ones = (State.MISSED, State.TO_COME)
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
            mend_url=mend_url(self.root, deadline.mend) if state in open_ones else "",
        )


@dataclass(frozen=True)
class Month:
    """``first``: its first day. ``is_over``: it lies before this month."""

    first: date
    title: str
    entries: tuple[Entry, ...]
    is_over: bool

    @property
    def missed(self) -> int:
        return sum(each.state is State.MISSED for each in self.entries)

    @property
    def to_come(self) -> int:
        return sum(each.state is State.TO_COME for each in self.entries)


def by_month(entries: Iterable[Entry], today: date) -> list[Month]:
    """This month and those to come in their order, then those that are over, the latest first."""
    found: dict[date, list[Entry]] = {}
    for each in entries:
        found.setdefault(each.day.replace(day=1), []).append(each)
    this = today.replace(day=1)
    ordered = sorted(day for day in found if day >= this)
    ordered += sorted((day for day in found if day < this), reverse=True)
    return [Month(day, f"{day:%m/%Y}", tuple(found[day]), day < this) for day in ordered]
