"""Every row of a table by the columns that were chosen: what is wrong, and what it is found by."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from hcmedu.portal.lookup.rows.cells import Cell
from hcmedu.portal.lookup.rows.cells import is_empty
from hcmedu.portal.lookup.rows.cells import shown
from hcmedu.portal.lookup.rows.keys import Kind
from hcmedu.portal.lookup.rows.keys import normalised
from hcmedu.portal.lookup.rows.keys import row_key
from hcmedu.portal.lookup.rows.keys import Unreadable


MOST_ASKED = 4
#: Lines of a report that are kept; the numbers of all kinds are told besides.
MOST_PROBLEMS = 2000


@dataclass(frozen=True)
class Asked:
    """A column that visitors have to type."""

    column: int
    label: str
    kind: Kind


@dataclass(frozen=True)
class Shown:
    """A column that they get to see."""

    column: int
    label: str


@dataclass(frozen=True)
class Choice:
    """Which columns of a table of ``width`` headings are asked and which shown, in that order."""

    asked: tuple[Asked, ...]
    shown: tuple[Shown, ...]
    width: int

    def cells(self, cells: Sequence[Cell]) -> tuple[str, ...]:
        """What a visitor gets of a row."""
        return tuple(shown(cells[each.column]) for each in self.shown)


@dataclass(frozen=True)
class Problem:
    """A row that can't be taken, by its number in the file; no value of it is told.

    ``kind``: ``short`` (fewer cells than headings), ``long``, ``empty``, ``date``, ``calendar``,
    ``number`` (each of the column ``label``), ``doubled`` (asked values of the row ``other``).
    """

    line: int
    kind: str
    label: str = ""
    other: int = 0


#: A value of a column is a person's own when there are so many rows to a value at most.
OWN = 2


@dataclass
class Check:
    """Takes rows one by one; ``places`` says where a sound row lies, by what it is found by.

    Rows of the same asked values are wrong, all of them: each would be shown to the others.
    """

    choice: Choice
    secret: bytes
    places: dict[bytes, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    wrong: int = 0
    #: By asked column: values of sound rows, as numbers that tell nothing of them.
    _seen: dict[int, set[int]] = field(default_factory=dict)
    _lines: dict[bytes, int] = field(default_factory=dict)

    def take(self, place: int, line: int, cells: Sequence[Cell]) -> None:
        """One row; ``place`` is handed on as it is."""
        values, problems = self._values(line, cells)
        if problems:
            self._refuse(*problems)
            return
        key = row_key(self.secret, values)
        first = self._lines.setdefault(key, line)
        if first == line:
            self.places[key] = place
            for at, value in enumerate(values):
                self._seen.setdefault(at, set()).add(hash(value))
            return
        # The first of them counts as wrong when the second one comes
        self.wrong += self.places.pop(key, None) is not None
        self._refuse(Problem(line, "doubled", other=first))

    def shared(self) -> tuple[int, ...]:
        """Asked columns whose values many rows have in common: a class, a room, a birthday."""
        rows = len(self._lines)
        return tuple(at for at, seen in self._seen.items() if len(seen) * OWN < rows)

    def _values(self, line: int, cells: Sequence[Cell]) -> tuple[list[str], list[Problem]]:
        if len(cells) != self.choice.width:
            return [], [Problem(line, "short" if len(cells) < self.choice.width else "long")]
        values, problems = [], []
        for each in self.choice.asked:
            try:
                values.append(normalised(each.kind, cells[each.column]))
            except Unreadable as error:
                problems.append(Problem(line, error.kind, each.label))
        return values, problems

    def _refuse(self, *problems: Problem) -> None:
        self.wrong += 1
        self.counts.update(each.kind for each in problems)
        self.problems += problems[: max(0, MOST_PROBLEMS - len(self.problems))]


def guess_kind(cells: Sequence[Cell]) -> Kind:
    """What a column seems to hold, by its first rows.

    Numbers of a workbook have lost the zeros before them, so they are compared as numbers.
    """
    told = [cell for cell in cells if not is_empty(cell)]
    if told and all(isinstance(cell, int | float) for cell in told):
        return Kind.NUMBER
    # One wrong day among the first rows makes no other column of it
    return Kind.DATE if 2 * sum(map(_is_day, told)) > len(told) else Kind.TEXT


def _is_day(cell: Cell) -> bool:
    """Digits alone are the number of a candidate."""
    if not isinstance(cell, str):
        return isinstance(cell, date)
    try:
        return not cell.isdecimal() and bool(normalised(Kind.DATE, cell))
    except Unreadable:
        return False
