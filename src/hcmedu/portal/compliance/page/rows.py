"""One result as the page shows it; grouped by sections or by criteria."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.compliance.evaluation import Attestation
from hcmedu.portal.compliance.evaluation import Evidence
from hcmedu.portal.compliance.evaluation import Finding
from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.compliance.evaluation import Result
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.mending import Way
from hcmedu.portal.compliance.mending import Ways
from hcmedu.portal.compliance.page.todo import is_late
from hcmedu.portal.compliance.page.todo import is_lost
from hcmedu.portal.compliance.page.todo import LATE
from hcmedu.portal.compliance.page.todo import missed
from hcmedu.portal.compliance.wording import sentence
from hcmedu.portal.compliance.wording import STATUS_TITLES
from hcmedu.portal.compliance.wording.citations import citations_text
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.regulations.queries import Catalogue
from hcmedu.portal.school.root import section_brains
from hcmedu.portal.vietnamese import format_date
from typing import Any
from zope.i18n import translate


OWN = _("The school's own rule: not counted in the scores")
#: What the head of a section tells of, the worst first.
WAITING = (Status.NOT_MET, Status.PARTIAL, Status.TO_ATTEST)
#: So many items are linked as evidence.
SHOWN = 4
#: A shape for each status: it is told by no colour alone.
ICONS = {
    Status.MET: "check-circle-fill",
    Status.PARTIAL: "circle-half",
    Status.NOT_MET: "x-circle-fill",
    Status.TO_ATTEST: "person-check",
    Status.NOT_APPLICABLE: "dash-circle",
}


@dataclass(frozen=True)
class Row:
    """``anchor``: id on the page; ``missing``: a sentence; ``more``: items that are not linked.

    ``due``: when it was due, of what was missed; ``next_due``: the deadline after that.

    ``attests``: the head may give his word, ``attestation`` is the one that he gave.
    """

    key: str
    anchor: str
    status: Status
    status_title: str
    place: str
    place_url: str
    demand: str
    missing: str
    citations: str
    counted: str
    evidence: tuple[Evidence, ...]
    more: int
    due: str
    late: bool
    way: Way | None
    attests: bool
    attestation: Attestation | None
    next_due: str = ""

    @property
    def is_open(self) -> bool:
        return self.status in (Status.NOT_MET, Status.PARTIAL)


@dataclass(frozen=True)
class Part:
    """A section, or a demand on the whole portal, and its rows. ``met`` of ``counted``."""

    title: str
    url: str
    rows: tuple[Row, ...]

    @property
    def counted(self) -> int:
        return sum(row.status is not Status.NOT_APPLICABLE for row in self.rows)

    @property
    def met(self) -> int:
        return sum(row.status is Status.MET for row in self.rows)

    @property
    def is_met(self) -> bool:
        return self.met == self.counted

    @property
    def is_open(self) -> bool:
        return any(row.is_open for row in self.rows)

    @property
    def marks(self) -> list[tuple[Status, str, int]]:
        """Status, its title and how many there are of it, of what is not met."""
        titles = {row.status: row.status_title for row in self.rows}
        counts = Counter(row.status for row in self.rows)
        return [(each, titles[each], counts[each]) for each in WAITING if counts[each]]


@dataclass(frozen=True)
class Group:
    """A first-level entry of the navigation, or a criterion."""

    id: str
    title: str
    parts: tuple[Part, ...]

    @property
    def counted(self) -> int:
        return sum(part.counted for part in self.parts)

    @property
    def met(self) -> int:
        return sum(part.met for part in self.parts)


class Rows:
    """Makes rows of the results of one report."""

    def __init__(self, root: Any, request: Any, law: Catalogue, report: Report) -> None:
        self.root, self.request, self.law, self.report = root, request, law, report
        self.ways = Ways(root)

    def say(self, message: Any) -> str:
        return translate(message, context=self.request)

    @cached_property
    def places(self) -> dict[str, tuple[str, str]]:
        """Title and address of each section by its code, as the school calls it."""
        found = section_brains(self.root)
        return {brain.section_code: (brain.Title, brain.getURL()) for brain in found}

    def place(self, owner: str) -> tuple[str, str]:
        if owner in self.places:
            return self.places[owner]
        row = self.law.sections.get(owner) or self.law.items.get(owner)
        return (row.title if row else owner), ""

    def words(self, result: Result) -> str:
        """All that is said of a result, to be searched."""
        parts = [self.place(result.owner)[0], result.check.demand, self.missing(result.finding)]
        return " ".join([*parts, self.demanded_by(result)])

    def demanded_by(self, result: Result) -> str:
        """The articles; of a rule of the school's own that it counts for nothing."""
        if result.is_own:
            return self.say(OWN)
        return citations_text(self.law, result.check.citations, self.report.moment.date())

    def missing(self, finding: Finding) -> str:
        return self.say(sentence(finding.missing)) if finding.missing else ""

    def make(self, result: Result) -> Row:
        finding, place = result.finding, self.place(result.owner)
        due, following = dues(result)
        return Row(
            key=result.key,
            anchor=f"check-{result.key.replace('.', '-')}",
            status=result.status,
            status_title=self.say(STATUS_TITLES[result.status]),
            place=place[0],
            place_url=place[1],
            demand=result.check.demand,
            missing=self.missing(finding),
            citations=self.demanded_by(result),
            counted=counted(finding),
            evidence=finding.evidence[:SHOWN],
            more=more(finding),
            due=due_text(due),
            late=result.status is not Status.MET and is_late(due, self.report.moment),
            way=self.way(result),
            attests=is_attested(result),
            attestation=finding.attestation,
            next_due=due_text(following),
        )

    def way(self, result: Result) -> Way | None:
        """Only of what is to be mended; the head's word has its own form."""
        to_mend = result.status in (Status.NOT_MET, Status.PARTIAL)
        if not to_mend or is_lost(result) or is_attested(result):
            return None
        return self.ways.of(result.finding.mend)

    def by_section(self, results: Iterable[Result], others: str) -> list[Group]:
        """As the navigation has them; demands on the whole portal come last, below ``others``."""
        known = {group.id: group.title for group in self.law.groups.values()}
        found: dict[str, dict[str, list[Row]]] = {each: {} for each in (*known, "")}
        for result in results:
            section = self.law.sections.get(result.owner)
            rows = found[section.group if section else ""]
            rows.setdefault(result.owner, []).append(self.make(result))
        titles = {**known, "": others}
        return [self.group(each, titles[each], rows) for each, rows in found.items() if rows]

    def by_criterion(self, results: Iterable[Result]) -> list[Group]:
        found: dict[str, dict[str, list[Row]]] = {each: {} for each in self.law.criteria}
        for result in results:
            found[result.criterion].setdefault(result.owner, []).append(self.make(result))
        titles = self.law.criteria
        return [self.group(each, titles[each].title, rows) for each, rows in found.items() if rows]

    def group(self, name: str, title: str, rows: dict[str, list[Row]]) -> Group:
        parts = [Part(*self.place(owner), tuple(each)) for owner, each in rows.items()]
        return Group(name or "others", title, tuple(parts))


def is_attested(result: Result) -> bool:
    """Whether it is the head's word that decides."""
    finding = result.finding
    asks = finding.mend is not None and finding.mend.action == "attest"
    return asks or result.status is Status.TO_ATTEST or finding.attestation is not None


def counted(finding: Finding) -> str:
    return "" if finding.total is None else f"{finding.fulfilled or 0}/{finding.total}"


def more(finding: Finding) -> int:
    """How many items are evidence beside the linked ones, as far as the finding tells."""
    known = len(finding.evidence)
    if finding.status is Status.MET and finding.total in (None, finding.fulfilled):
        known = max(known, finding.fulfilled or 0) if finding.evidence else known
    return max(0, known - SHOWN)


def dues(result: Result) -> tuple[date | datetime | None, date | datetime | None]:
    """The deadline that matters, and the one that comes after it."""
    told, due = missed(result), result.finding.due
    if told is not None:
        return told, (None if told == due else due)
    missing = result.finding.missing
    came_late = missing is not None and missing.key in LATE
    return (None, due) if came_late else (due, None)


def due_text(due: date | datetime | None) -> str:
    if due is None:
        return ""
    return format_moment(due) if isinstance(due, datetime) else format_date(due)


def decimal(value: float | None) -> str:
    """``87,5``; whole numbers without a comma; a dash where there is none."""
    return "–" if value is None else f"{value:g}".replace(".", ",")
