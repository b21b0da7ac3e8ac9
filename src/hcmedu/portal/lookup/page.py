"""``@@hcmedu-table`` of an item: upload a table, choose its columns, put it in force.

Only for who may change the item: of what is approved or published nobody may, so a table that
visitors use is replaced by way of a working copy, which the board head approves (4210/GDĐT-TTTT
III.5). The page shows the first rows while columns are chosen, and only numbers afterwards.
"""

from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.content.errors import UploadError
from hcmedu.portal.content.files import check_size
from hcmedu.portal.content.files import clean_filename
from hcmedu.portal.content.uploads import limit_bytes
from hcmedu.portal.documents.intake.page import uploads as uploaded_files
from hcmedu.portal.editorial.trace import record
from hcmedu.portal.listing.spreadsheets import csv_bytes
from hcmedu.portal.listing.spreadsheets import CSV_TYPE
from hcmedu.portal.lookup import columns
from hcmedu.portal.lookup import messages
from hcmedu.portal.lookup import store
from hcmedu.portal.lookup import tasks
from hcmedu.portal.lookup import uploads
from hcmedu.portal.lookup.rows.reading import MAX_BYTES
from hcmedu.portal.viewer.progress import read_progress
from itertools import islice
from plone import api
from plone.protect import CheckAuthenticator
from Products.Five import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.event import notify
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.lifecycleevent import ObjectModifiedEvent

import json


#: Problems that the page itself shows; all that are kept stand in the report.
SHOWN = 50
NO_FILE = _("Please choose the file of the table.")
LEAVE_OUT = _("Please confirm that the rows with errors are left out, or mend them in the file.")
NO_ROWS = _("No row of this table can be used.")
CHANGED = _("This table has been changed meanwhile. Please look at it again.")
IN_FORCE = _("The new table is in force for this page now.")
DISCARDED = _("The upload was thrown away.")


class TablePage(BrowserView):
    """GET: where the upload stands; POST: a step, ``upload`` ``choose`` ``again`` ``use``
    ``discard``."""

    error: Message | str = ""
    alone = False

    def __call__(self) -> Any:
        self.request.response.setHeader("Cache-Control", "private, no-store")
        for column in ("plone.leftcolumn", "plone.rightcolumn"):
            self.request.set(f"disable_{column}", True)
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            return self.post()
        return self.index()

    def post(self) -> Any:
        action = columns.text(self.request.form, "action")
        if action == "upload":
            done = self.begin()
        elif self.upload is None or self.upload["id"] != columns.text(self.request.form, "upload"):
            self.error, done = CHANGED, False
        else:
            done = self.go_on(action)
        return self.request.response.redirect(self.url) if done else self.index()

    def go_on(self, action: str) -> bool:
        """Whether the step was taken; else ``error`` may say why not."""
        state = self.upload["state"]
        if action == "discard":
            uploads.discard(self.context)
            api.portal.show_message(DISCARDED, self.request)
            return True
        if action == "choose" and state == uploads.CHOOSING:
            return self.choose()
        if action == "again" and state == uploads.READY:
            uploads.again(self.upload)
            return True
        return action == "use" and state == uploads.READY and self.use()

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/@@hcmedu-table"

    @property
    def upload(self) -> uploads.Upload | None:
        return uploads.upload_of(self.context)

    @property
    def state(self) -> str:
        return self.upload["state"] if self.upload is not None else ""

    @property
    def is_busy(self) -> bool:
        return self.state in uploads.BUSY

    # The steps

    def begin(self) -> bool:
        found = uploaded_files(self.request.form.get("file"))
        if not found:
            self.error = NO_FILE
            return False
        [stream, *_rest] = found
        try:
            check_size(stream.seek(0, 2) or stream.tell(), self.limit)
        except UploadError as error:
            self.error = error.doc()
            return False
        stream.seek(0)
        user, name = api.user.get_current().getId() or "", clean_filename(stream.filename)
        tasks.ask(tasks.READ, self.context, uploads.begin(self.context, user, name, stream))
        return True

    @property
    def limit(self) -> int:
        return min(limit_bytes() or MAX_BYTES, MAX_BYTES)

    def choose(self) -> bool:
        try:
            choice = columns.read_choice(self.upload["head"], self.request.form)
        except columns.ChoiceError as error:
            self.error, self.alone = error.message, error.alone
            return False
        uploads.choose(self.upload, choice)
        tasks.ask(tasks.CHECK, self.context, self.upload)
        return True

    def use(self) -> bool:
        """Put the table in force: a change of the item, by this person, for all that follows."""
        upload = self.upload
        if not upload["table"]["count"]:
            self.error = NO_ROWS
        elif upload["wrong"] and not columns.text(self.request.form, "leave_out"):
            self.error = LEAVE_OUT
        else:
            store.put_in_force(self.context, upload["table"])
            uploads.discard(self.context)
            notify(ObjectModifiedEvent(self.context))
            record(self.context, "table", comment=messages.about(upload["table"]))
            api.portal.show_message(IN_FORCE, self.request)
            return True
        return False

    # What the page shows

    @property
    def table(self) -> store.Table | None:
        return store.table_of(self.context)

    def dotted(self, number: int) -> str:
        return messages.dotted(number)

    def failure(self) -> Message:
        return messages.file_error(*self.upload["error"])

    @cached_property
    def columns(self) -> list[columns.Column]:
        upload = self.upload
        form = self.request.form if self.error else {}
        rows = uploads.sample(upload)
        return columns.columns(upload["head"], rows, uploads.choice_of(upload), form)

    @property
    def kinds(self) -> list[tuple[str, Message]]:
        return [(kind.value, title) for kind, title in columns.KINDS.items()]

    @property
    def progress(self) -> dict[str, Any]:
        """How far the worker is; no total while a file is being read."""
        done, total = read_progress(self.upload["id"]) or (0, 0)
        return {"state": self.state, "at": done, "total": total}

    def totals(self) -> list[tuple[Message, str]]:
        return messages.totals(self.upload["counts"])

    def problems(self) -> list[str]:
        found = islice(uploads.problems_of(self.upload), SHOWN)
        return [messages.problem_text(each, self.request) for each in found]

    @property
    def more(self) -> bool:
        return len(self.upload["problems"]) > SHOWN


class TableState(TablePage):
    """``@@hcmedu-table-state``: JSON for the progress bar."""

    def __call__(self) -> str:
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("Content-Type", "application/json; charset=utf-8")
        return json.dumps(self.progress if self.upload is not None else {"state": ""})


class TableReport(TablePage):
    """``@@hcmedu-table-report``: the problems as a file, by row and column, without any value."""

    def __call__(self) -> bytes:
        if self.state != uploads.READY:
            raise NotFound(self.context, self.__name__, self.request)
        response = self.request.response
        response.setHeader("Cache-Control", "private, no-store")
        response.setHeader("Content-Type", CSV_TYPE)
        response.setHeader("Content-Disposition", 'attachment; filename="loi-trong-bang.csv"')
        head = [
            self.tell(_("Row of the file")),
            self.tell(_("Column")),
            self.tell(_("What is wrong")),
        ]
        return csv_bytes(head, (self.line(each) for each in uploads.problems_of(self.upload)))

    def tell(self, message: Message) -> str:
        return translate(message, context=self.request)

    def line(self, problem: Any) -> tuple[str, str, str]:
        text = messages.problem_text(problem, self.request)
        return str(problem.line), problem.label, text
