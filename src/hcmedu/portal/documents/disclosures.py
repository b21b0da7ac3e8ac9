"""What a school has made public, what is missing and what came late. Pure.

A matrix for each circular (thông tư về công khai): its forms by the latest school years in which it
was in force. Deadlines are those of the catalogue's checks ``yearly_deadline``.
"""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hcmedu.portal.regulations.model import CheckKind
from hcmedu.portal.regulations.model import DisclosureForm
from hcmedu.portal.regulations.model import Display
from hcmedu.portal.regulations.model import Regulation
from hcmedu.portal.regulations.queries import Catalogue
from hcmedu.portal.vietnamese import SchoolYear
from typing import Any


#: A month of the autumn lies in the first calendar year of a school year, any other in the second.
FIRST_MONTH = 9


class CellState(StrEnum):
    """Tình trạng công khai."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    NOT_DUE = "not_due"


@dataclass(frozen=True)
class Published:
    """A disclosure that is there: its form, year and period, the day it was published."""

    form: str
    school_year: str
    period: str
    day: date | None
    item: Any = None


@dataclass(frozen=True)
class Cell:
    """One form in one school year. ``due``: the deadline that was missed, or the next one."""

    year: SchoolYear
    state: CellState
    found: tuple[Published, ...]
    due: date | None


@dataclass(frozen=True)
class Row:
    form: DisclosureForm
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """The forms of a circular in the years, the newest first, in which it was in force."""

    regulation: Regulation
    years: tuple[SchoolYear, ...]
    rows: tuple[Row, ...]


def matrices(
    law: Catalogue,
    found: Iterable[Published],
    today: date,
    levels: Collection[str] = (),
    groups: Collection[str] = (),
    chosen: Collection[str] = (),
) -> list[Matrix]:
    """The circulars of the latest years, the newest first.

    ``groups``: of these disclosure groups only; ``chosen``: the circulars that the school says it
    follows, whatever the day. Circulars without a form for these levels and groups are left out.
    """
    by_place: dict[tuple[str, str], list[Published]] = {}
    for each in found:
        by_place.setdefault((each.form, each.school_year), []).append(each)
    made = [
        matrix(law, regulation, years, by_place, today, levels, groups)
        for regulation, years in followed(law, today, chosen).items()
    ]
    return [each for each in made if each.rows]


def followed(
    law: Catalogue, today: date, chosen: Collection[str]
) -> dict[Regulation, tuple[SchoolYear, ...]]:
    """Circular → the school years for which it counts: it is in force when the year begins."""
    found: dict[Regulation, tuple[SchoolYear, ...]] = {}
    for year in SchoolYear.of(today).latest(years_covered(law)):
        current = law.disclosure_regulation(year.begins)
        ids = chosen or ([current.id] if current else [])
        for regulation in (law.regulations[each] for each in ids):
            found[regulation] = (*found.get(regulation, ()), year)
    return found


def years_covered(law: Catalogue) -> int:
    """How many school years the portal has to cover (2326/GDĐT-THCS 1)."""
    numbers = [
        int(str(check.params["number"]))
        for section in law.sections.values()
        if section.display == Display.DISCLOSURE_TABLE
        for check in section.checks
        if check.kind == CheckKind.YEARS_COVERED
    ]
    return max(numbers, default=1)


def matrix(
    law: Catalogue,
    regulation: Regulation,
    years: tuple[SchoolYear, ...],
    found: Mapping[tuple[str, str], list[Published]],
    today: date,
    levels: Collection[str],
    groups: Collection[str],
) -> Matrix:
    forms = law.disclosure_forms(levels, regulation.id)
    rows = tuple(
        Row(form, tuple(cell(law, form, year, found, today) for year in years))
        for form in forms
        if not groups or form.group in groups
    )
    return Matrix(regulation, years, rows)


def cell(
    law: Catalogue,
    form: DisclosureForm,
    year: SchoolYear,
    found: Mapping[tuple[str, str], list[Published]],
    today: date,
) -> Cell:
    due = deadlines(law, form.regulation, year)
    there = tuple(
        sorted(found.get((form.id, year.title), ()), key=lambda each: each.day or date.max)
    )
    if there:
        state = CellState.LATE if all(is_late(each, due) for each in there) else CellState.ON_TIME
        return Cell(year, state, there, due.get(there[0].period))
    passed = [day for day in due.values() if day < today]
    if passed:
        return Cell(year, CellState.MISSING, (), max(passed))
    return Cell(year, CellState.NOT_DUE, (), min(due.values(), default=None))


def is_late(published: Published, due: Mapping[str, date]) -> bool:
    """After the deadline of its period; of a period without a deadline nothing is late."""
    limit = due.get(published.period)
    return limit is not None and published.day is not None and published.day > limit


def deadlines(law: Catalogue, regulation: str, year: SchoolYear) -> dict[str, date]:
    """Period → the last day on which a circular lets its forms be published for a school year."""
    checks = law.disclosure_deadlines.get(regulation, ())
    return {str(check.params["period"]): day_of(check.params, year) for check in checks}


def day_of(params: Mapping[str, object], year: SchoolYear) -> date:
    month, day = int(str(params["month"])), int(str(params["day"]))
    return date(year.start if month >= FIRST_MONTH else year.end, month, day)
