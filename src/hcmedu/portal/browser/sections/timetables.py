"""Timetables: school year and term, then the class; told by columns of the catalog alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hcmedu.portal.content.tables.words import class_key
from hcmedu.portal.listing import brains
from typing import Any
from urllib.parse import urlencode

import re


#: Terms in the order in which they come; one for the whole year comes first.
TERMS = ("", "year", "1", "2", "summer")


@dataclass(frozen=True)
class Choice:
    """A class, or a grade, or (neither) a timetable of all, and the item that has it."""

    name: str
    grade: str
    brain: Any

    @property
    def key(self) -> str:
        return class_key(self.name) if self.name else f"khoi-{self.grade}"


Period = tuple[str, str]


def period_of(brain: Any) -> Period:
    return brains.value(brain, "school_year") or "", brains.value(brain, "term") or ""


def period_rank(period: Period) -> tuple[str, int]:
    year, term = period
    return year, TERMS.index(term) if term in TERMS else 0


class Timetables:
    """For one page: ``found`` are the timetables, the newest first; ``asked`` is the address."""

    def __init__(self, found: Iterable[Any], asked: dict[str, Any]) -> None:
        self.found = list(found)
        self.asked = asked

    @cached_property
    def periods(self) -> list[Period]:
        """School years with their terms, the newest first."""
        return sorted({period_of(brain) for brain in self.found}, key=period_rank, reverse=True)

    @cached_property
    def period(self) -> Period:
        """The period asked for; the newest for anything unknown."""
        wanted = self.asked.get("nam"), self.asked.get("ky", "")
        return wanted if wanted in self.periods else self.periods[0]

    @property
    def is_newest(self) -> bool:
        """Whether the term is the last one: only there 'today' has a meaning."""
        return self.period == self.periods[0]

    @cached_property
    def choices(self) -> list[Choice]:
        """Classes by grade and name; a class of several timetables is that of the newest."""
        found: dict[str, Choice] = {}
        for brain in self.found:
            if period_of(brain) != self.period:
                continue
            stated = brains.value(brain, "grade") or ""
            for name in brains.value(brain, "school_classes") or [""]:
                choice = Choice(name, stated or grade_in(name), brain)
                found.setdefault(choice.key, choice)
        return sorted(found.values(), key=rank)

    @cached_property
    def chosen(self) -> Choice:
        """The class asked for; the first for anything unknown."""
        wanted = self.asked.get("lop")
        key = class_key(wanted) if isinstance(wanted, str) else f"khoi-{self.asked.get('khoi')}"
        return next((each for each in self.choices if each.key == key), self.choices[0])

    @cached_property
    def grades(self) -> list[tuple[str, list[Choice]]]:
        """The choices by grade."""
        found: dict[str, list[Choice]] = {}
        for choice in self.choices:
            found.setdefault(choice.grade, []).append(choice)
        return list(found.items())

    @cached_property
    def former(self) -> list[Any]:
        """Timetables of the period of which newer ones have taken the place."""
        used = {choice.brain.getPath() for choice in self.choices}
        own = [brain for brain in self.found if period_of(brain) == self.period]
        return [brain for brain in own if brain.getPath() not in used]

    def query(self, period: Period, choice: Choice | None = None) -> str:
        """What the address of a choice ends with: a class leads past the choices to its table."""
        asked = {"nam": period[0], "ky": period[1]}
        if choice is not None:
            asked |= {"lop": choice.name} if choice.name else {"khoi": choice.grade}
        place = "#lop" if choice is not None else ""
        return "?" + urlencode({name: value for name, value in asked.items() if value}) + place


def grade_in(name: str) -> str:
    """``6`` of ``6A1``; empty where no number begins the name."""
    match = re.match(r"\d{1,2}", class_key(name))
    return match[0] if match else ""


def rank(choice: Choice) -> tuple[int, str, list[tuple[int, str]]]:
    """By grade, then by name with numbers as numbers: 6A2 comes before 6A10."""
    parts = re.findall(r"\d+|\D+", choice.key)
    number = int(choice.grade) if choice.grade.isdecimal() else 0
    name = [(int(part), "") if part.isdecimal() else (0, part) for part in parts]
    return number, choice.grade, name
