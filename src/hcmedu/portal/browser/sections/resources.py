"""Digital resources by kind, subject, grade, term and author (A19; 289/VP-CNTT III.1–2)."""

from hcmedu.portal import _
from hcmedu.portal.browser.sections.documents import download_cell
from hcmedu.portal.browser.sections.faceted import column_value
from hcmedu.portal.browser.sections.faceted import Facet
from hcmedu.portal.browser.sections.faceted import FacetedTable
from hcmedu.portal.browser.sections.table import Cell
from hcmedu.portal.browser.sections.table import Column
from hcmedu.portal.listing import brains
from typing import Any


class Resources(FacetedTable):
    """One row for each; the subject and the kind stand before the grade, as teachers look."""

    types = ("LearningResource",)
    exported = "resources"
    facets = tuple(
        Facet(name, title, column_value(column), vocabulary)
        for name, title, column, vocabulary in (
            ("kind", _("Kind of resource"), "resource_kind", "hcmedu.resource_kinds"),
            ("subject", _("School subject"), "school_subject", "hcmedu.subjects"),
            ("grade", _("Grade"), "grade", "hcmedu.grades"),
            ("term", _("Term"), "term", "hcmedu.terms"),
            ("author", _("Author"), "author", ""),
        )
    )

    def said(self, number: int) -> str:
        return _("${number} resources", mapping={"number": number})

    def columns(self) -> list[Column]:
        return [
            Column("title", _("Title"), self.title_cell, "sortable_title"),
            Column("kind", _("Kind of resource"), self.term_cell("kind"), "resource_kind"),
            Column("subject", _("School subject"), self.term_cell("subject"), "school_subject"),
            Column("grade", _("Grade"), self.grade_cell, "grade"),
            Column("author", _("Author"), lambda brain: Cell(brains.value(brain, "author") or "")),
            Column("download", _("File"), download_cell),
        ]

    def title_cell(self, brain: Any) -> Cell:
        return Cell(brain.Title, url=brains.url(brain), note=brain.Description)

    def term_cell(self, name: str) -> Any:
        """How a brain becomes a cell that holds the title of a term."""
        [facet] = (each for each in self.facets if each.name == name)
        return lambda brain: Cell(self.title_of(facet, brain))

    def grade_cell(self, brain: Any) -> Cell:
        """The grade, the term below; a term alone where a resource is for all grades."""
        _kind, _subject, grade, term, _author = self.facets
        titles = [self.title_of(grade, brain), self.title_of(term, brain)]
        shown = [title for title in titles if title]
        return Cell(*shown[:1], note=shown[1] if len(shown) > 1 else "")
