"""What was found as a file for a spreadsheet, and as a page to print."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.content.moments import now
from hcmedu.portal.documents.register.filters import Filter
from hcmedu.portal.documents.register.filters import read_filter
from hcmedu.portal.documents.register.lookup import Brains
from hcmedu.portal.documents.register.lookup import find
from hcmedu.portal.documents.register.rows import COLUMNS
from hcmedu.portal.documents.register.rows import Rows
from hcmedu.portal.listing import spreadsheets
from hcmedu.portal.school import school_root
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.vietnamese import format_date
from Products.Five.browser import BrowserView


#: Documents of one export; more than any school has, and no more than a request can write.
MAX_EXPORTED = 20_000
MAX_PRINTED = 2_000


class Export(BrowserView):
    """The documents of the filter in the address, all pages of them."""

    limit = MAX_EXPORTED

    @cached_property
    def asked(self) -> Filter:
        return read_filter(self.request.form)

    @cached_property
    def found(self) -> Brains:
        return Brains(find(self.context, self.asked).numbers[: self.limit])

    @cached_property
    def rows(self) -> Rows:
        return Rows(self.context, self.request)

    def head(self) -> list[str]:
        return [self.rows.say(column.title) for column in COLUMNS]

    def table(self) -> Iterator[list[str | date | None]]:
        return (self.rows.values(brain) for brain in self.found)

    def answer(self, body: bytes, ending: str, content_type: str) -> bytes:
        response = self.request.response
        response.setHeader("Content-Type", content_type)
        name = f"van-ban-{self.context.getId()}-{now():%Y%m%d}{ending}"
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("X-Robots-Tag", "noindex")
        return body


class CSV(Export):
    """``@@documents.csv``"""

    def __call__(self) -> bytes:
        table = ([shown(value) for value in values] for values in self.table())
        body = spreadsheets.csv_bytes(self.head(), table)
        return self.answer(body, ".csv", spreadsheets.CSV_TYPE)


class XLSX(Export):
    """``@@documents.xlsx``"""

    def __call__(self) -> bytes:
        widths = [column.width for column in COLUMNS]
        title = self.rows.say(_("Documents"))
        body = spreadsheets.xlsx_bytes(title, self.head(), widths, self.table())
        return self.answer(body, ".xlsx", spreadsheets.XLSX_TYPE)


class Print(Export):
    """``@@documents-print``: one table of all that was found, for paper."""

    limit = MAX_PRINTED

    def columns(self) -> list[dict[str, str]]:
        """All but the address, which nobody types off paper, and what few documents have."""
        return [
            {"name": column.name, "title": column.title}
            for column in COLUMNS
            if column.name in PRINTED
        ]

    def lines(self) -> list[list[str]]:
        kept = [at for at, column in enumerate(COLUMNS) if column.name in PRINTED]
        return [[shown(values[at]) for at in kept] for values in self.table()]

    @property
    def school(self) -> str:
        profile = ISchoolProfile(school_root(self.context), None)
        return getattr(profile, "school_name", "") or ""

    @property
    def today(self) -> str:
        return format_date(now().date())


PRINTED = ("number", "form", "issuer", "issue_date", "abstract", "state")


def shown(value: str | date | None) -> str:
    return format_date(value) if isinstance(value, date) else value or ""
