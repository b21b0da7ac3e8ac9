"""The hint above a section, and the note on the desk. Visitors cost nothing."""

from collections import Counter
from functools import cached_property
from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.compliance.evaluation import Result
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.hints.urgent import also
from hcmedu.portal.compliance.hints.urgent import MOST
from hcmedu.portal.compliance.hints.urgent import of_section
from hcmedu.portal.compliance.hints.urgent import places
from hcmedu.portal.compliance.page.rows import Rows
from hcmedu.portal.compliance.page.todo import TO_DO
from hcmedu.portal.compliance.page.toolbar import VIEW
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.root import school_root
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from typing import Any


ADD = "Add portal content"
#: So many sections stand on the desk at once.
MOST_SECTIONS = 8


class SectionHint(ViewletBase):
    """The most urgent findings of a section, for people who may add there."""

    @cached_property
    def root(self) -> Any | None:
        may = not api.user.is_anonymous() and api.user.has_permission(ADD, obj=self.context)
        return school_root(self.context) if may else None

    @cached_property
    def report(self) -> Report:
        return report_of(self.root)

    @cached_property
    def found(self) -> list[Result]:
        code = getattr(self.context, "section_code", None)
        return of_section(self.report, code) if code and self.root is not None else []

    @cached_property
    def pending(self) -> int:
        """How many items of the section wait for the head: so much is on its way."""
        path = "/".join(self.context.getPhysicalPath())
        catalog = api.portal.get_tool("portal_catalog")
        return len(catalog.unrestrictedSearchResults(path=path, review_state="pending"))

    def rows(self) -> list[dict[str, Any]]:
        """``row``, and ``also``: other demands that the same item has to meet."""
        rows = Rows(self.root, self.request, catalogue(), self.report)
        code = self.context.section_code
        return [
            {
                "row": rows.make(each),
                "also": [other.check.demand for other in also(self.report, code, each)],
            }
            for each in self.found[:MOST]
        ]

    @property
    def more(self) -> int:
        return max(0, len(self.found) - MOST)

    @property
    def page(self) -> str:
        """All of them, for who may read the report."""
        if not api.user.has_permission(VIEW, obj=self.root):
            return ""
        return f"{self.root.absolute_url()}/@@hcmedu-compliance?section={self.context.section_code}"


class DeskNote(ViewletBase):
    """How much is to be mended: of all for who reads the report, else in one's own sections."""

    @cached_property
    def reads(self) -> bool:
        return api.user.has_permission(VIEW, obj=self.context)

    @cached_property
    def counts(self) -> Counter[str]:
        """Of an editor: what is to be mended, by code of the section. Empty without a section."""
        mine = self.view.person.user_id
        own = {each.section_code for each, who in self.view.charge.editors if mine in who}
        results = report_of(self.context).of(*TO_DO) if own else ()
        return Counter(code for each in results for code in places(each) & own)

    @cached_property
    def count(self) -> int:
        return len(report_of(self.context).of(*TO_DO)) if self.reads else self.counts.total()

    def parts(self) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Those in which most is to be mended, and the others behind a click: a new school has
        something to do everywhere, and its own work stands below."""
        found = self.sections()
        if len(found) <= MOST_SECTIONS:
            return found, []
        first = sorted(found, key=lambda each: -each["count"])[:MOST_SECTIONS]
        return first, [each for each in found if each not in first]

    def sections(self) -> list[dict[str, Any]]:
        """The sections of an editor in which something is to be mended, in order of the menu."""
        if self.reads:
            return []
        return [
            {
                "title": section.Title(),
                "url": section.absolute_url(),
                "count": self.counts[section.section_code],
            }
            for section, _who in self.view.charge.editors
            if self.counts[section.section_code]
        ]

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/@@hcmedu-compliance"
