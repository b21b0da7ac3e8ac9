"""Display ``register``: projects, investments, tenders and purchases (A23; 3082 3.10, Q8 2.12)."""

from collections.abc import Sequence
from datetime import date
from hcmedu.portal import _
from hcmedu.portal.browser.interfaces import ISectionDisplay
from hcmedu.portal.browser.sections.documents import DocumentTable
from hcmedu.portal.browser.sections.documents import download_cell
from hcmedu.portal.browser.sections.faceted import Facet
from hcmedu.portal.browser.sections.faceted import FacetedTable
from hcmedu.portal.browser.sections.table import Cell
from hcmedu.portal.browser.sections.table import Column
from hcmedu.portal.content.project import amount_text
from hcmedu.portal.content.project import period
from hcmedu.portal.documents.register.filters import Filter
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


DOCUMENT = "OfficialDocument"


def facts(brain: Any) -> dict[str, Any]:
    return brains.value(brain, "project_facts") or {}


class Projects(FacetedTable):
    """What begins last stands first; below stand the documents that were published there."""

    types = ("Project",)
    exported = "projects"
    facets = (
        Facet(
            "state",
            _("How far it is"),
            lambda brain: facts(brain).get("project_state", ""),
            "hcmedu.project_states",
        ),
        Facet(
            "kind",
            _("Kind"),
            lambda brain: facts(brain).get("project_kind", ""),
            "hcmedu.project_kinds",
        ),
    )

    @property
    def searchable(self) -> bool:
        """Always: done, running and planned are what a reader tells apart."""
        return True

    def said(self, number: int) -> str:
        return _("${number} projects", mapping={"number": number})

    def arrange(self, found: Sequence[Any]) -> list[Any]:
        arranged = super().arrange(found)
        if self.sorted_column is not None or self.asked.text:
            return arranged
        return sorted(
            arranged, key=lambda brain: facts(brain).get("begins", date.min), reverse=True
        )

    def columns(self) -> list[Column]:
        return [
            Column("title", _("Title"), self.title_cell, "sortable_title"),
            Column("state", _("How far it is"), self.state_cell),
            Column("amount", _("Amount"), lambda brain: Cell(amount_text(self.amount(brain)))),
            Column(
                "contractor",
                _("Contractor"),
                lambda brain: Cell(facts(brain).get("contractor", "")),
            ),
            Column("period", _("Time of work"), self.period_cell),
            Column("download", _("File"), download_cell),
        ]

    def amount(self, brain: Any) -> int | None:
        return facts(brain).get("amount")

    def title_cell(self, brain: Any) -> Cell:
        _state, kind = self.facets
        return Cell(brain.Title, url=brains.url(brain), note=self.title_of(kind, brain))

    def state_cell(self, brain: Any) -> Cell:
        state, _kind = self.facets
        return Cell(self.title_of(state, brain), badge=state.value(brain))

    def period_cell(self, brain: Any) -> Cell:
        known = facts(brain)
        return Cell(period(known.get("begins"), known.get("ends")))

    # What else is there ----------------------------------------------------------------------

    def find_others(self) -> list[Any]:
        if self.page > 1:
            return []
        shown = [*self.types, DOCUMENT, queries.SECTION_TYPE]
        return list(self.find(portal_type={"not": shown}, sort_on="getObjPositionInParent"))

    def beside(self) -> str:
        papers = Papers(self.context, self.request)
        papers.update()
        shown = papers.below() if self.page == 1 and papers.has_results else ""
        return shown + super().beside()


class Papers(DocumentTable):
    """The documents of a register, the newest first, below its projects."""

    batch_size = 100
    #: Parameters of the address are about the projects.
    page = 1
    below_template = ViewPageTemplateFile("papers.pt")

    def ask(self) -> Filter:
        return Filter()

    def below(self) -> str:
        return self.below_template()

    def head(self) -> list[dict[str, Any]]:
        return [{**cell, "url": "", "sorted": None} for cell in super().head()]


def register(context: Any, request: Any) -> ISectionDisplay:
    """Projects where there are any; else the documents alone, with all that their register has."""
    projects = Projects(context, request)
    has_projects = projects.find(portal_type=list(Projects.types), sort_limit=1)
    return projects if has_projects else DocumentTable(context, request)
