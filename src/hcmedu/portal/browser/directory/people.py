"""People of a directory: search among them, units, the chart of the organisation. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from hcmedu.portal.vietnamese import fold
from hcmedu.portal.vietnamese import matches
from hcmedu.portal.vietnamese import parse_query


#: The unit that leads the others, see ``terms.STAFF_UNITS``.
LEADING = "ban-giam-hieu"
#: How the position of who leads a unit or group begins, folded.
HEADS = (
    *("hieu truong", "giam doc", "to truong", "truong", "chanh van phong", "chu tich"),
    *("bi thu", "tong phu trach"),
)


@dataclass(frozen=True)
class Person:
    """What search and chart know of a person."""

    name: str
    position: str = ""
    unit: str = ""
    team: str = ""

    @property
    def leads(self) -> bool:
        return fold(self.position).startswith(HEADS)


@dataclass(frozen=True)
class Node:
    """A unit, or a group in it: how many persons, who leads it (None: nobody is known to)."""

    title: str
    count: int
    head: Person | None
    groups: tuple["Node", ...] = ()


def is_found(words: str, person: Person, unit_title: str) -> bool:
    """Whether name, position, group and unit hold all words, the last of them perhaps unfinished.

    Words without diacritics find those with them, as everywhere in the portal.
    """
    query = parse_query(words, unfinished=True)
    text = " ; ".join((person.name, person.position, person.team, unit_title))
    return not query or matches(text, query)


def chart(units: Sequence[tuple[str, str, Sequence[Person]]]) -> tuple[list[Person], list[Node]]:
    """Who leads the school, and the other units; of (token, title, people) of each unit."""
    leaders = [person for token, _title, people in units if token == LEADING for person in people]
    others = [(title, people) for token, title, people in units if token != LEADING and people]
    return leaders, [node(title, people) for title, people in others]


def node(title: str, people: Sequence[Person]) -> Node:
    """A unit. Its groups are told where it has several; else who leads it."""
    teams = list(dict.fromkeys(person.team for person in people if person.team))
    if len(teams) < 2:
        return Node(title, len(people), head_of(people))
    members = ([each for each in people if each.team == team] for team in teams)
    groups = (
        Node(team, len(found), head_of(found)) for team, found in zip(teams, members, strict=True)
    )
    return Node(title, len(people), None, tuple(groups))


def head_of(people: Sequence[Person]) -> Person | None:
    """The first whose position leads; who is alone."""
    return next((each for each in people if each.leads), people[0] if len(people) == 1 else None)
