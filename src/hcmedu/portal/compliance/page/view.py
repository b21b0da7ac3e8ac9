"""``@@hcmedu-compliance`` of a school root: what the law still misses (Bảng tự đánh giá, D01)."""

from collections.abc import Iterator
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.compliance.asked import Asked
from hcmedu.portal.compliance.asked import asked_of
from hcmedu.portal.compliance.asked import assumable
from hcmedu.portal.compliance.asked import ASSUME
from hcmedu.portal.compliance.asked import ON
from hcmedu.portal.compliance.attesting import may_attest
from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.compliance.evaluation import Result
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.page.filters import BY_CRITERION
from hcmedu.portal.compliance.page.filters import Filter
from hcmedu.portal.compliance.page.filters import NARROWING
from hcmedu.portal.compliance.page.filters import OPEN
from hcmedu.portal.compliance.page.filters import read
from hcmedu.portal.compliance.page.filters import typed
from hcmedu.portal.compliance.page.past import HISTORY
from hcmedu.portal.compliance.page.past import PastDay
from hcmedu.portal.compliance.page.rows import decimal
from hcmedu.portal.compliance.page.rows import Group
from hcmedu.portal.compliance.page.rows import ICONS
from hcmedu.portal.compliance.page.rows import Row
from hcmedu.portal.compliance.page.rows import Rows
from hcmedu.portal.compliance.page.todo import to_do
from hcmedu.portal.compliance.page.todo import ToDo
from hcmedu.portal.compliance.wording import STATUS_TITLES
from hcmedu.portal.compliance.wording.citations import regulation_text
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.interfaces import ITitledPage
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.queries import Catalogue
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.vietnamese import format_date
from Products.Five.browser import BrowserView
from typing import Any
from zope.component import getMultiAdapter
from zope.component import queryMultiAdapter
from zope.i18n import translate
from zope.interface import implementer


PAGE = "hcmedu-compliance"
OTHERS = _("The portal as a whole")
#: Pages of other parts, shown as far as there are any and this person may open them.
LINKS = (
    ("hcmedu-compliance-review", _("Self-review and mending"), "list-check"),
    (HISTORY, _("History"), "graph-up"),
    ("hcmedu-compliance-calendar", _("Calendar of deadlines"), "calendar-week"),
    ("hcmedu-compliance-print", _("Print"), "printer"),
    ("hcmedu-compliance.pdf", _("PDF"), "file-earmark-pdf"),
    ("hcmedu-compliance.xlsx", _("XLSX"), "file-earmark-spreadsheet"),
    ("hcmedu-compliance-settings", _("Settings"), "gear"),
)
#: Pages that tell of the same day, under the same circular.
OF_A_MOMENT = frozenset(
    {"hcmedu-compliance-print", "hcmedu-compliance.pdf", "hcmedu-compliance.xlsx"}
)


@implementer(ITitledPage)
class ComplianceView(PastDay, BrowserView):
    """Reads only; ZCML asks for the permission on the school root."""

    heading = _("Self-assessment of the portal")
    decimal = staticmethod(decimal)
    format_date = staticmethod(format_date)
    Status = Status
    #: Of a word of the head that was not taken: why, the key of its check, what was typed.
    note_error: Any = ""
    note_key = note = ""

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        self.request.response.setHeader("X-Robots-Tag", "noindex")
        for column in ("plone.leftcolumn", "plone.rightcolumn"):
            self.request.set(f"disable_{column}", True)
        return self.index()

    # What is asked for ---------------------------------------------------------------------------

    @cached_property
    def law(self) -> Catalogue:
        return catalogue()

    @cached_property
    def asked(self) -> Asked:
        return asked_of(self.request)

    @cached_property
    def filter(self) -> Filter:
        owners = {*self.law.sections, *self.law.items}
        return read(self.request.form, self.asked, self.law.criteria, owners)

    def url(self, **changes: str) -> str:
        """The same page with other choices."""
        return f"{self.context.absolute_url()}/@@{PAGE}{self.filter.query(**changes)}"

    def results_url(self, **changes: str) -> str:
        return f"{self.url(**changes)}#hcmedu-results"

    @property
    def day(self) -> str:
        """The day that is asked for; else what was typed, as far as a page can hold it."""
        if self.asked.moment is not None:
            return format_date(self.asked.moment.date())
        return typed(self.asked.typed.get(ON))

    @property
    def clear_url(self) -> str:
        return self.results_url(**dict.fromkeys((*NARROWING, ON, ASSUME), ""))

    @cached_property
    def report(self) -> Report:
        return report_of(self.context, self.asked.moment, self.asked.assumed)

    @cached_property
    def shown(self) -> list[Result]:
        return [r for r in self.report.results if self.filter.passes(r, self.rows.words)]

    # What is shown -------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> Rows:
        return Rows(self.context, self.request, self.law, self.report)

    def say(self, message: Any) -> str:
        return translate(message, context=self.request)

    @property
    def school(self) -> str:
        return getattr(ISchoolProfile(self.context), "school_name", None) or self.context.Title()

    @property
    def moment(self) -> str:
        return format_moment(self.report.moment)

    def groups(self) -> list[Group]:
        if self.filter["view"] == BY_CRITERION:
            return self.rows.by_criterion(self.shown)
        return self.rows.by_section(self.shown, self.say(OTHERS))

    @cached_property
    def counts(self) -> dict[Status, int]:
        return {each: len(self.report.of(each)) for each in Status}

    def statuses(self) -> list[dict[str, Any]]:
        """Number of results by status, each a filter."""
        return [
            {
                "value": status.value,
                "title": STATUS_TITLES[status],
                "count": self.counts[status],
                "icon": self.icon(status),
                "url": self.results_url(status=status.value),
                "current": self.filter["status"] == status.value,
            }
            for status in Status
            if self.counts[status]
        ]

    def criteria(self) -> Iterator[dict[str, Any]]:
        for name, score in self.report.scores.items():
            yield {
                "title": self.law.criteria[name].title,
                "percent": score.percent,
                "text": decimal(score.percent),
                "points": decimal(score.points),
                "counted": score.counted,
                "to_attest": score.to_attest,
                "url": self.results_url(criterion=name),
            }

    def icon(self, status: Status) -> str:
        return self._icons[status]

    @cached_property
    def _icons(self) -> dict[Status, str]:
        return {status: self.drawn(name) for status, name in ICONS.items()}

    def drawn(self, name: str) -> str:
        resolver = getMultiAdapter((self.context, self.request), name="iconresolver")
        return resolver.tag(name, tag_class="hcmedu-outcome-icon")

    # To do ---------------------------------------------------------------------------------------

    @cached_property
    def to_do(self) -> ToDo:
        return to_do(self.report.results, self.report.moment)

    def due_rows(self) -> list[Row]:
        return [self.rows.make(each) for each in self.to_do.due]

    def quick_rows(self) -> list[Row]:
        return [self.rows.make(each) for each in self.to_do.quick]

    @property
    def open_url(self) -> str:
        return self.results_url(status=OPEN)

    @property
    def attest_url(self) -> str:
        return self.results_url(status=Status.TO_ATTEST.value)

    def is_for_head(self, row: Row) -> bool:
        """Whether the current person mends it by his word, which is given in the list below."""
        return row.attests and row.way is None and self.may_attest

    def check_url(self, row: Row) -> str:
        """Where a check stands, whatever the list was narrowed to."""
        plain = dict.fromkeys(NARROWING, "")
        owner = row.key.rpartition(".")[0]
        return f"{self.url(**{**plain, 'section': owner})}#{row.anchor}"

    @property
    def may_attest(self) -> bool:
        """Only what holds now is attested: no other day, no other circular."""
        return self.asked.is_plain and may_attest(self.context)

    # Choices -------------------------------------------------------------------------------------

    def options(self, name: str) -> list[dict[str, Any]]:
        made = {
            "status": self._statuses,
            "criterion": self._criteria,
            "section": self._sections,
            ASSUME: self._circulars,
        }
        chosen = self.filter.values.get(name, self.asked.assumed or "")
        return [
            {"value": value, "title": title, "selected": value == chosen}
            for value, title in made[name]()
        ]

    def _statuses(self) -> Iterator[tuple[str, Any]]:
        yield "", _("All results")
        yield OPEN, _("All that is not met")
        yield from ((each.value, STATUS_TITLES[each]) for each in Status)

    def _criteria(self) -> Iterator[tuple[str, Any]]:
        yield "", _("All criteria")
        yield from ((each.id, each.title) for each in self.law.criteria.values())

    def _sections(self) -> Iterator[tuple[str, Any]]:
        yield "", _("All sections")
        owners = dict.fromkeys(result.owner for result in self.report.results)
        yield from ((owner, self.rows.place(owner)[0]) for owner in owners)

    def _circulars(self) -> Iterator[tuple[str, Any]]:
        yield "", _("By the regulations in force")
        yield from ((each.id, regulation_text(self.law, each)) for each in assumable())

    @property
    def assumed(self) -> str:
        """The circular that is assumed."""
        chosen = self.report.assumed
        return regulation_text(self.law, self.law.regulations[chosen]) if chosen else ""

    # Beside it -----------------------------------------------------------------------------------

    def regulations(self) -> list[dict[str, str]]:
        """Those that a result rests on."""
        rows = (self.law.regulations[each] for each in self.report.regulations)
        return [{"name": regulation_text(self.law, row), "title": row.title} for row in rows]

    def links(self) -> list[dict[str, str]]:
        return [
            {"title": title, "icon": self.drawn(icon), "url": self.other_url(name)}
            for name, title, icon in LINKS
            if self.may_open(name)
        ]

    def other_url(self, name: str) -> str:
        query = self.asked.query() if name in OF_A_MOMENT else ""
        return f"{self.context.absolute_url()}/@@{name}{query}"

    def may_open(self, name: str) -> bool:
        """Whether there is such a page, and its permission is this person's."""
        if queryMultiAdapter((self.context, self.request), name=name) is None:
            return False
        return self.context.restrictedTraverse(f"@@{name}", None) is not None
