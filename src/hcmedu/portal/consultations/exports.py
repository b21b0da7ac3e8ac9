"""Opinions as files for a spreadsheet: of one topic whole, of a school in numbers.

Each is told in the log, so they are posted.
"""

from collections.abc import Iterator
from hcmedu.portal import _
from hcmedu.portal.consultations.handling import require_charge
from hcmedu.portal.consultations.model import Opinion
from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.model import STATE_TITLES
from hcmedu.portal.consultations.model import Who
from hcmedu.portal.consultations.model import WHO_TITLES
from hcmedu.portal.consultations.overview import topic_rows
from hcmedu.portal.consultations.overview import TopicRow
from hcmedu.portal.consultations.register import read_page
from hcmedu.portal.consultations.register import rows
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.editorial.trace import record
from hcmedu.portal.listing import spreadsheets
from hcmedu.portal.listing.spreadsheets import Value
from hcmedu.portal.submissions.receipts import shown_receipt
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser import BrowserView
from zope.i18n import translate


class Export(BrowserView):
    """A table for those in charge; sub-classes state ``sheet``, ``columns`` and rows.

    A column is a message and a width.
    """

    sheet = ""
    columns: tuple[tuple[str, int], ...] = ()

    def table(self) -> Iterator[list[Value]]:
        """Abstract: texts and numbers."""
        raise NotImplementedError

    def say(self, message: str) -> str:
        return translate(message, context=self.request)

    def csv(self) -> bytes:
        table = [[str(value) for value in row] for row in self.told("csv")]
        body = spreadsheets.csv_bytes(self.head(), table)
        return self.answer(body, ".csv", spreadsheets.CSV_TYPE)

    def xlsx(self) -> bytes:
        table = self.told("xlsx")
        widths = [width for _title, width in self.columns]
        body = spreadsheets.xlsx_bytes(self.say(self.sheet), self.head(), widths, table)
        return self.answer(body, ".xlsx", spreadsheets.XLSX_TYPE)

    def told(self, ending: str) -> list[list[Value]]:
        """The table, once it is known that it may be handed out; the log tells how much it was."""
        require_charge(self.context, self.request, "export of opinions")
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        table = list(self.table())
        record(self.context, "export-opinions", count=len(table), format=ending)
        return table

    def head(self) -> list[str]:
        return [self.say(title) for title, _width in self.columns]

    def answer(self, body: bytes, ending: str, content_type: str) -> bytes:
        """No cache keeps it: ``require_charge`` said so."""
        response = self.request.response
        response.setHeader("Content-Type", content_type)
        response.setHeader("Content-Disposition", f'attachment; filename="y-kien-gop-y{ending}"')
        response.setHeader("X-Content-Type-Options", "nosniff")
        return body


class TopicExport(Export):
    """All opinions of a topic, those that were sent first first."""

    sheet = _("Opinions")
    columns = (
        (_("Receipt number"), 18),
        (_("Sent"), 20),
        (_("Sent by"), 24),
        (_("Full name"), 26),
        (_("Phone number or e-mail"), 28),
        (_("Name may be shown"), 14),
        (_("State"), 20),
        (_("Opinion"), 80),
        (_("As shown to visitors"), 60),
        (_("Answer of the school"), 60),
        (_("Note"), 40),
        (_("Attachments"), 10),
    )

    def table(self) -> Iterator[list[Value]]:
        for opinion in read_page(self.context, list(reversed(rows(self.context)))):
            yield self.cells(opinion)

    def cells(self, opinion: Opinion) -> list[Value]:
        row = opinion.row
        return [
            shown_receipt(row.receipt),
            format_moment(row.created),
            self.say(WHO_TITLES[row.who]),
            opinion.name,
            opinion.contact,
            self.say(_("yes") if opinion.may_show_name else _("no")),
            self.say(STATE_TITLES[row.state]),
            opinion.text,
            opinion.published_text if row.state == State.PUBLISHED else "",
            opinion.answer,
            opinion.last_note,
            len(opinion.files),
        ]


class SchoolExport(Export):
    """The numbers of each topic, for the leader: no names, no texts."""

    sheet = _("Opinions")
    columns = (
        (_("Topic"), 70),
        (_("Opens"), 20),
        (_("Closes"), 20),
        (_("Received"), 12),
        *((title, 16) for title in WHO_TITLES.values()),
        (STATE_TITLES[State.PUBLISHED], 16),
        (STATE_TITLES[State.REJECTED], 16),
        (STATE_TITLES[State.WAITING], 16),
        (_("Answered"), 12),
    )

    def table(self) -> Iterator[list[Value]]:
        return (self.cells(each) for each in topic_rows(self.context))

    def cells(self, row: TopicRow) -> list[Value]:
        found, topic = row.totals, row.topic
        return [
            topic.Title(),
            format_moment(topic.opens),
            format_moment(topic.closes),
            found.received.total(),
            *(found.received[who] for who in Who),
            *(found.states[s] for s in (State.PUBLISHED, State.REJECTED, State.WAITING)),
            found.answered,
        ]
