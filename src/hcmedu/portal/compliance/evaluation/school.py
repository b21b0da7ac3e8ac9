"""Facts of the school that are no items: profile, board, feeds, attestations, rules. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from hcmedu.portal.regulations.model import Check


@dataclass(frozen=True)
class Attestation:
    """The head's word for what no machine can judge. ``by``: full name; ``note`` may be empty."""

    by: str
    on: date
    note: str = ""


@dataclass(frozen=True)
class Board:
    """How many accounts the editorial board has (C01)."""

    heads: int
    editors: int
    administrators: int


@dataclass(frozen=True)
class FeedFact:
    """A feed of the authority above; ``read``: when it was last read well, None: never."""

    title: str
    url: str
    read: datetime | None


@dataclass(frozen=True)
class SchoolFacts:
    """Who the school is and what it decided. None: can't be seen from where one looks.

    ``profile``: values of ISchoolProfile by name. ``regulations``: ids that the school chose;
    empty: by the day. ``days_off``: beyond the catalogue's holidays. ``second_term``: day and month
    on which it begins. ``attestations`` by key of the check. ``own``: (code of a section, its
    check). ``alive``: URL → whether it answered when it was last tried.
    """

    levels: frozenset[str] = frozenset()
    boarding: bool = False
    founding_year: int | None = None
    profile: Mapping[str, object] = field(default_factory=dict, hash=False)
    regulations: frozenset[str] = frozenset()
    days_off: frozenset[date] = frozenset()
    second_term: tuple[int, int] = (15, 1)
    board: Board | None = None
    feeds: tuple[FeedFact, ...] | None = None
    attestations: Mapping[str, Attestation] | None = field(default=None, hash=False)
    own: tuple[tuple[str, Check], ...] = ()
    alive: Mapping[str, bool] | None = field(default=None, hash=False)
