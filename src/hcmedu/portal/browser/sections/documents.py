"""Tables of official documents (A06, A07, A16 ...) and the look-up over them (A08)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.browser.sections.table import Cell
from hcmedu.portal.browser.sections.table import Column
from hcmedu.portal.browser.sections.table import TableDisplay
from hcmedu.portal.content.force import force_state
from hcmedu.portal.content.force import STATE_TITLES
from hcmedu.portal.content.moments import now
from hcmedu.portal.documents.register import filters
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
from hcmedu.portal.vietnamese import format_date
from hcmedu.portal.vietnamese import highlight
from hcmedu.portal.vietnamese import matches
from hcmedu.portal.vietnamese import parse_query
from hcmedu.portal.vietnamese import Query
from plone.batching import Batch
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


#: Of fewer documents a person sees at a glance what there is.
ENOUGH_TO_SEARCH = 6
#: Values of a facet that stand open; the others unfold.
OPEN_VALUES = 8
FACET_TITLES = {
    "section": _("Section"),
    "form": _("Form of document"),
    "issuer": _("Issuing authority"),
    "field": _("Fields of work"),
    "year": _("Year of issue"),
    "force": _("State of force"),
}
SORT_TITLES = {
    "date": _("The newest first"),
    "relevance": _("The best first"),
    "number": _("By number"),
    "issuer": _("By issuing authority"),
    "form": _("By form"),
}
#: Column of the table → what the register is sorted by.
COLUMN_SORTS = {"number": "number", "date": "date", "issuer": "issuer"}


def number_cell(brain: Any) -> Cell:
    return Cell(brains.value(brain, "document_number") or brain.Title)


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


@dataclass(frozen=True)
class Value:
    """One value of a facet: what it is called, how many have it, where choosing it leads."""

    title: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    name: str
    title: str
    open: list[Value]
    more: list[Value]


class DocumentTable(TableDisplay):
    """The register below a section: words, facets, a table; all of it in the address."""

    types = ("OfficialDocument",)
    register_template = ViewPageTemplateFile("documents.pt")
    #: Whether the form stands there however few documents there are.
    always_searched = False

    def update(self) -> None:
        self.asked = read_filter(self.request.form)
        self.found = self.look_up()
        self.results = Brains(self.found.numbers)
        last = max(1, -(-len(self.results) // self.batch_size))
        self.batch = Batch.fromPagenumber(self.results, self.batch_size, min(self.page, last))

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
        base = "/".join(filter(None, (self.context.absolute_url(), view)))
        return f"{base}?{asked.query()}" if asked.query() else base

    @cached_property
    def rows(self) -> Rows:
        return Rows(self.context, self.request)

    @cached_property
    def facets(self) -> list[Facet]:
        """The facets that tell documents apart, or of which a value was chosen."""
        found = (self.facet(name) for name in filters.FACETS)
        return [each for each in found if len(each.open) > 1 or getattr(self.asked, each.name)]

    def facet(self, name: str) -> Facet:
        chosen = getattr(self.asked, name)
        counts = {**dict.fromkeys(chosen, 0), **self.found.facets[name]}
        if name == "section":
            counts = self.sections_below(counts)
        values = [self.value(name, value, counts[value]) for value in ordered(name, counts)]
        # What was chosen is never hidden.
        top = [each for at, each in enumerate(values) if at < OPEN_VALUES or each.chosen]
        return Facet(name, FACET_TITLES[name], top, [each for each in values if each not in top])

    def sections_below(self, counts: Mapping[str, int]) -> dict[str, int]:
        """Sections that narrow the list: neither this one nor one above it."""
        found = self.rows.sections_by_code
        own = self.path + "/"
        return {
            code: number
            for code, number in counts.items()
            if code in found and (self.is_whole_school or f"{found[code].getPath()}/" > own)
        }

    @property
    def is_whole_school(self) -> bool:
        return False

    def value(self, facet: str, value: str, count: int) -> Value:
        chosen = value in getattr(self.asked, facet)
        url = self.url(self.asked.toggled(facet, value))
        return Value(self.rows.facet_title(facet, value), count, url, chosen)

    @property
    def chosen(self) -> list[dict[str, str]]:
        """What narrows the list: label, and the address without it."""
        asked = self.asked
        typed = [
            ("text", asked.text and f"“{asked.text}”"),
            ("number", asked.number),
            ("issued_from", asked.issued_from and self.span("from", asked.issued_from)),
            ("issued_to", asked.issued_to and self.span("to", asked.issued_to)),
        ]
        chips = [
            {"title": title, "url": self.url(asked.without(name))} for name, title in typed if title
        ]
        for facet in filters.FACETS:
            for value in getattr(asked, facet):
                title = self.rows.facet_title(facet, value)
                chips.append({"title": title, "url": self.url(asked.toggled(facet, value))})
        return chips

    def span(self, name: str, day: Any) -> str:
        mapping = {"day": format_date(day)}
        text = (
            _("from ${day}", mapping=mapping) if name == "from" else _("to ${day}", mapping=mapping)
        )
        return self.rows.say(text)

    def kept(self) -> list[dict[str, str]]:
        """What the form carries along unseen: the facets chosen."""
        typed = {"text", "number", "from", "to", "sort_on"}
        return [
            {"name": name, "value": value}
            for name, value in self.asked.without("sort_order").parameters()
            if name not in typed
        ]

    def sort_options(self) -> list[dict[str, Any]]:
        names = [name for name in SORT_TITLES if name != "relevance" or self.asked.text]
        return [
            {"value": name, "title": SORT_TITLES[name], "selected": name == self.asked.sort}
            for name in names
        ]

    def typed_day(self, name: str) -> str:
        """A date as it was typed, right or wrong."""
        day = getattr(self.asked, f"issued_{name}")
        return format_date(day) if day else self.asked.errors.get(name, "")

    @property
    def is_unfolded(self) -> bool:
        """Whether number and dates stand open: one of them was filled in."""
        asked = self.asked
        return bool(asked.number or asked.issued_from or asked.issued_to or asked.errors)

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


def ordered(facet: str, counts: Mapping[str, int]) -> list[str]:
    """Years from the newest, states as they follow each other, all else by how many there are."""
    if facet == "year":
        return sorted(counts, reverse=True)
    if facet == "force":
        return [each for each in filters.FORCES if each in counts]
    return sorted(counts, key=lambda value: (-counts[value], value))


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

    def url(self, asked: Filter, view: str = "") -> str:
        """Exports and feeds are asked of the school, whose documents these are."""
        root = school_root(self.context)
        if not view or root is None:
            return super().url(asked, view)
        return f"{root.absolute_url()}/{view}?{asked.query()}"
