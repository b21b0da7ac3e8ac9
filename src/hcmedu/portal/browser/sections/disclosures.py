"""Display ``disclosure_table``: what is made public, by school year and group (A13, A14)."""

from collections.abc import Sequence
from hcmedu.portal import _
from hcmedu.portal.browser.sections.documents import download_cell
from hcmedu.portal.browser.sections.table import Cell
from hcmedu.portal.browser.sections.table import Column
from hcmedu.portal.browser.sections.table import TableDisplay
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.listing import brains
from hcmedu.portal.regulations import catalogue
from itertools import groupby
from typing import Any


#: Three school years of a school with several levels fit on one page.
ROWS_A_PAGE = 60


class DisclosureTable(TableDisplay):
    """One table for each school year, the newest first; groups in the order of the circular."""

    types = ("Disclosure",)
    sort_on = "created"
    batch_size = ROWS_A_PAGE

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
