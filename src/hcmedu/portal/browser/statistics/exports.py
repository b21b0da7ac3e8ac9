"""The numbers of yearbooks as files for a spreadsheet: of one year, and of all that there are."""

from collections.abc import Iterator
from hcmedu.portal import _
from hcmedu.portal.browser.statistics.display import Statistics
from hcmedu.portal.browser.statistics.display import year_of
from hcmedu.portal.browser.statistics.measures import groups
from hcmedu.portal.content.rows import stored
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.content.yearbook import ROW_VOCABULARIES
from hcmedu.portal.content.yearbook_view import FACTS
from hcmedu.portal.content.yearbook_view import TABLES
from hcmedu.portal.listing import spreadsheets
from hcmedu.portal.listing.spreadsheets import Value
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.i18n import translate
from zope.schema import getFieldNamesInOrder


KIND = "statistics"
WIDEST, NARROW = 34, 14


class Export(BrowserView):
    """A table with a head. Sub-classes state both, and the name of the file."""

    def head(self) -> list[str]:
        """Abstract: an export has no columns of its own."""
        raise NotImplementedError

    def table(self) -> Iterator[list[Value]]:
        """Abstract: rows of texts and numbers."""
        raise NotImplementedError

    @property
    def filename(self) -> str:
        """Without ending. Abstract."""
        raise NotImplementedError

    def say(self, message: str) -> str:
        return translate(message, context=self.request)

    def csv(self) -> bytes:
        table = ([plain(value) for value in row] for row in self.table())
        body = spreadsheets.csv_bytes(self.head(), table)
        return self.answer(body, ".csv", spreadsheets.CSV_TYPE)

    def xlsx(self) -> bytes:
        head = self.head()
        widths = [WIDEST if at < 2 else NARROW for at in range(len(head))]
        body = spreadsheets.xlsx_bytes(self.say(_("Yearbook")), head, widths, self.table())
        return self.answer(body, ".xlsx", spreadsheets.XLSX_TYPE)

    def answer(self, body: bytes, ending: str, content_type: str) -> bytes:
        response = self.request.response
        response.setHeader("Content-Type", content_type)
        response.setHeader("Content-Disposition", f'attachment; filename="{self.filename}{ending}"')
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("X-Robots-Tag", "noindex")
        return body


class OfAllYears(Export):
    """``@@yearbooks.csv|xlsx`` of a section: a line for each measure, a column for each year."""

    filename = "nien-giam"

    def update(self) -> None:
        if getattr(self.context, "section_kind", None) != KIND:
            raise NotFound(self.__name__)
        display = Statistics(self.context, self.request)
        found = display.find(**display.query())
        self.years = [year_of(brain) for brain in found][::-1]

    def head(self) -> list[str]:
        titles = [year.title for year in self.years]
        return [self.say(_("Group")), self.say(_("Measure")), *titles]

    def table(self) -> Iterator[list[Value]]:
        for group in groups(self.years):
            for line in group.lines:
                yield [self.say(group.title), self.say(line.title), *line.numbers]


class OfOneYear(Export):
    """``@@yearbook.csv|xlsx`` of a yearbook: every number in a line of its own."""

    def update(self) -> None:
        """Nothing to ask for."""

    @property
    def filename(self) -> str:
        return self.context.getId()

    def head(self) -> list[str]:
        titles = (_("School year"), _("Table"), _("Row"), _("Measure"), _("Number"))
        return [self.say(title) for title in titles]

    def table(self) -> Iterator[list[Value]]:
        year = self.context.school_year
        for name, label, _unit in FACTS:
            value = getattr(self.context, name, None)
            if value is not None:
                yield [year, "", "", self.say(label), value]
        for described in TABLES:
            yield from ([year, *line] for line in self.lines(*described))

    def lines(
        self, name: str, title: str, schema: Any, numbers: tuple[str, ...]
    ) -> Iterator[list[Value]]:
        """Each number of a table, with what its row is of."""
        keys = [key for key in getFieldNamesInOrder(schema) if key not in numbers]
        for row in stored(getattr(self.context, name, None)):
            about = ", ".join(self.word(key, row[key]) for key in keys if row.get(key))
            for key in numbers:
                if row.get(key) is not None:
                    yield [self.say(title), about, self.say(schema[key].title), row[key]]

    def word(self, key: str, value: str) -> str:
        if key in ROW_VOCABULARIES:
            value = title_of(self.context, ROW_VOCABULARIES[key], value)
        return self.say(value)


class AllYearsCSV(OfAllYears):
    def __call__(self) -> bytes:
        self.update()
        return self.csv()


class AllYearsXLSX(OfAllYears):
    def __call__(self) -> bytes:
        self.update()
        return self.xlsx()


class OneYearCSV(OfOneYear):
    def __call__(self) -> bytes:
        return self.csv()


class OneYearXLSX(OfOneYear):
    def __call__(self) -> bytes:
        return self.xlsx()


def plain(value: Value) -> str:
    """A number without dots between its digits, decimals behind a comma; all else as it is."""
    if isinstance(value, int | float):
        return str(value).removesuffix(".0").replace(".", ",")
    return value or ""
