"""The columns of a table as a form: which are asked and which are shown, read out of a request."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from hcmedu.portal import _
from hcmedu.portal.lookup.rows.cells import Cell
from hcmedu.portal.lookup.rows.cells import shown
from hcmedu.portal.lookup.rows.checking import Asked
from hcmedu.portal.lookup.rows.checking import Choice
from hcmedu.portal.lookup.rows.checking import guess_kind
from hcmedu.portal.lookup.rows.checking import MOST_ASKED
from hcmedu.portal.lookup.rows.checking import Shown
from hcmedu.portal.lookup.rows.keys import Kind
from hcmedu.portal.vietnamese import fold
from typing import Any
from zope.i18nmessageid import Message

import re


LONGEST_LABEL = 100
KINDS = {
    Kind.TEXT: _("asked: text or number of candidate"),
    Kind.DATE: _("asked: date"),
    Kind.NUMBER: _("asked: number (zeros before it do not count)"),
}
ASK_ONE = _("Choose at least one column that visitors have to enter.")
ASK_LESS = _("At most four columns can be asked.")
SHOW_ONE = _("Choose at least one column that is shown.")
ALONE = _(
    "One asked column alone can be guessed by trying. Ask for a second one, the date of birth say, "
    "or confirm below that one is enough."
)
#: Headings of what a pupil knows of himself and others do not.
_ASKED = re.compile(
    r"(?:so )?(?:bao danh|sbd)|ngay(?: thang)?(?: nam)? sinh|(?:ma|so) (?:ho so|dinh danh|hieu)"
)
#: Numbers of rows tell nothing.
_NEVER = re.compile(r"stt|tt|so tt|so thu tu")


class ChoiceError(ValueError):
    """``message`` says what is missing; ``alone``: only that one column is enough."""

    def __init__(self, message: Message, alone: bool = False) -> None:
        super().__init__(str(message))
        self.message, self.alone = message, alone


@dataclass(frozen=True)
class Column:
    """One column in the form: ``ask`` is a kind or empty, ``place`` its place or empty."""

    at: int
    heading: str
    label: str
    ask: str
    place: str
    sample: tuple[str, ...]


def columns(
    head: Sequence[str], rows: Sequence[Sequence[Cell]], choice: Choice | None, form: Mapping
) -> list[Column]:
    """As it was typed, or chosen before, or as it seems to be."""
    if "label.0" in form:
        values = [_typed(at, form) for at in range(len(head))]
    elif choice is not None:
        values = [_chosen(at, choice) for at in range(len(head))]
    else:
        values = _guessed(head, rows)
    found = []
    for at, (label, ask, place) in enumerate(values):
        sample = tuple(shown(row[at]) for row in rows if at < len(row))
        found.append(Column(at, head[at], label or head[at], ask, place, sample))
    return found


def _typed(at: int, form: Mapping) -> tuple[str, str, str]:
    label, ask, place = (text(form, f"{name}.{at}") for name in ("label", "ask", "place"))
    return label, ask, place


def _chosen(at: int, choice: Choice) -> tuple[str, str, str]:
    asked = next((each for each in choice.asked if each.column == at), None)
    places = {each.column: place for place, each in enumerate(choice.shown, start=1)}
    shown_as = next((each for each in choice.shown if each.column == at), None)
    label = (asked or shown_as).label if asked or shown_as else ""
    return label, asked.kind.value if asked else "", str(places.get(at, ""))


def _guessed(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[tuple[str, str, str]]:
    values, place = [], 0
    for at, heading in enumerate(head):
        plain = " ".join(re.findall(r"[a-z0-9]+", fold(heading)))
        told = bool(plain) and not _NEVER.fullmatch(plain)
        place += told
        kind = guess_kind([row[at] for row in rows if at < len(row)])
        ask = kind.value if _ASKED.fullmatch(plain) else ""
        values.append((heading, ask, str(place) if told else ""))
    return values


def read_choice(head: Sequence[str], form: Mapping) -> Choice:
    """What a form says; raises ``ChoiceError``."""
    asked, places = [], []
    for at, heading in enumerate(head):
        label, ask, place = _typed(at, form)
        label = (label or heading or str(at + 1))[:LONGEST_LABEL]
        if ask in set(Kind):
            asked.append(Asked(at, label, Kind(ask)))
        if place.isascii() and place.isdecimal() and len(place) < 4 and int(place):
            places.append((int(place), Shown(at, label)))
    _check(asked, places, bool(text(form, "alone")))
    ordered = sorted(places, key=lambda each: (each[0], each[1].column))
    return Choice(tuple(asked), tuple(each for _place, each in ordered), len(head))


def _check(asked: list[Asked], shown_ones: list[Any], alone: bool) -> None:
    if not asked:
        raise ChoiceError(ASK_ONE)
    if len(asked) > MOST_ASKED:
        raise ChoiceError(ASK_LESS)
    if not shown_ones:
        raise ChoiceError(SHOW_ONE)
    if len(asked) == 1 and not alone:
        raise ChoiceError(ALONE, alone=True)


def text(form: Mapping, name: str) -> str:
    """A field of a form on one line; empty for what is no text."""
    value = form.get(name, "")
    return " ".join(value.split()) if isinstance(value, str) else ""
