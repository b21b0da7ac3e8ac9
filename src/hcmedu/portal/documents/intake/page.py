"""``@@hcmedu-intake`` of a section: drop files, correct what was read out of them, submit."""

from dataclasses import replace
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.content.errors import UploadError
from hcmedu.portal.content.suggestions import issuers
from hcmedu.portal.content.uploads import limit_bytes
from hcmedu.portal.documents.intake.changes import changed
from hcmedu.portal.documents.intake.drafts import make_draft
from hcmedu.portal.documents.intake.drafts import takes_documents
from hcmedu.portal.documents.intake.record import ask_again
from hcmedu.portal.documents.intake.record import Record
from hcmedu.portal.documents.intake.record import record
from hcmedu.portal.documents.intake.record import State
from hcmedu.portal.documents.intake.rows import Answer
from hcmedu.portal.documents.intake.rows import drafts
from hcmedu.portal.documents.intake.rows import MOST
from hcmedu.portal.documents.intake.rows import Row
from hcmedu.portal.documents.intake.rows import row
from hcmedu.portal.documents.intake.saving import answer_of
from hcmedu.portal.documents.intake.saving import Done
from hcmedu.portal.documents.intake.saving import save
from hcmedu.portal.documents.intake.saving import typed_into
from hcmedu.portal.documents.intake.sending import as_json
from hcmedu.portal.documents.intake.tasks import ask_to_read
from hcmedu.portal.documents.intake.values import NAMES
from itertools import islice
from plone.protect import CheckAuthenticator
from plone.uuid.interfaces import IUUID
from Products.Five import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.component import getUtility
from zope.i18n import translate
from zope.schema.interfaces import IVocabularyFactory
from ZPublisher.HTTPRequest import FileUpload

import json
import transaction


#: Files in one go.
MOST_FILES = 50
NOTHING_CHOSEN = _("Please choose at least one file.")
NOTHING_TICKED = _("Please tick at least one row.")
NOTHING_TO_SUBMIT = _("No row is ticked, so none was submitted. Tick the rows you have checked.")
NOTHING_TO_SAVE = _("Nothing was changed, and no row is ticked.")
TOO_MANY = _(
    "At most ${number} files in one go; the rest was not taken.", mapping={"number": MOST_FILES}
)


class SectionPage(BrowserView):
    """Only where documents may be added by this user."""

    def __call__(self) -> str:
        if not takes_documents(self.context):
            raise NotFound(self.context, self.__name__, self.request)
        self.request.response.setHeader("Cache-Control", "private, no-store")
        for column in ("plone.leftcolumn", "plone.rightcolumn"):
            self.request.set(f"disable_{column}", True)
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            return self.post()
        return self.index()

    def post(self) -> str:
        """What a posted form with its token does. Abstract: each page does its own."""
        raise NotImplementedError

    def text(self, name: str) -> str:
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    def tell(self, message: str) -> str:
        return translate(message, context=self.request)

    def json(self, value: Any) -> str:
        self.request.response.setHeader("Content-Type", "application/json; charset=utf-8")
        return json.dumps(value, ensure_ascii=False)

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/@@{self.__name__}"

    @property
    def limit(self) -> int:
        """Megabytes of one file."""
        return (limit_bytes() or 0) // (1024 * 1024)


def uploads(value: Any) -> list[FileUpload]:
    """The files of a request that have a name; browsers send one without for 'none chosen'."""
    found = value if isinstance(value, list) else [value]
    return [each for each in found if isinstance(each, FileUpload) and each.filename]


class IntakeView(SectionPage):
    """GET: the table; POST: ``upload``, ``save``, ``submit`` or ``read`` (once more).

    All of it works without JavaScript too.
    """

    def __init__(self, context: Any, request: Any) -> None:
        super().__init__(context, request)
        self.answers: dict[str, Answer] = {}
        self.refused: list[dict[str, str]] = []
        self.taken: list[Any] = []
        self.done: list[Done] = []
        self.gone: list[str] = []
        self.error = ""
        self.action = ""
        self.more = False

    def post(self) -> str:
        self.action = self.text("action")
        if self.action == "upload":
            self.upload()
            if self.text("json"):
                return self.json({"taken": len(self.taken), "refused": self.refused})
        elif self.action in ("save", "submit", "read"):
            self.save()
        return self.index()

    # Files

    def upload(self) -> None:
        found = uploads(self.request.form.get("files", []))
        if not found:
            self.error = NOTHING_CHOSEN
        elif len(found) > MOST_FILES:
            self.error = TOO_MANY
        for upload in found[:MOST_FILES]:
            self.take(upload)

    def take(self, upload: FileUpload) -> None:
        """One draft; what is wrong with a file does not touch the others."""
        savepoint = transaction.savepoint(optimistic=True)
        try:
            self.taken.append(make_draft(self.context, upload, upload.filename))
        except UploadError as error:
            savepoint.rollback()
            self.refused.append({"name": upload.filename, "why": self.tell(error.doc())})

    # Rows

    def save(self) -> None:
        """Whatever was typed is stored, or comes back; ticks say what is submitted or read."""
        ticked = self.ticked()
        docs = self.posted(ticked)
        for doc in docs:
            self.answers[IUUID(doc)] = answer_of(doc, self.request.form, ticked)
        if self.action == "read":
            self.error = "" if ticked else NOTHING_TICKED
        elif self.action == "submit" and not ticked:
            self.error = NOTHING_TO_SUBMIT
        elif not ticked and not any(each.changed for each in self.answers.values()):
            self.error = NOTHING_TO_SAVE
        for doc in docs:
            self.read_again(doc) if self.action == "read" else self.save_one(doc)

    def ticked(self) -> set[str]:
        ticked = self.request.form.get("rows", [])
        ticked = ticked if isinstance(ticked, list | tuple) else [ticked]
        return {each for each in ticked if isinstance(each, str)}

    def posted(self, ticked: set[str]) -> list[Any]:
        """The drafts of the page that was sent, however many came to the section meanwhile."""
        names = [name for name in self.request.form if name.endswith(".revision")]
        uids = ticked | {name.removesuffix(".revision") for name in names}
        found = {IUUID(doc): doc for doc in drafts(self.context, UID=list(uids))} if uids else {}
        for uid in sorted(uids - found.keys()):
            typed, base = typed_into(uid, self.request.form)
            lost = changed(typed, base) if base else frozenset()
            self.gone += [", ".join(typed[name] for name in NAMES if name in lost)] if lost else []
        return list(found.values())

    def read_again(self, doc: Any) -> None:
        """What was typed into the row stays."""
        if self.answers[IUUID(doc)].ticked:
            ask_again(doc)
            ask_to_read(doc)

    def save_one(self, doc: Any) -> None:
        uid = IUUID(doc)
        answer = self.answers[uid]
        if not (answer.ticked or answer.changed):
            return
        revision = self.request.form.get(f"{uid}.revision")
        done = save(doc, answer, revision, submit=answer.ticked and self.action == "submit")
        if done is not None:
            self.done.append(done)
            del self.answers[uid]

    def rows(self) -> list[Row]:
        """The drafts as they are now: what was submitted is gone, what is not saved stays."""
        docs = list(islice(drafts(self.context), MOST + 1))
        self.more = len(docs) > MOST
        shown = {IUUID(doc): doc for doc in docs[:MOST]}
        left = [uid for uid, each in self.answers.items() if each.changed and uid not in shown]
        shown |= {IUUID(doc): doc for doc in drafts(self.context, UID=left)} if left else {}
        return [row(self.context, doc, self.answers.get(uid)) for uid, doc in shown.items()]

    @property
    def submitted(self) -> list[Done]:
        return [each for each in self.done if each.submitted]

    def saved(self, rows: list[Row]) -> list[Done]:
        """By the names of their rows, which stand below."""
        titles = {each.uid: each.title for each in rows}
        return [
            replace(each, title=titles[each.uid], url=f"#row-{each.uid}")
            if each.uid in titles
            else each
            for each in self.done
            if not each.submitted
        ]

    def waiting(self, rows: list[Row]) -> int:
        return sum(each.state is State.WAITING for each in rows)

    @cached_property
    def day_hint(self) -> str:
        return self.tell(_("day/month/year"))

    @cached_property
    def forms(self) -> list[dict[str, str]]:
        factory = getUtility(IVocabularyFactory, "hcmedu.document_forms")
        terms = factory(self.context)
        return [{"token": each.token, "title": self.tell(each.title)} for each in terms]

    @property
    def authorities(self) -> list[str]:
        """Issuers used so far, which the browser offers while one types."""
        return issuers(self.context)


class StatusView(SectionPage):
    """``@@hcmedu-intake-status``: how far the worker is, and what it has found; JSON."""

    def __call__(self) -> str:
        if not takes_documents(self.context):
            raise NotFound(self.context, self.__name__, self.request)
        self.request.response.setHeader("Cache-Control", "private, no-store")
        docs = list(islice(drafts(self.context), MOST))
        return self.json({"rows": [self.row(doc) for doc in docs]})

    def row(self, doc: Any) -> dict[str, Any]:
        each = row(self.context, doc)
        return {
            "uid": each.uid,
            "state": each.state.value,
            "note": self.tell(each.note) if each.note else "",
            **as_json(self.context, record(doc) or Record(), self.request),
        }
