"""``@@hcmedu-disclosure-status`` of a school root: what is disclosed and what is not (289; 3082 6).

For everybody, if the head of the board has switched it on; else there is no such page. It tells of
the criterion of disclosure alone, by what visitors can see, and links to nothing else.
"""

from dataclasses import dataclass
from datetime import date
from datetime import datetime
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.compliance.evaluation import Evidence
from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.compliance.evaluation import Result
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.settings import settings_of
from hcmedu.portal.compliance.status.published import forms
from hcmedu.portal.compliance.status.published import Yearbook
from hcmedu.portal.compliance.status.published import yearbooks
from hcmedu.portal.compliance.wording import sentence
from hcmedu.portal.compliance.wording import STATUS_TITLES
from hcmedu.portal.compliance.wording.citations import citations_text
from hcmedu.portal.content.moments import now
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.documents.disclosures import Cell
from hcmedu.portal.documents.disclosures import CellState
from hcmedu.portal.documents.disclosures import Matrix
from hcmedu.portal.documents.disclosures import Published
from hcmedu.portal.interfaces import ITitledPage
from hcmedu.portal.listing import brains
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import CheckKind
from hcmedu.portal.school.root import section_brains
from hcmedu.portal.vietnamese import format_date
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.i18n import translate
from zope.interface import implementer


PAGE = "@@hcmedu-disclosure-status"
CRITERION = "disclosure"
#: So many items are linked beside a demand.
MOST = 3
SINCE = _("Since the circular is in force: ${number} of ${total} school years.")
PUBLISHED = _("Made public on ${day}")
WAITING = _("Waiting for the school's confirmation")
CELL_TITLES = {
    CellState.ON_TIME: _("Published in time"),
    CellState.LATE: _("Published late"),
    CellState.MISSING: _("Missing"),
    CellState.NOT_DUE: _("Not due yet"),
}


@dataclass(frozen=True)
class Demand:
    """One demand of the criterion. ``what``: what is missing; empty where nothing is."""

    place: str
    demand: str
    status: Status
    status_title: str
    what: str
    article: str
    evidence: tuple[Evidence, ...]


@implementer(ITitledPage)
class DisclosureStatus(BrowserView):
    heading = _("Status of public disclosure")

    def __call__(self) -> str:
        if not settings_of(self.context).public_status:
            raise NotFound(PAGE)
        return self.index()

    @cached_property
    def moment(self) -> datetime:
        return now()

    @cached_property
    def today(self) -> date:
        return self.moment.date()

    @property
    def day(self) -> str:
        return format_date(self.today)

    @cached_property
    def report(self) -> Report:
        return report_of(self.context)

    @cached_property
    def results(self) -> list[Result]:
        """What applies of the criterion by the law; the school's own rules are no one else's."""
        return [
            each
            for each in self.report.results
            if each.criterion == CRITERION
            and not each.is_own
            and each.status is not Status.NOT_APPLICABLE
        ]

    @property
    def percent(self) -> str:
        """As Vietnamese write it; a dash where nothing is counted."""
        found = self.report.scores[CRITERION].percent
        return "–" if found is None else f"{found:g}".replace(".", ",") + " %"

    @property
    def met(self) -> int:
        return sum(each.status is Status.MET for each in self.results)

    def demands(self) -> list[Demand]:
        return [self.demand(each) for each in self.results]

    def demand(self, result: Result) -> Demand:
        waits = result.status is Status.TO_ATTEST
        return Demand(
            place=self.places.get(result.owner, result.owner),
            demand=result.check.demand,
            status=result.status,
            status_title=WAITING if waits else STATUS_TITLES[result.status],
            what="" if waits else self.what(result),
            article=citations_text(catalogue(), result.check.citations, self.today),
            evidence=result.finding.evidence[:MOST],
        )

    def what(self, result: Result) -> str:
        """What is missing; of what is met for fewer years than are demanded, for which."""
        finding = result.finding
        if result.status is not Status.MET:
            return self.say(sentence(finding.missing)) if finding.missing else ""
        if result.check.kind is not CheckKind.KEPT_FOR or not finding.total:
            return ""
        if finding.total >= int(str(result.check.params["years"])):
            return ""
        mapping = {"number": finding.fulfilled, "total": finding.total}
        return self.say(_(SINCE, mapping=mapping))

    @cached_property
    def places(self) -> dict[str, str]:
        """Titles of the sections as the school calls them, of those that it has not the law's."""
        known = {code: each.title for code, each in catalogue().sections.items()}
        return known | {each.section_code: each.Title for each in section_brains(self.context)}

    def say(self, message: Any) -> str:
        return translate(message, context=self.request)

    # Forms and years -----------------------------------------------------------------------------

    @cached_property
    def matrices(self) -> list[Matrix]:
        return forms(self.context, self.today)

    @cached_property
    def yearbooks(self) -> list[Yearbook]:
        return yearbooks(self.context, self.today)

    def cell_url(self, found: Published) -> str:
        return brains.url(found.item)

    def cell_note(self, found: Published) -> str:
        """``Đã công khai ngày 20/09/2026 (Cập nhật tháng 9)``."""
        period = self.say(title_of(self.context, "hcmedu.disclosure_periods", found.period))
        if found.day is None:
            return period
        told = self.say(_(PUBLISHED, mapping={"day": format_date(found.day)}))
        return f"{told} ({period})" if period else told

    def state_title(self, cell: Cell) -> str:
        return CELL_TITLES[cell.state]

    def due(self, cell: Cell) -> str:
        return format_date(cell.due) if cell.due else ""
