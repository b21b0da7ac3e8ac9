"""What the register tells of a document outside of its page: exports, print, REST, feeds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.content.force import force_state
from hcmedu.portal.content.force import ForceState
from hcmedu.portal.content.force import STATE_TITLES
from hcmedu.portal.content.moments import now
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.documents.register import filters
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from hcmedu.portal.school import school_root
from typing import Any
from zope.i18n import translate


VOCABULARIES = {"form": "hcmedu.document_forms", "field": "hcmedu.document_fields"}
FORCE_TITLES = {
    filters.IN_FORCE: STATE_TITLES[ForceState.IN_FORCE],
    filters.NOT_YET: STATE_TITLES[ForceState.NOT_YET],
    filters.ENDED: STATE_TITLES[ForceState.EXPIRED],
}


@dataclass(frozen=True)
class Column:
    """A column of an export: its heading (a message), its width in characters, its value."""

    name: str
    title: str
    width: int
    value: Callable[["Rows", Any], str | date | None]


class Rows:
    """Reads brains for one request; texts are in its language."""

    def __init__(self, context: Any, request: Any) -> None:
        self.context, self.request = context, request
        self.today = now().date()

    def say(self, message: str) -> str:
        return translate(message, context=self.request)

    def values(self, brain: Any) -> list[str | date | None]:
        return [column.value(self, brain) for column in COLUMNS]

    def title_of(self, vocabulary: str, token: Any) -> str:
        """Title of a term; many documents have the same."""
        key = (vocabulary, token)
        if key not in self._titles:
            self._titles[key] = self.say(title_of(self.context, vocabulary, token)) if token else ""
        return self._titles[key]

    @cached_property
    def _titles(self) -> dict[tuple[str, Any], str]:
        return {}

    def form(self, brain: Any) -> str:
        return self.title_of("hcmedu.document_forms", brains.value(brain, "document_form"))

    def fields(self, brain: Any) -> str:
        tokens = brains.value(brain, "fields_of_work") or ()
        return "; ".join(self.title_of("hcmedu.document_fields", token) for token in tokens)

    def state(self, brain: Any) -> str:
        return self.say(STATE_TITLES[force_state(brain, self.today)])

    def section(self, brain: Any) -> str:
        """Title of the section that the document lies in."""
        path = brain.getPath().rpartition("/")[0]
        while path:
            if path in self._sections:
                return self._sections[path]
            path = path.rpartition("/")[0]
        return ""

    def facet_title(self, facet: str, value: str) -> str:
        """What people read for a value of a facet."""
        if facet == "section":
            found = self.sections_by_code.get(value)
            return found.Title if found is not None else value
        if facet == "force":
            return self.say(FORCE_TITLES[value])
        vocabulary = VOCABULARIES.get(facet)
        return self.title_of(vocabulary, value) if vocabulary else value

    @cached_property
    def sections_by_code(self) -> dict[str, Any]:
        """The sections that the user may view, by code."""
        root = school_root(self.context)
        return {} if root is None else queries.sections_of_school(root, self.request)

    @cached_property
    def _sections(self) -> dict[str, str]:
        return {brain.getPath(): brain.Title for brain in self.sections_by_code.values()}


def text(name: str) -> Callable[[Rows, Any], str]:
    return lambda rows, brain: brains.value(brain, name) or ""


def day(name: str) -> Callable[[Rows, Any], date | None]:
    return lambda rows, brain: brains.as_date(brains.value(brain, name))


def download_url(brain: Any) -> str:
    """Address of the main file; empty without one."""
    return f"{brain.getURL()}/@@download/file" if brains.value(brain, "file_note") else ""


#: What 3082/GDĐT-TTTT 3.3 and 4210/GDĐT-TTTT III.3 want to be told of each document.
COLUMNS = (
    Column("number", _("Number and symbol"), 24, text("document_number")),
    Column("form", _("Form of document"), 16, Rows.form),
    Column("issuer", _("Issuing authority"), 32, text("issuer")),
    Column("issue_date", _("Date of issue"), 14, day("issue_date")),
    Column("in_force_from", _("In force from"), 14, day("in_force_from")),
    Column("in_force_until", _("In force until"), 14, day("in_force_until")),
    Column("state", _("State of force"), 16, Rows.state),
    Column("abstract", _("Abstract"), 60, lambda rows, brain: brain.Description or brain.Title),
    Column("fields", _("Fields of work"), 24, Rows.fields),
    Column("section", _("Section"), 24, Rows.section),
    Column("url", _("Address"), 48, lambda rows, brain: brain.getURL()),
)
