"""The rows of the table: drafts that came from files, each with its fields and suggestions."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from hcmedu.portal import _
from hcmedu.portal.content.officialdocument import IOfficialDocument
from hcmedu.portal.content.views import file_note
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.documents.intake.changes import current
from hcmedu.portal.documents.intake.changes import marks
from hcmedu.portal.documents.intake.drafts import TYPE
from hcmedu.portal.documents.intake.known import by_key
from hcmedu.portal.documents.intake.known import by_values
from hcmedu.portal.documents.intake.record import Found
from hcmedu.portal.documents.intake.record import Record
from hcmedu.portal.documents.intake.record import record
from hcmedu.portal.documents.intake.record import State
from hcmedu.portal.documents.intake.values import NAMES
from hcmedu.portal.documents.intake.values import Typed
from hcmedu.portal.editorial.authorship import authorship
from itertools import chain
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import IDate
from zope.schema.interfaces import ITextLine


MODIFY = "Modify portal content"
#: Rows on a page.
MOST = 50
#: Drafts that were made without such a pause between them came in one go.
PAUSE = timedelta(minutes=2)
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

    ``suggested``: the value is a suggestion that nobody has taken yet; ``found``: the suggestion;
    ``touched``: it was typed and is not saved.
    """

    name: str
    id: str
    title: str
    kind: str
    required: bool
    value: str = ""
    suggested: bool = False
    touched: bool = False
    found: Found | None = None
    error: str = ""


@dataclass(frozen=True)
class Row:
    """``marks``: of the texts that are stored or suggested; ``named``: a person gave the title."""

    uid: str
    revision: int
    marks: str
    title: str
    named: bool
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

    @property
    def unsaved(self) -> bool:
        return any(cell.touched for cell in self.cells)


@dataclass
class Answer:
    """What a person typed into a row, what was wrong with it, and whether he ticked it.

    ``changed``: names of the fields that say something else than the page that he got.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    found: Typed = field(default_factory=Typed)
    ticked: bool = False
    error: str = ""


def drafts(section: Any, **query: Any) -> Iterator[Any]:
    """Drafts in this section that came from files and that the user may change.

    What came last stands first, and what came in one go in the order in which it was chosen.
    """
    query = {"portal_type": TYPE, "review_state": "draft", **query}
    path = {"query": "/".join(section.getPhysicalPath()), "depth": 1}
    catalog = api.portal.get_tool("portal_catalog")
    for brain in _by_batch(catalog(path=path, **query)):
        doc = brain.getObject()
        if record(doc) is not None and api.user.has_permission(MODIFY, obj=doc):
            yield doc


def _by_batch(brains: Iterable[Any]) -> Iterator[Any]:
    """The index knows minutes only, so that the brains' own time decides."""
    batches: list[list[Any]] = []
    last = None
    for brain in sorted(brains, key=lambda brain: brain.created):
        made = brain.created.asdatetime()
        if last is None or made - last > PAUSE:
            batches.append([])
        batches[-1].append(brain)
        last = made
    return chain.from_iterable(reversed(batches))


def row(section: Any, doc: Any, answer: Answer | None = None) -> Row:
    """``answer``: what was just typed comes before what is stored or suggested."""
    known = record(doc) or Record()
    answer = answer or Answer()
    uid = IUUID(doc)
    cells = tuple(_cell(doc, uid, name, known, answer) for name in NAMES)
    named = doc.title != known.title
    return Row(
        uid=uid,
        revision=authorship(doc).revision,
        marks=marks(current(doc, name, known)[0] for name in NAMES),
        title=doc.Title() if named else _heading(doc, cells),
        named=named,
        url=doc.absolute_url(),
        file_url=f"{doc.absolute_url()}/@@display-file/file" if doc.file else "",
        file_note=f"{doc.file.filename}, {file_note(doc.file)}" if doc.file else "",
        state=known.state,
        note=REASONS.get(known.reason, "") if known.state is State.FAILED else "",
        ticked=answer.ticked,
        error=answer.error,
        cells=cells,
        twin=_twin(section, doc, known),
        references=known.references,
        replaces=known.replaces,
    )


def _heading(doc: Any, cells: tuple[Cell, ...]) -> str:
    """Form and number once they are read or typed; till then the title that the file gave."""
    told = {cell.id: cell.value for cell in cells}
    form = title_of(doc, "hcmedu.document_forms", told["document_form"] or None)
    number = told["number"].strip()
    return f"{translate(form, context=getRequest())} {number}".strip() if number else doc.Title()


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
        touched=name in answer.changed or name in answer.found.shown,
        found=known.fields.get(name),
        error=answer.found.errors.get(name, ""),
    )


def _kind(schema: Any) -> str:
    kinds = ((IChoice, "choice"), (IDate, "date"), (ITextLine, "line"))
    return next((kind for iface, kind in kinds if iface.providedBy(schema)), "area")


def _value(doc: Any, name: str, known: Record, answer: Answer) -> tuple[str, bool]:
    if name in answer.found.shown:
        return answer.found.shown[name], False
    if name in answer.changed:
        return answer.typed[name], False
    return current(doc, name, known)


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
