"""A measure of the self-review, and how one is read from a form (289: rà soát, khắc phục). Pure."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import fields
from dataclasses import replace
from datetime import date
from enum import StrEnum
from hcmedu.portal import _
from hcmedu.portal.vietnamese import InvalidDate
from hcmedu.portal.vietnamese import parse_date
from hcmedu.portal.vietnamese import sort_key
from typing import Any


#: Longest texts of the fields.
LONGEST = {"found": 1000, "what": 2000, "other": 100, "note": 2000}
YEARS = (2000, 2199)
NEEDED = {
    "found": _("Write what was found."),
    "what": _("Write what is done about it."),
    "person": _("Choose who is in charge, or write a name."),
    "due": _("Write the day by which it is to be done."),
}
NO_DATE = _("Write the date as dd/mm/yyyy, for example 20/11/2026.")
IN_FUTURE = _("This day is yet to come.")
IN_PAST = _("This day is past: a new measure is to be done today or later.")
TOO_LONG = "At most ${number} characters, please."


class Show(StrEnum):
    """What the list is narrowed down to."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    ALL = "all"


@dataclass(frozen=True)
class Measure:
    """``key``: of the check, empty for what people found by themselves. ``person``: id of a user of
    the board, or empty; ``name``: full name, or what was written. ``revision`` counts the changes.
    """

    id: str
    key: str
    section: str
    found: str
    found_on: date
    what: str
    person: str
    name: str
    due: date
    done: date | None = None
    note: str = ""
    revision: int = 0
    changed_by: str = ""

    def is_overdue(self, today: date) -> bool:
        return self.done is None and self.due < today

    def shown_in(self, show: Show, today: date) -> bool:
        return {
            Show.OPEN: self.done is None,
            Show.OVERDUE: self.is_overdue(today),
            Show.DONE: self.done is not None,
            Show.ALL: True,
        }[show]


@dataclass(frozen=True)
class Typed:
    """What a form sent: texts as typed (``values``), dates as read, messages by field."""

    values: Mapping[str, str]
    due: date | None
    done: date | None
    errors: Mapping[str, Any] = field(default_factory=dict)

    def applied(self, measure: Measure, names: Mapping[str, str]) -> Measure:
        """The measure as the form wants it. ``names``: full name of the board by user id."""
        values = self.values
        person = values["person"]
        return replace(
            measure,
            found=values["found"] or measure.found,
            what=values["what"],
            person=person,
            name=names.get(person) or values["other"],
            due=self.due,
            done=self.done,
            note=values["note"],
        )


#: Names of the form's fields.
FIELDS = ("found", "what", "person", "other", "due", "done", "note")


def read(
    values: Mapping[str, str],
    people: Iterable[str],
    today: date,
    needs_found: bool,
    is_new: bool = False,
) -> Typed:
    """Check what was typed (cleaned texts by name of the field); never raises.

    ``people``: ids of the users who may be chosen. ``needs_found``: of what no check found.
    ``is_new``: the day by which is not past then, unless it is written down as done.
    """
    values = {name: values.get(name, "") for name in FIELDS}
    errors: dict[str, Any] = {}
    if values["person"] not in {"", *people}:
        values["person"] = ""
    needed = ("found", "what") if needs_found else ("what",)
    errors |= {name: NEEDED[name] for name in needed if not values[name]}
    if not values["person"] and not values["other"]:
        errors["person"] = NEEDED["person"]
    errors |= {
        name: _(TOO_LONG, mapping={"number": most})
        for name, most in LONGEST.items()
        if len(values[name]) > most
    }
    due, done = (_day(values[name], name, errors) for name in ("due", "done"))
    if due is None:
        errors.setdefault("due", NEEDED["due"])
    if is_new and due and due < today and not done:
        errors["due"] = IN_PAST
    if done and done > today:
        errors["done"] = IN_FUTURE
    return Typed(values, due, done, errors)


def _day(text: str, name: str, errors: dict[str, Any]) -> date | None:
    try:
        day = parse_date(text) if text else None
    except InvalidDate:
        errors[name] = NO_DATE
        return None
    if day is not None and not YEARS[0] <= day.year <= YEARS[1]:
        errors[name] = NO_DATE
        return None
    return day


def in_order(measures: Iterable[Measure]) -> list[Measure]:
    """Open ones by the day by which, then those done, the last first."""
    return sorted(
        measures,
        key=lambda each: (
            each.done is not None,
            -each.done.toordinal() if each.done else each.due.toordinal(),
            sort_key(each.section),
            each.id,
        ),
    )


def to_plain(measure: Measure) -> dict[str, Any]:
    """As it is stored: without a class of ours."""
    return {each.name: getattr(measure, each.name) for each in fields(measure)}
