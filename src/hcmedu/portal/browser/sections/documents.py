"""Tables of official documents (A06, A07, A16 ...) and the look-up over them (A08)."""

from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.browser.sections.choices import Choices
from hcmedu.portal.browser.sections.table import Cell
from hcmedu.portal.browser.sections.table import Column
from hcmedu.portal.browser.sections.table import TableDisplay
from hcmedu.portal.content.force import force_state
from hcmedu.portal.content.force import STATE_TITLES
from hcmedu.portal.content.moments import now
from hcmedu.portal.documents.register.filters import Filter
from hcmedu.portal.documents.register.filters import read_filter
from hcmedu.portal.documents.register.lookup import Brains
from hcmedu.portal.documents.register.lookup import find
from hcmedu.portal.documents.register.lookup import Found
from hcmedu.portal.documents.register.rows import Rows
from hcmedu.portal.documents.search.showing import html
from hcmedu.portal.documents.search.showing import marked_excerpt
from hcmedu.portal.listing import brains
from hcmedu.portal.school import school_root
from hcmedu.portal.vietnamese import highlight
from hcmedu.portal.vietnamese import matches
from hcmedu.portal.vietnamese import parse_query
from hcmedu.portal.vietnamese import Query
from plone.batching import Batch
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


#: Of fewer documents a person sees at a glance what there is.
ENOUGH_TO_SEARCH = 6
#: Column of the table → what the register is sorted by.
COLUMN_SORTS = {"number": "number", "date": "date", "issuer": "issuer"}


def number_cell(brain: Any) -> Cell:
    """Who works on documents sees those that visitors do not see yet, marked."""
    note = "" if brain.review_state == "published" else _("Not public yet")
    return Cell(brains.value(brain, "document_number") or brain.Title, note=note)


def abstract_cell(brain: Any) -> Cell:
    """Trích yếu, the link to the document's page."""
    return Cell(brain.Description or brain.Title, url=brains.url(brain))


def state_cell(brain: Any) -> Cell:
    state = force_state(brain, now().date())
    return Cell(STATE_TITLES[state], badge=state.value)


def download_cell(brain: Any) -> Cell:
    """Link to the main file with its kind and size; empty without a file."""
    note = brains.value(brain, "file_note")
    if not note:
        return Cell()
    return Cell(
        _("Download"),
        url=f"{brain.getURL()}/@@download/file",
        note=note,
        hidden=brains.value(brain, "document_number") or brain.Title,
    )


class DocumentTable(TableDisplay):
    """The register below a section: words, facets, a table; all of it in the address."""

    types = ("OfficialDocument",)
    register_template = ViewPageTemplateFile("documents.pt")
    chips_template = ViewPageTemplateFile("chips.pt")
    facets_template = ViewPageTemplateFile("facets.pt")
    #: Whether the form stands there however few documents there are.
    always_searched = False

    def update(self) -> None:
        self.asked = self.ask()
        self.found = self.look_up()
        self.results = Brains(self.found.numbers)
        last = max(1, -(-len(self.results) // self.batch_size))
        self.batch = Batch.fromPagenumber(self.results, self.batch_size, min(self.page, last))

    def ask(self) -> Filter:
        return read_filter(self.request.form)

    def look_up(self) -> Found:
        return find(self.context, self.asked)

    def render(self) -> str:
        return self.register_template() + self.beside()

    @property
    def empty(self) -> bool:
        return not self.searchable and not self.batch and not self.others

    @property
    def has_results(self) -> bool:
        return bool(len(self.results))

    @property
    def searchable(self) -> bool:
        """Whether the form is shown."""
        few = len(self.results) < ENOUGH_TO_SEARCH
        return self.always_searched or self.asked.is_narrowed or not few

    # The table -------------------------------------------------------------------------------

    def columns(self) -> list[Column]:
        return [
            Column("number", _("Number and symbol"), number_cell, "document_number"),
            Column(
                "date",
                _("Date of issue"),
                lambda brain: Cell(brains.day(brain, "issue_date")),
                "issue_date",
                descending=True,
            ),
            Column(
                "issuer",
                _("Issuing authority"),
                lambda brain: Cell(brains.value(brain, "issuer") or ""),
                "issuer",
            ),
            Column("abstract", _("Abstract"), self.abstract_cell),
            Column("state", _("State of force"), state_cell),
            Column("download", _("File"), download_cell),
        ]

    def abstract_cell(self, brain: Any) -> Cell:
        """Trích yếu, the link to the document's page; the words that were searched marked.

        Where they stand in the text only, the passage follows.
        """
        shown = abstract_cell(brain)
        if not self.words:
            return shown
        passage = "" if matches(shown.text, self.words) else self.passage(brain)
        return Cell(
            shown.text,
            url=shown.url,
            markup=html(highlight(shown.text, self.words)),
            passage=passage,
        )

    def passage(self, brain: Any) -> str:
        return marked_excerpt(brain, self.asked.text)

    @cached_property
    def words(self) -> Query | None:
        return parse_query(self.asked.text) if self.asked.text else None

    def sort_state(self, column: Column) -> str | None:
        if COLUMN_SORTS.get(column.name) != self.asked.sort:
            return None
        return "descending" if self.asked.descending else "ascending"

    def sort_url(self, column: Column) -> str:
        return self.url(self.asked.sorted_by(COLUMN_SORTS[column.name]))

    # What can be chosen ----------------------------------------------------------------------

    def url(self, asked: Filter, view: str = "") -> str:
        base = f"{self.scope_url}/{view}" if view else self.context.absolute_url()
        return f"{base}?{asked.query()}" if asked.query() else base

    @property
    def scope_url(self) -> str:
        """Address of what holds the documents: exports, feeds and suggestions are asked of it."""
        return self.context.absolute_url()

    @cached_property
    def rows(self) -> Rows:
        return Rows(self.context, self.request)

    @property
    def is_whole_school(self) -> bool:
        """Whether it looks beyond the section."""
        return False

    @cached_property
    def choices(self) -> Choices:
        above = None if self.is_whole_school else self.path
        return Choices(self.asked, self.found, self.rows, self.url, above)

    @property
    def feeds(self) -> list[dict[str, str]]:
        """For the head of the page: readers of feeds find them there."""
        title = self.context.Title()
        return [
            {"title": f"{title} ({name})", "type": f"application/{kind}+xml", "url": url}
            for name, kind in (("RSS", "rss"), ("Atom", "atom"))
            for url in [self.url(self.asked, f"@@documents.{kind}")]
        ]

    def tools(self) -> list[dict[str, str]]:
        """Exports, feeds and the print view of what is asked for."""
        names = (
            ("documents-print", _("Print")),
            ("documents.xlsx", _("Excel")),
            ("documents.csv", _("CSV")),
            ("documents.rss", _("RSS")),
            ("documents.atom", _("Atom")),
        )
        return [
            {"name": name, "title": title, "url": self.url(self.asked, f"@@{name}")}
            for name, title in names
        ]


class DocumentSearch(DocumentTable):
    """Over all documents of the school (A08)."""

    with_others = False
    always_searched = True

    def look_up(self) -> Found:
        root = school_root(self.context)
        return find(self.context if root is None else root, self.asked)

    @property
    def is_whole_school(self) -> bool:
        return True

    @property
    def scope_url(self) -> str:
        """The documents are those of the school."""
        root = school_root(self.context)
        return super().scope_url if root is None else root.absolute_url()
