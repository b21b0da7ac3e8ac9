"""The rows of the table: drafts that came from files, each with its fields and suggestions."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from hcmedu.portal import _
from hcmedu.portal.content.officialdocument import IOfficialDocument
from hcmedu.portal.content.views import file_note
from hcmedu.portal.documents.intake.drafts import TYPE
from hcmedu.portal.documents.intake.known import by_key
from hcmedu.portal.documents.intake.known import by_values
from hcmedu.portal.documents.intake.record import Found
from hcmedu.portal.documents.intake.record import Record
from hcmedu.portal.documents.intake.record import record
from hcmedu.portal.documents.intake.record import State
from hcmedu.portal.documents.intake.values import NAMES
from hcmedu.portal.documents.intake.values import shown
from hcmedu.portal.documents.intake.values import Typed
from hcmedu.portal.editorial.authorship import authorship
from hcmedu.portal.vietnamese import format_date
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import IDate
from zope.schema.interfaces import ITextLine


MODIFY = "Modify portal content"
#: Rows on a page.
MOST = 50
#: Why nothing could be read out of a file.
REASONS = {
    "encrypted": _("The file is protected by a password."),
    "damaged": _("The file is damaged; please check it on your computer."),
    "too_many_pages": _("The file has too many pages to be read."),
    "too_large": _("The file is too large to be read."),
    "timed_out": _("Reading the file took too long."),
    "no_tool": _("This server has no program that reads such files."),
    "unsupported": _("Files of this kind hold no text that could be read."),
    "no_text": _("There is no text in the file that could be read."),
}


@dataclass(frozen=True)
class Cell:
    """A field of a row; ``kind``: ``line``, ``area``, ``date`` or ``choice``.

    ``suggested``: the value is a suggestion that nobody has taken yet; ``found``: the suggestion.
    """

    name: str
    id: str
    title: str
    kind: str
    required: bool
    value: str = ""
    suggested: bool = False
    found: Found | None = None
    error: str = ""


@dataclass(frozen=True)
class Row:
    uid: str
    revision: int
    title: str
    url: str
    file_url: str
    file_note: str
    state: State
    note: str
    ticked: bool
    error: str
    cells: tuple[Cell, ...]
    twin: dict[str, str] | None = None
    references: tuple[Found, ...] = ()
    replaces: tuple[Found, ...] = ()


@dataclass
class Answer:
    """What a person typed into a row, what was wrong with it, and whether he ticked it."""

    typed: Mapping[str, str] = field(default_factory=dict)
    found: Typed = field(default_factory=Typed)
    ticked: bool = False
    error: str = ""


def drafts(section: Any) -> Iterator[Any]:
    """Drafts in this section that came from files and that the user may change, newest first."""
    query = {"portal_type": TYPE, "review_state": "draft", "sort_on": "created"}
    path = {"query": "/".join(section.getPhysicalPath()), "depth": 1}
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog(path=path, sort_order="descending", **query):
        doc = brain.getObject()
        if record(doc) is not None and api.user.has_permission(MODIFY, obj=doc):
            yield doc


def row(section: Any, doc: Any, answer: Answer | None = None) -> Row:
    """``answer``: what was just typed comes before what is stored or suggested."""
    known = record(doc) or Record()
    answer = answer or Answer()
    uid = IUUID(doc)
    return Row(
        uid=uid,
        revision=authorship(doc).revision,
        title=doc.Title(),
        url=doc.absolute_url(),
        file_url=f"{doc.absolute_url()}/@@display-file/file" if doc.file else "",
        file_note=f"{doc.file.filename}, {file_note(doc.file)}" if doc.file else "",
        state=known.state,
        note=REASONS.get(known.reason, "") if known.state is State.FAILED else "",
        ticked=answer.ticked,
        error=answer.error,
        cells=tuple(_cell(doc, uid, name, known, answer) for name in NAMES),
        twin=_twin(section, doc, known),
        references=known.references,
        replaces=known.replaces,
    )


def _cell(doc: Any, uid: str, name: str, known: Record, answer: Answer) -> Cell:
    schema = IOfficialDocument[name]
    value, suggested = _value(doc, name, known, answer)
    return Cell(
        name=f"{uid}.{name}",
        id=name,
        title=schema.title,
        kind=_kind(schema),
        required=schema.required,
        value=value,
        suggested=suggested,
        found=known.fields.get(name),
        error=answer.found.errors.get(name, ""),
    )


def _kind(schema: Any) -> str:
    kinds = ((IChoice, "choice"), (IDate, "date"), (ITextLine, "line"))
    return next((kind for iface, kind in kinds if iface.providedBy(schema)), "area")


def _value(doc: Any, name: str, known: Record, answer: Answer) -> tuple[str, bool]:
    if name in answer.found.shown:
        return answer.found.shown[name], False
    if name in answer.typed:
        return answer.typed[name], False
    stored = shown(getattr(doc, name, None))
    found = known.fields.get(name)
    if stored or found is None:
        return stored, False
    return shown_value(name, found), True


def shown_value(name: str, found: Found) -> str:
    """A suggestion as the field of the table has it: days as people write them."""
    if IDate.providedBy(IOfficialDocument[name]):
        return format_date(date.fromisoformat(found.value))
    return found.value


def _twin(section: Any, doc: Any, known: Record) -> dict[str, str] | None:
    """Another document that has the same file, or the same number, issuer and day."""
    uid = IUUID(doc)
    brain = by_key(section, known.key) if known.key else None
    if brain is None or uid == brain.UID:
        names = ("number", "issuer", "issue_date")
        values = {name: getattr(doc, name, None) for name in names}
        brain = by_values(section, values, but=uid) if doc.number else None
    if brain is None:
        return None
    if not api.user.has_permission("View", obj=brain._unrestrictedGetObject()):
        # That there is one is told, else it would be entered twice; nothing more.
        return {"title": doc.number or "", "url": ""}
    return {"title": brain.Title, "url": brain.getURL()}
