"""The filtered list as a file, told in the log; what one person sent, as a ZIP (pháp luật về bảo
vệ dữ liệu cá nhân).

Both write to the log, so both are posted.
"""

from collections.abc import Iterator
from hcmedu.portal import _
from hcmedu.portal.cases import register
from hcmedu.portal.cases.desk.asked import ABOUT_TITLES
from hcmedu.portal.cases.desk.listing import CasesList
from hcmedu.portal.cases.model import STATE_TITLES
from hcmedu.portal.cases.register import Case
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.trace import record
from hcmedu.portal.listing import spreadsheets
from hcmedu.portal.listing.spreadsheets import Value
from hcmedu.portal.submissions.guard import NOT_AUTHENTIC
from hcmedu.portal.submissions.receipts import shown_receipt
from hcmedu.portal.vietnamese import format_date
from io import BytesIO
from plone import api
from plone.protect import PostOnly
from typing import Any
from zipfile import ZIP_DEFLATED
from zipfile import ZipFile

import json


COLUMNS = (
    (_("Receipt"), 18),
    (_("Kind"), 14),
    (_("Form"), 36),
    (_("Sender"), 28),
    (_("Received on"), 14),
    (_("State"), 16),
    (_("Time limit"), 14),
    (_("Ended"), 14),
    (_("In charge"), 24),
)
CSV, XLSX, FULL = "csv", "xlsx", "full"
#: Cases whose answers are written into one file: each of them is woken in the request.
MOST_FULL = 2000
TOO_MANY = _(
    "At most ${number} cases can be exported with their answers at once; narrow the list, for "
    "example by the days on which they were received.",
    mapping={"number": MOST_FULL},
)


class CasesExport(CasesList):
    """``@@hcmedu-cases-export``: all pages of the list that the form names."""

    def answer(self) -> Any:
        PostOnly(self.request)
        if self.is_forged():
            api.portal.show_message(NOT_AUTHENTIC, self.request)
            return self.template()
        if self.kind == FULL and len(self.found) > MOST_FULL:
            api.portal.show_message(TOO_MANY, self.request, "error")
            return self.template()
        return self.sent(self.kind)

    @property
    def kind(self) -> str:
        """``FULL`` of one form only."""
        wanted = self.text("format")
        return wanted if wanted == CSV or (wanted == FULL and self.may_be_full) else XLSX

    def sent(self, kind: str) -> bytes:
        """The file, once the log knows of it."""
        record(self.context, "export-cases", count=len(self.found), format=kind)
        ending = CSV if kind == CSV else XLSX
        body = {CSV: self.csv, XLSX: self.xlsx, FULL: self.full}[kind]()
        types = {CSV: spreadsheets.CSV_TYPE, XLSX: spreadsheets.XLSX_TYPE}
        return self.answer_file(body, f"ho-so-{now():%Y%m%d}.{ending}", types[ending])

    def full(self) -> bytes:
        """The list of one form with what was answered: a column for each question."""
        pairs = zip(self.found, self.table(), strict=True)
        cases = [(line, register.find(self.context, row.receipt)) for row, line in pairs]
        found = [(line, answers_of(case)) for line, case in cases if case is not None]
        # In the order of the form, also where its questions were changed meanwhile
        asked = list(dict.fromkeys(label for _line, answers in found for label in answers))
        head = [*self.head(), *asked]
        widths = [width for _title, width in COLUMNS] + [24] * len(asked)
        rows = ([*line, *(answers.get(label) for label in asked)] for line, answers in found)
        return spreadsheets.xlsx_bytes(self.say(_("Cases")), head, widths, rows)

    def table(self) -> Iterator[list[Value]]:
        for row in self.found:
            yield [
                shown_receipt(row.receipt),
                self.say(ABOUT_TITLES[row.about]),
                row.form_title,
                row.name,
                row.created.date(),
                self.say(STATE_TITLES[row.state]),
                row.due,
                row.ended.date() if row.ended else None,
                self.name_of(row.handler),
            ]

    def head(self) -> list[str]:
        return [self.say(title) for title, _width in COLUMNS]

    def csv(self) -> bytes:
        table = ([_shown(value) for value in line] for line in self.table())
        return spreadsheets.csv_bytes(self.head(), table)

    def xlsx(self) -> bytes:
        widths = [width for _title, width in COLUMNS]
        return spreadsheets.xlsx_bytes(self.say(_("Cases")), self.head(), widths, self.table())


def answers_of(case: Case) -> dict[str, str]:
    """By what was asked; a second question of the same words joins the first."""
    found: dict[str, str] = {}
    for answer in case.answers:
        told = [text for text in (found.get(answer.label), answer.value) if text]
        found[answer.label] = "; ".join(told)
    return found


def _shown(value: Value) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return format_date(value)  # no number stands in this table


def person_zip(case: Case) -> bytes:
    """All that is kept of one case: a JSON file that can be read, and the files as they came."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        text = json.dumps(person_data(case), ensure_ascii=False, indent=2)
        archive.writestr("ho-so.json", text)
        for number, blob in enumerate(case.files, 1):
            archive.writestr(f"tep-{number}/{blob.filename}", blob.data)
    return file.getvalue()


def person_data(case: Case) -> dict[str, Any]:
    """Without the notes of the office: they are not what the person gave."""
    return {
        "receipt": shown_receipt(case.row.receipt),
        "form": case.row.form_title,
        "name": case.row.name,
        "phone": case.phone,
        "email": case.email,
        "received": format_moment(case.row.created),
        "due": format_date(case.row.due) if case.row.due else "",
        "answers": [{"question": each.label, "answer": each.value} for each in case.answers],
        "steps": [
            {"time": format_moment(each.time), "state": each.state.value, "message": each.message}
            for each in case.steps
        ],
        "files": [blob.filename for blob in case.files],
    }
