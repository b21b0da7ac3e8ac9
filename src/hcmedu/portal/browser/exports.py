"""A list as a file for a spreadsheet: what the exports of sections share."""

from collections.abc import Iterator
from hcmedu.portal.listing import spreadsheets
from hcmedu.portal.listing.spreadsheets import Value
from hcmedu.portal.vietnamese import format_date
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.i18n import translate


#: Widths of the columns: of texts, the first two, and of all else.
WIDE, NARROW = 34, 16


class Export(BrowserView):
    """A table with a head. Sub-classes state what is in it; ``sheet`` is a message."""

    sheet = ""

    def head(self) -> list[str]:
        """Abstract: an export has no columns of its own."""
        raise NotImplementedError

    def table(self) -> Iterator[list[Value]]:
        """Abstract: rows of texts, numbers and days."""
        raise NotImplementedError

    @property
    def filename(self) -> str:
        """Without ending. Abstract."""
        raise NotImplementedError

    def say(self, message: str) -> str:
        return translate(message, context=self.request)

    def only_for(self, kind: str) -> None:
        """Raise NotFound unless the section is of this kind."""
        if getattr(self.context, "section_kind", None) != kind:
            raise NotFound(self.__name__)

    def csv(self) -> bytes:
        table = ([plain(value) for value in row] for row in self.table())
        body = spreadsheets.csv_bytes(self.head(), table)
        return self.answer(body, ".csv", spreadsheets.CSV_TYPE)

    def xlsx(self) -> bytes:
        head = self.head()
        widths = [WIDE if at < 2 else NARROW for at in range(len(head))]
        body = spreadsheets.xlsx_bytes(self.say(self.sheet), head, widths, self.table())
        return self.answer(body, ".xlsx", spreadsheets.XLSX_TYPE)

    def answer(self, body: bytes, ending: str, content_type: str) -> bytes:
        response = self.request.response
        response.setHeader("Content-Type", content_type)
        response.setHeader("Content-Disposition", f'attachment; filename="{self.filename}{ending}"')
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("X-Robots-Tag", "noindex")
        return body


def plain(value: Any) -> str:
    """For CSV: a day as dd/mm/yyyy, a number without dots between its digits, decimals behind a
    comma; all else as it is.
    """
    if isinstance(value, int | float):
        return str(value).removesuffix(".0").replace(".", ",")
    return value if isinstance(value, str) else format_date(value) if value else ""
