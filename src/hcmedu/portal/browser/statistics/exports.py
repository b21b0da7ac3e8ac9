"""The numbers of yearbooks as files for a spreadsheet: of one year, and of all that there are."""

from collections.abc import Iterator
from hcmedu.portal import _
from hcmedu.portal.browser.exports import Export
from hcmedu.portal.browser.statistics.display import Statistics
from hcmedu.portal.browser.statistics.display import year_of
from hcmedu.portal.browser.statistics.measures import groups
from hcmedu.portal.content.rows import stored
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.content.yearbook import ROW_VOCABULARIES
from hcmedu.portal.content.yearbook_view import FACTS
from hcmedu.portal.content.yearbook_view import TABLES
from hcmedu.portal.listing.spreadsheets import Value
from typing import Any
from zope.schema import getFieldNamesInOrder


KIND = "statistics"


class OfAllYears(Export):
    """``@@yearbooks.csv|xlsx`` of a section: a line for each measure, a column for each year."""

    sheet = _("Yearbook")
    filename = "nien-giam"

    def update(self) -> None:
        self.only_for(KIND)
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

    sheet = _("Yearbook")

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
