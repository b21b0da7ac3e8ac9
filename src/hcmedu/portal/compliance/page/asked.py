"""What the report is asked for: read from an address, told again in links. Pure."""

from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from hcmedu.portal import _
from hcmedu.portal.compliance.evaluation import Result
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.vietnamese import fold
from hcmedu.portal.vietnamese import format_date
from hcmedu.portal.vietnamese import InvalidDate
from hcmedu.portal.vietnamese import parse_date
from typing import Any
from urllib.parse import parse_qsl
from urllib.parse import urlencode


FIELDS = ("view", "status", "criterion", "section", "text", "on", "under")
#: Status by which the page finds all that is not met.
OPEN = "open"
OPEN_STATUSES = frozenset({Status.NOT_MET, Status.PARTIAL, Status.TO_ATTEST})
BY_CRITERION = "criteria"
NO_DATE = _("Write the date as dd/mm/yyyy, for example 20/11/2026.")
LONGEST = 100


@dataclass(frozen=True)
class Known:
    """What may be chosen, and the days for which holidays and regulations are known."""

    criteria: Collection[str]
    sections: Collection[str]
    circulars: Collection[str]
    first: date = date(2000, 1, 1)
    last: date = date(2100, 12, 31)


@dataclass(frozen=True)
class Asked:
    """``values``: what was typed or chosen, by field; ``errors`` by field; ``on``: None is now."""

    values: Mapping[str, str]
    on: date | None
    errors: Mapping[str, Any]

    def query(self, **changes: str) -> str:
        """The query string of these choices."""
        changed = {**self.values, **changes}
        return urlencode({name: changed[name] for name in FIELDS if changed[name]})

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    @property
    def is_filtered(self) -> bool:
        return any(self.values[name] for name in ("status", "criterion", "section", "text"))

    @property
    def is_other(self) -> bool:
        """Whether it is of another day, or under another circular, than what holds now."""
        return self.on is not None or bool(self.values["under"])

    def passes(self, result: Result, words: str) -> bool:
        """Whether a result is shown; ``words``: all that is said of it."""
        status, text = self.values["status"], fold(self.values["text"])
        return (
            in_status(result.status, status)
            and self.values["criterion"] in ("", result.criterion)
            and self.values["section"] in ("", result.owner)
            and (not text or all(each in fold(words) for each in text.split()))
        )

    @property
    def moment(self) -> datetime | None:
        """The end of the day that was asked for, without a zone; None is now."""
        if self.on is None:
            return None
        return datetime(self.on.year, self.on.month, self.on.day, 23, 59)


def in_status(status: Status, wanted: str) -> bool:
    return status in OPEN_STATUSES if wanted == OPEN else wanted in ("", status.value)


def read(form: Mapping[str, Any], known: Known, today: date) -> Asked:
    """Never raises: what can't be read is an error at its field, or nothing."""
    values = {name: typed(form.get(name)) for name in FIELDS}
    for name, choices in (
        ("view", {BY_CRITERION}),
        ("status", {OPEN, *(each.value for each in Status)}),
        ("criterion", known.criteria),
        ("section", known.sections),
        ("under", known.circulars),
    ):
        if values[name] not in choices:
            values[name] = ""
    errors: dict[str, Any] = {}
    on = day(values["on"], known, errors)
    return Asked(values, None if on == today else on, errors)


def again(query: object, known: Known, today: date) -> Asked:
    """The choices of a query string that a form carried along."""
    text = query if isinstance(query, str) else ""
    return read(dict(parse_qsl(text[:2000])), known, today)


def typed(value: object) -> str:
    """Text of a field, without signs that no page can hold."""
    if not isinstance(value, str):
        return ""
    return "".join(sign for sign in value[:LONGEST] if sign.isprintable()).strip()


def day(text: str, known: Known, errors: dict[str, Any]) -> date | None:
    """A day as people write it, or as ``2026-11-20``."""
    if not text:
        return None
    try:
        found = date.fromisoformat(text) if text[4:5] == "-" else parse_date(text)
    except (InvalidDate, ValueError):
        errors["on"] = NO_DATE
        return None
    if not known.first <= found <= known.last:
        limits = {"first": format_date(known.first), "last": format_date(known.last)}
        errors["on"] = _("Choose a day between ${first} and ${last}.", mapping=limits)
        return None
    return found
