"""The filtered log as a file: CSV and XLSX. Whatever its length, little of it is in memory."""

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import datetime
from hcmedu.portal import _
from hcmedu.portal.editorial.trace.entry import Entry
from hcmedu.portal.editorial.trace.entry import UNFIT
from hcmedu.portal.editorial.trace.filters import read_filter
from hcmedu.portal.editorial.trace.listing import Listing
from hcmedu.portal.listing.spreadsheets import harmless
from hcmedu.portal.listing.spreadsheets import XLSX_TYPE
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from plone.app.event.base import default_timezone
from Products.Five.browser import BrowserView
from tempfile import NamedTemporaryFile
from typing import Any
from ZPublisher.Iterators import filestream_iterator

import csv


#: Entries between two clearings of the database's cache.
CLEAR_EVERY = 2000
#: Width of a column in a spreadsheet, in characters, by its heading.
COLUMNS = (
    (_("Time"), 18),
    (_("Person"), 24),
    (_("User name"), 18),
    (_("What was done"), 24),
    (_("Content"), 48),
    (_("Type"), 16),
    (_("Section code"), 10),
    (_("Section"), 28),
    (_("Reason"), 40),
    (_("Details"), 48),
    (_("Path in the portal"), 48),
)


class Export(BrowserView):
    """Takes the filter of the page; ZCML asks for the permission. Sub-classes write the file."""

    ending = ""
    content_type = ""

    def __call__(self) -> Any:
        self.filter = read_filter(self.request.form)
        if self.filter.errors:
            url = f"{self.context.absolute_url()}/@@hcmedu-trace?{self.filter.query()}"
            return self.request.response.redirect(url)
        # The name of the file ends with the block; the iterator holds what is in it.
        with NamedTemporaryFile(prefix="hcmedu-trace-", suffix=self.ending) as file:
            self.write(file.name)
            body = filestream_iterator(file.name)
        self.set_headers(len(body))
        return body

    def write(self, path: str) -> None:
        """Write the file there. Abstract: each format is a sub-class."""
        raise NotImplementedError

    def set_headers(self, length: int) -> None:
        today = datetime.now(default_timezone(as_tzinfo=True))
        name = f"nhat-ky-{self.context.getId()}-{today:%Y%m%d}{self.ending}"
        response = self.request.response
        response.setHeader("Content-Type", self.content_type)
        response.setHeader("Content-Length", str(length))
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", "private, no-store")

    def listing(self) -> Listing:
        return Listing(self.context, self.request)

    def head(self) -> list[str]:
        listing = self.listing()
        return [listing.say(title) for title, _width in COLUMNS]

    def rows(self) -> Iterator[list[Any]]:
        """Values in the order of ``COLUMNS``; the first is an aware local time."""
        listing = self.listing()
        found = forgetful(self.filter.entries(self.context), self.context)
        return (self.row(entry, listing) for entry in found)

    def row(self, entry: Entry, listing: Listing) -> list[Any]:
        return [
            listing.local_time(entry),
            listing.actor(entry),
            entry.actor,
            listing.action(entry),
            entry.title,
            listing.type_title(entry.portal_type),
            entry.section,
            listing.section(entry.section),
            entry.comment,
            "; ".join(listing.notes(entry)),
            entry.path,
        ]


def forgetful(found: Iterable[Entry], root: Any) -> Iterator[Entry]:
    """Give the memory of entries back that were passed; nothing is written in such a request."""
    for number, entry in enumerate(found, 1):
        yield entry
        if number % CLEAR_EVERY == 0:
            root._p_jar.cacheMinimize()


class CSV(Export):
    """UTF-8 with its mark, so that spreadsheets read Vietnamese; no cell is a formula."""

    ending = ".csv"
    content_type = "text/csv; charset=utf-8"

    def write(self, path: str) -> None:
        with open(path, "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(self.head())
            for moment, *texts in self.rows():
                time = f"{moment:%d/%m/%Y %H:%M:%S}"
                writer.writerow([time, *(harmless(text) for text in texts)])


class Spreadsheet(Export):
    """Times are real ones, texts are texts: nothing is left for Excel to guess or to run."""

    ending = ".xlsx"
    content_type = XLSX_TYPE

    def write(self, path: str) -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet(self.listing().say(_("Log")))
        sheet.freeze_panes = "A2"
        for number, (_title, width) in enumerate(COLUMNS):
            sheet.column_dimensions[chr(ord("A") + number)].width = width
        sheet.append([self.text(sheet, title, bold=True) for title in self.head()])
        for moment, *texts in self.rows():
            sheet.append([self.time(sheet, moment), *(self.text(sheet, text) for text in texts)])
        book.save(path)

    def time(self, sheet: Any, moment: Any) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet, moment.replace(microsecond=0, tzinfo=None))
        cell.number_format = "dd/mm/yyyy hh:mm:ss"
        return cell

    def text(self, sheet: Any, text: str, bold: bool = False) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet, UNFIT.sub("", text))
        cell.data_type = "s"
        if bold:
            cell.font = Font(bold=True)
        return cell
