"""What the list is asked for: read from a form, told again in links.

Words may be a name: they are posted, and never stand in an address.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from hcmedu.portal import _
from hcmedu.portal.cases.model import About
from hcmedu.portal.cases.model import ENDED
from hcmedu.portal.cases.model import State
from hcmedu.portal.cases.register import Row
from hcmedu.portal.submissions.receipts import read_receipt
from hcmedu.portal.vietnamese import fold
from hcmedu.portal.vietnamese import InvalidDate
from hcmedu.portal.vietnamese import parse_date
from hcmedu.portal.vietnamese import sort_key
from typing import Any
from urllib.parse import parse_qsl
from urllib.parse import urlencode


OPEN, ALL = "open", "all"
TABS = {
    OPEN: _("Not finished"),
    State.RECEIVED: _("New"),
    State.HANDLING: _("Being handled"),
    State.DONE: _("Done"),
    State.REFUSED: _("Refused"),
    ALL: _("All"),
}
ABOUT_TITLES = {About.APPLICATION: _("Applications"), About.FEEDBACK: _("Feedback")}
SORTS = {
    "due": _("By time limit"),
    "new": _("Newest first"),
    "old": _("Oldest first"),
    "name": _("By name"),
}
FIELDS = ("state", "about", "form", "overdue", "own", "since", "until", "sort", "start")
NO_DATE = _("Write the date as dd/mm/yyyy, for example 20/11/2026.")
WRONG_ORDER = _("The last day lies before the first one.")
LONGEST = 100
FAR = date.max


@dataclass(frozen=True)
class Asked:
    """``values``: what was typed or chosen, by field; ``words`` apart; ``errors`` by field."""

    values: Mapping[str, str]
    words: str
    since: date | None
    until: date | None
    errors: Mapping[str, Any]

    def query(self, **changes: str) -> str:
        """The query string of these choices; a change begins on the first page."""
        changed = {**self.values, "start": "", **changes}
        return urlencode({name: changed[name] for name in FIELDS if changed[name]})

    @property
    def state(self) -> str:
        return self.values["state"] or OPEN

    @property
    def start(self) -> int:
        return int(self.values["start"] or 0)

    def in_state(self, row: Row) -> bool:
        if self.state == ALL:
            return True
        return row.state not in ENDED if self.state == OPEN else row.state == self.state

    def passes(self, row: Row, user_id: str, today: date) -> bool:
        """Whether it passes in all but its state."""
        return (
            self.values["about"] in ("", row.about)
            and self.values["form"] in ("", form_key(row))
            and (not self.values["overdue"] or row.overdue(today))
            and (not self.values["own"] or row.handler == user_id)
            and (self.since is None or row.created.date() >= self.since)
            and (self.until is None or row.created.date() <= self.until)
            and (not self.words or has_words(row, self.words))
        )

    def everything(self) -> "Asked":
        """The same words and choices on one page, for an export."""
        return replace(self, values={**self.values, "start": ""})


def form_key(row: Row) -> str:
    """Cases of one form; of one that has no object any more, by its title."""
    return row.form or row.form_title


def has_words(row: Row, words: str) -> bool:
    """All words stand in the name or the title of the form, or it is (part of) the receipt."""
    receipt = read_receipt(words)
    if receipt is not None:
        return row.receipt == receipt
    text = fold(f"{row.name} {row.form_title} {row.receipt}")
    return all(word in text for word in fold(words).split())


def in_order(rows: Iterable[Row], sort: str) -> list[Row]:
    """``due``: what is open and due first, what has no limit after it, what has ended last."""
    keys: dict[str, Callable[[Row], Any]] = {
        "due": lambda row: (row.state in ENDED, row.due or FAR, row.created),
        "old": lambda row: row.created,
        "name": lambda row: (sort_key(row.name), row.created),
    }
    if sort in keys:
        return sorted(rows, key=keys[sort])
    return sorted(rows, key=lambda row: row.created, reverse=True)


def read(form: Mapping[str, Any]) -> Asked:
    """Never raises; what can't be read is an error at its field or not there.

    ``go``: the choices of a button, as a query string; the words are kept.
    """
    go = form.get("go")
    chosen = dict(parse_qsl(go)) if isinstance(go, str) else form
    values = {name: _typed(chosen.get(name)) for name in FIELDS}
    for name, known in (("state", TABS), ("about", ABOUT_TITLES), ("sort", SORTS)):
        if values[name] not in set(known):
            values[name] = ""
    if not values["start"].isdecimal() or not values["start"].isascii() or len(values["start"]) > 6:
        values["start"] = ""
    errors: dict[str, Any] = {}
    since, until = (_day(values[name], name, errors) for name in ("since", "until"))
    if since and until and until < since:
        errors["until"] = WRONG_ORDER
    return Asked(values, _typed(form.get("words")), since, until, errors)


def _typed(value: object) -> str:
    return value.strip()[:LONGEST] if isinstance(value, str) else ""


def _day(text: str, name: str, errors: dict[str, Any]) -> date | None:
    try:
        return parse_date(text) if text else None
    except InvalidDate:
        errors[name] = NO_DATE
        return None
