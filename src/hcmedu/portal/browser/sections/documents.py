"""Tables of official documents (A06, A07, A16 ...) and the look-up over them (A08)."""

from datetime import date
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.browser.sections.table import Cell
from hcmedu.portal.browser.sections.table import Column
from hcmedu.portal.browser.sections.table import TableDisplay
from hcmedu.portal.content.force import force_state
from hcmedu.portal.content.force import STATE_TITLES
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from hcmedu.portal.school import school_root
from hcmedu.portal.vietnamese import DocumentNumber
from hcmedu.portal.vietnamese import InvalidDocumentNumber
from hcmedu.portal.vietnamese import normalize
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any

import re


def number_cell(brain: Any) -> Cell:
    return Cell(brains.value(brain, "document_number") or brain.Title)


def abstract_cell(brain: Any) -> Cell:
    """Trích yếu, the link to the document's page."""
    return Cell(brain.Description or brain.Title, url=brains.url(brain))


def state_cell(brain: Any) -> Cell:
    state = force_state(brain, date.today())
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
    """What 3082/GDĐT-TTTT 3.3 wants to be told of each document, newest first."""

    types = ("OfficialDocument",)
    sort_on = "issue_date"

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
            Column("abstract", _("Abstract"), abstract_cell),
            Column("state", _("State of force"), state_cell),
            Column("download", _("File"), download_cell),
        ]


class DocumentSearch(DocumentTable):
    """Form over all documents of the school: words, number, year of issue."""

    search_template = ViewPageTemplateFile("document_search.pt")
    with_others = False

    def render(self) -> str:
        return self.search_template()

    @property
    def empty(self) -> bool:
        return False

    @property
    def has_results(self) -> bool:
        return bool(self.batch)

    def parameter(self, name: str) -> str:
        """What the visitor typed; anything but one short text counts as nothing."""
        typed = self.request.form.get(name, "")
        return normalize(typed).strip()[:100] if isinstance(typed, str) else ""

    @cached_property
    def searched(self) -> dict[str, str]:
        """The parameters that the visitor filled in."""
        typed = {name: self.parameter(name) for name in ("text", "number", "year")}
        return {name: text for name, text in typed.items() if text}

    def kept_parameters(self) -> dict[str, str]:
        return self.searched

    def query(self) -> dict[str, Any]:
        query = super().query()
        if "text" in self.searched:
            query["SearchableText"] = words(self.searched["text"])
        if "number" in self.searched:
            query["document_number"] = starts_with(canonical(self.searched["number"]))
        if "year" in self.searched:
            query["issue_date"] = in_year(self.searched["year"])
        return query

    def find(self, **query: Any) -> Any:
        """Below the sections of this school only: a site may hold other schools."""
        sections = queries.sections_of_school(school_root(self.context), self.request)
        return queries.search(path=queries.below(queries.highest(sections.values())), **query)


def words(text: str) -> str:
    """A full-text query that finds all words, by their beginning; never a syntax error."""
    found = re.findall(r"\w+", text)
    return " AND ".join(f'"{word}"' if len(word) < 2 else f"{word}*" for word in found)


def canonical(number: str) -> str:
    """A document number in the spelling that the index holds; parts of one as they are."""
    try:
        return DocumentNumber.parse(number).text
    except InvalidDocumentNumber:
        return re.sub(r"\s*([/-])\s*", r"\1", number).upper()


def starts_with(text: str) -> dict[str, Any]:
    return {"query": (text, text + "\uffff"), "range": "min:max"}


def in_year(text: str) -> dict[str, Any]:
    """Days of a year; a text that is no year finds nothing."""
    year = int(text) if re.fullmatch(r"(19|20)\d\d", text) else 1
    return {"query": (date(year, 1, 1), date(year, 12, 31)), "range": "min:max"}
