"""What is told of several school years side by side. Pure: figures in, lines out.

The figures of a year are those of ``content.yearbook_figures``.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from hcmedu.portal import _
from hcmedu.portal.content.terms import ALL_GRADES
from hcmedu.portal.content.terms import QUALIFICATIONS
from hcmedu.portal.vietnamese import InvalidSchoolYear
from hcmedu.portal.vietnamese import SchoolYear
from typing import Any


Number = int | float
#: Years without a yearbook between two that have one are shown, unless they are more than that.
LONGEST_GAP = 5
MEASURES = {
    "classes": _("Classes in all"),
    "pupils": _("Pupils in all"),
    "girls": _("Girls"),
    "boarders": _("Boarders"),
    "pupils_a_class": _("Pupils in a class, on average"),
    "staff": _("Staff in all"),
    "teachers": _("Teachers"),
    "women": _("Women"),
    "rooms": _("Rooms in all"),
    "classrooms": _("Classrooms"),
    "computers": _("Computers"),
    "library_books": _("Books in the library"),
    "land_area": _("Land in all (m²)"),
}
#: Groups of the table: heading, measures, then a kind of figures by token with its titles.
GROUPS: tuple[tuple[str, tuple[str, ...], str, Mapping[str, str]], ...] = (
    (
        _("Classes and pupils"),
        ("classes", "pupils", "girls", "boarders", "pupils_a_class"),
        "grades",
        ALL_GRADES,
    ),
    (
        _("Teachers and staff"),
        ("staff", "teachers", "women"),
        "qualifications",
        dict(QUALIFICATIONS),
    ),
    (
        _("Facilities"),
        ("rooms", "classrooms", "computers", "library_books", "land_area"),
        "",
        {},
    ),
)


@dataclass(frozen=True)
class Year:
    """One school year: its title, the address of its yearbook (empty without one), its figures."""

    title: str
    url: str = ""
    figures: Mapping[str, Any] = field(default_factory=dict)

    def number(self, kind: str, name: str) -> Number | None:
        return (self.figures.get(kind) or {}).get(name)


@dataclass(frozen=True)
class Line:
    """A measure and its number in each year; None where it is not known."""

    title: str
    numbers: tuple[Number | None, ...]


@dataclass(frozen=True)
class Group:
    title: str
    lines: tuple[Line, ...]


def groups(years: Sequence[Year]) -> list[Group]:
    """The measures known of one year at least, under their headings."""
    found = (Group(title, tuple(lines_of(years, rest))) for title, *rest in GROUPS)
    return [group for group in found if group.lines]


def lines_of(years: Sequence[Year], described: Sequence[Any]) -> Iterable[Line]:
    names, kind, titles = described
    wanted = [(MEASURES[name], "measures", name) for name in names]
    wanted += [(titles[token], kind, token) for token in titles]
    for title, of_kind, name in wanted:
        numbers = tuple(year.number(of_kind, name) for year in years)
        if any(number is not None for number in numbers):
            yield Line(title, numbers)


def with_gaps(years: Sequence[Year]) -> list[Year]:
    """The years from the oldest, those between them that have no yearbook put in."""
    found: list[Year] = []
    for year in years:
        found += missing(found[-1].title, year.title) if found else []
        found.append(year)
    return found


def missing(before: str, after: str) -> list[Year]:
    """What lies between two years; nothing where that is no gap, or where one is no year."""
    try:
        first, last = SchoolYear.parse(before).start, SchoolYear.parse(after).start
    except InvalidSchoolYear:
        return []
    if last - first - 1 > LONGEST_GAP:
        return []
    return [Year(SchoolYear(start).title) for start in range(first + 1, last)]
