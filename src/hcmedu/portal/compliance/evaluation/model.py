"""The words of the evaluation: facts, the questions asked of them, results, the report. Pure."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from enum import StrEnum
from hcmedu.portal.compliance.evaluation.school import Attestation
from hcmedu.portal.regulations.model import Check
from types import MappingProxyType
from typing import NamedTuple
from typing import Protocol


class Status(StrEnum):
    """Kết quả của một tiêu chí: đạt, đạt một phần, chưa đạt, cần người xác nhận, không áp dụng."""

    MET = "met"
    PARTIAL = "partial"
    NOT_MET = "not_met"
    TO_ATTEST = "to_attest"
    NOT_APPLICABLE = "not_applicable"


#: What a result counts for; half is never a pass, what nobody attested is none. None: not counted.
POINTS: Mapping[Status, float | None] = {
    Status.MET: 1.0,
    Status.PARTIAL: 0.5,
    Status.NOT_MET: 0.0,
    Status.TO_ATTEST: 0.0,
    Status.NOT_APPLICABLE: None,
}


@dataclass(frozen=True)
class Fact:
    """One item that an anonymous visitor can see, as the catalog's metadata tell of it.

    ``sections``: codes of the sections above it, nearest first. ``published``: aware. ``values``:
    by name of the catalog's column (dates as ``date``, moments as aware ``datetime``). ``lacks``:
    names of demanded fields that are empty, and of flaws (see ``facts.indexers``).
    """

    uid: str
    title: str
    url: str
    portal_type: str
    sections: tuple[str, ...]
    published: datetime | None = None
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    lacks: frozenset[str] = frozenset()


class Query(NamedTuple):
    """A question to a source; everything stated must hold. A tuple, since hundreds are asked.

    ``section``: code of a section that the item is in, at any depth. ``lacking``: at least one of
    these. ``having``: column → any of these values. ``spans``: column → first and last value, both
    included, None is open (dates; ``published`` takes aware moments); no value, no hit.
    ``sound``: has none of these flaws.
    """

    section: str
    types: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    having: Mapping[str, tuple[object, ...]] = MappingProxyType({})
    spans: Mapping[str, tuple[object, object]] = MappingProxyType({})
    sound: tuple[str, ...] = ()


class Source(Protocol):
    """Where facts come from. It is of one moment: what is to come or has expired is not in it."""

    def count(self, query: Query) -> int: ...

    def items(self, query: Query, limit: int | None = None) -> Sequence[Fact]:
        """Newest published first (by the minute), then by URL."""
        ...

    def evidence(self, query: Query, limit: int) -> Sequence["Evidence"]:
        """The same items, as far as a result names them."""
        ...

    def section(self, code: str) -> Fact | None:
        """The section itself; None where visitors can't see any."""
        ...


class Evidence(NamedTuple):
    """An item that a result rests on."""

    uid: str
    title: str
    url: str


@dataclass(frozen=True)
class Missing:
    """What is missing: key of a sentence in ``wording`` and the values that it names.

    Values are numbers, dates, moments, titles; tuples are listed. Tokens never: titles of them.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Mend:
    """Where mending begins: ``action`` add, edit, withdraw, profile, attest, open, board, feeds.

    ``values``: of the add form's fields, by name. ``uid``: of the item that is to be edited.
    ``first``: the field of the profile that is empty or wrong; two that differ in it are one.
    """

    action: str
    section: str = ""
    portal_type: str = ""
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    uid: str = ""
    first: str = field(default="", compare=False)


@dataclass(frozen=True)
class Finding:
    """What was found out for one check. ``fulfilled`` of ``total``, where something was counted."""

    status: Status
    missing: Missing | None = None
    evidence: tuple[Evidence, ...] = ()
    fulfilled: int | None = None
    total: int | None = None
    due: date | datetime | None = None
    mend: Mend | None = None
    attestation: Attestation | None = None


@dataclass(frozen=True)
class Result:
    """A check and its finding. ``key``: code of its owner and its id, ``A31.friday``; stable."""

    key: str
    owner: str
    check: Check
    criterion: str
    finding: Finding

    @property
    def status(self) -> Status:
        return self.finding.status

    @property
    def is_own(self) -> bool:
        """A rule of the school itself: it is judged and told, and lifts no score by the law."""
        return not self.check.citations


@dataclass(frozen=True)
class Score:
    """Points of so many counted checks. ``to_attest``: how many of them wait for a person."""

    points: float
    counted: int
    to_attest: int = 0

    @property
    def share(self) -> float | None:
        """0 to 1; None where nothing is counted."""
        return self.points / self.counted if self.counted else None

    @property
    def percent(self) -> float | None:
        """0 to 100 in tenths; 100 of a full score alone."""
        return None if self.share is None else percent_of(self.share)


def percent_of(share: float) -> float:
    """0 to 1 → 0 to 100, rounded half up to tenths; 99.96 is no full score, but 99.9."""
    tenths = int(share * 1000 + 0.5 + 1e-9)
    return 100.0 if share > 1 - 1e-9 else min(tenths, 999) / 10


@dataclass(frozen=True)
class Report:
    """All results of one school at one moment.

    ``scores``: by criterion, in the catalogue's order; ``overall``: 0 to 100 by the criteria's
    weights. ``regulations``: ids of those that a result rests on; ``version``: digest of the
    catalogue. ``assumed``: the circular that was applied in place of the one in force.
    """

    moment: datetime
    results: tuple[Result, ...]
    scores: Mapping[str, Score]
    overall: float | None
    regulations: tuple[str, ...]
    version: str
    assumed: str | None = None

    def result(self, key: str) -> Result:
        """KeyError where there is none of this key."""
        found = {each.key: each for each in self.results}
        return found[key]

    def of(self, *statuses: Status) -> tuple[Result, ...]:
        return tuple(each for each in self.results if each.status in statuses)
