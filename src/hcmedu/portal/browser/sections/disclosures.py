"""Display ``disclosure_table``: what is made public, by school year and group (A13, A14)."""

from Acquisition import aq_base
from collections.abc import Sequence
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.browser.sections.documents import download_cell
from hcmedu.portal.browser.sections.table import Cell
from hcmedu.portal.browser.sections.table import Column
from hcmedu.portal.browser.sections.table import TableDisplay
from hcmedu.portal.compliance.status.published import published
from hcmedu.portal.content.moments import now
from hcmedu.portal.content.vocabularies import chosen_circulars
from hcmedu.portal.content.vocabularies import school_levels
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.documents.disclosures import Cell as MatrixCell
from hcmedu.portal.documents.disclosures import CellState
from hcmedu.portal.documents.disclosures import matrices
from hcmedu.portal.documents.disclosures import Matrix
from hcmedu.portal.documents.disclosures import Published
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school import school_root
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.vietnamese import format_date
from itertools import groupby
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


MATRIX_STATES = {
    CellState.ON_TIME: _("Published in time"),
    CellState.LATE: _("Published late"),
    CellState.MISSING: _("Missing"),
    CellState.NOT_DUE: _("Not due yet"),
}
#: Three school years of a school with several levels fit on one page.
ROWS_A_PAGE = 60


class DisclosureTable(TableDisplay):
    """One table for each school year, the newest first; groups in the order of the circular."""

    types = ("Disclosure",)
    sort_on = "created"
    batch_size = ROWS_A_PAGE

    matrix_template = ViewPageTemplateFile("disclosure_matrix.pt")

    def render(self) -> str:
        return self.matrix_template() + super().render()

    @property
    def empty(self) -> bool:
        """What is missing is told, too."""
        return super().empty and not self.matrices

    @cached_property
    def matrices(self) -> list[Matrix]:
        """What is there, missing and late; on the first page only."""
        if self.page > 1:
            return []
        root = school_root(self.context) or api.portal.get()
        section = catalogue().sections.get(getattr(aq_base(self.context), "section_code", ""))
        profile = ISchoolProfile(root, None)
        return matrices(
            catalogue(),
            map(published, self.all_of_the_school(root)),
            now().date(),
            levels=school_levels(self.context),
            groups=section.disclosure_groups if section else (),
            chosen=chosen_circulars(profile),
        )

    def all_of_the_school(self, root: Any) -> Sequence[Any]:
        """A school may put some of its disclosures into another section."""
        return queries.search(portal_type="Disclosure", path="/".join(root.getPhysicalPath()))

    def cell_url(self, found: Published) -> str:
        return brains.url(found.item)

    def cell_title(self, found: Published) -> str:
        return title_of(self.context, "hcmedu.disclosure_periods", found.period) or found.item.Title

    def state_title(self, cell: MatrixCell) -> str:
        return MATRIX_STATES[cell.state]

    def due(self, cell: MatrixCell) -> str:
        return format_date(cell.due) if cell.due else ""

    def columns(self) -> list[Column]:
        return [
            Column("group", _("Disclosure group"), self.group_cell),
            Column(
                "title",
                _("Disclosed content"),
                lambda brain: Cell(brain.Title, url=brains.url(brain)),
            ),
            Column("form", _("Form of the circular"), self.form_cell),
            Column("period", _("Period"), self.period_cell),
            Column("download", _("File"), download_cell),
        ]

    def arrange(self, found: Sequence[Any]) -> list[Any]:
        """Newest year first; within it the catalogue's groups and forms."""
        groups = {token: rank for rank, token in enumerate(catalogue().disclosure_groups)}
        forms = {token: rank for rank, token in enumerate(catalogue().all_disclosure_forms)}
        rows = sorted(
            found,
            key=lambda brain: (
                groups.get(brains.value(brain, "disclosure_group"), len(groups)),
                forms.get(brains.value(brain, "disclosure_form"), len(forms)),
                brains.value(brain, "period") or "",
            ),
        )
        return sorted(rows, key=year_of, reverse=True)

    def tables(self) -> list[dict[str, Any]]:
        """One for each school year on this page."""
        return [
            {"title": year_title(year), "rows": [self.row(brain) for brain in found]}
            for year, found in groupby(self.batch, year_of)
        ]

    def group_cell(self, brain: Any) -> Cell:
        token = brains.value(brain, "disclosure_group")
        return Cell(title_of(self.context, "hcmedu.disclosure_groups", token))

    def form_cell(self, brain: Any) -> Cell:
        """Number of the form and, small, the circular that prescribes it."""
        form = catalogue().all_disclosure_forms.get(brains.value(brain, "disclosure_form"))
        if form is None:
            return Cell()
        return Cell(form.number, note=catalogue().regulations[form.regulation].number or "")

    def period_cell(self, brain: Any) -> Cell:
        token = brains.value(brain, "period")
        return Cell(title_of(self.context, "hcmedu.disclosure_periods", token))


def title_cell(brain: Any) -> Cell:
    return Cell(brain.Title, url=brains.url(brain))


def year_of(brain: Any) -> str:
    return brains.value(brain, "school_year") or ""


def year_title(year: str) -> str:
    return _("School year ${year}", mapping={"year": year}) if year else _("No school year stated")
