"""What visitors see of a yearbook: one table each for pupils, staff, rooms and sites."""

from collections.abc import Sequence
from dataclasses import dataclass
from hcmedu.portal import _
from hcmedu.portal.charts import bars
from hcmedu.portal.content.numerals import format_number
from hcmedu.portal.content.rows import stored
from hcmedu.portal.content.views import ContentView
from hcmedu.portal.content.views import Fact
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.content.yearbook import IGradeRow
from hcmedu.portal.content.yearbook import IRoomRow
from hcmedu.portal.content.yearbook import ISiteRow
from hcmedu.portal.content.yearbook import IStaffRow
from hcmedu.portal.content.yearbook import ROW_VOCABULARIES
from hcmedu.portal.content.yearbook import yearbook_figures
from hcmedu.portal.content.yearbook_charts import year_charts
from hcmedu.portal.content.yearbook_sums import column_sum
from typing import Any
from zope.i18n import translate
from zope.interface.interfaces import IInterface


@dataclass(frozen=True)
class Cell:
    """Text of a cell; numbers stand at the right, under each other."""

    text: str
    numeric: bool


@dataclass(frozen=True)
class Table:
    """A table for ``yearbook.pt``: titles of the columns, rows, the row of sums (may be empty)."""

    name: str
    title: str
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sums: tuple[Cell, ...]


#: Tables of a yearbook: (field, heading, row schema, columns that are added up).
TABLES: tuple[tuple[str, str, IInterface, tuple[str, ...]], ...] = (
    ("grades", _("Classes and pupils"), IGradeRow, ("classes", "pupils", "girls", "boarders")),
    ("staff", _("Teachers and staff"), IStaffRow, ("count", "women")),
    ("rooms", _("Rooms"), IRoomRow, ("count", "area")),
    ("sites", _("School sites"), ISiteRow, ("area",)),
)
#: Figures that stand in no table: (field, label, unit).
FACTS: tuple[tuple[str, str, str], ...] = (
    ("total_classes", _("Classes in all"), ""),
    ("total_pupils", _("Pupils in all"), ""),
    ("total_staff", _("Staff in all"), ""),
    ("computers", _("Computers"), ""),
    ("library_books", _("Books in the library"), ""),
    ("land_area", _("Land in all"), " m²"),
)
#: Files of the same numbers: view, title; the views stand in ``browser.statistics``.
EXPORTS = (("yearbook.xlsx", _("Excel")), ("yearbook.csv", _("CSV")))
NOTHING = "–"


class YearbookView(ContentView):
    """Key figures, then the tables."""

    def facts(self) -> list[Fact]:
        """The figures that stand in no table's last row, and the totals."""
        values = ((*fact, getattr(self.context, fact[0], None)) for fact in FACTS)
        return [
            Fact(name, label, format_number(value) + unit)
            for name, label, unit, value in values
            if value is not None
        ]

    def charts(self) -> list[dict[str, str]]:
        """Title and drawing of each chart; the tables below hold the same numbers."""
        charts = year_charts(yearbook_figures.callable(self.context), self.say)
        return [{"title": chart.title, "svg": bars(chart)} for chart in charts]

    def say(self, message: str) -> str:
        return translate(message, context=self.request)

    def exports(self) -> list[dict[str, str]]:
        url = self.context.absolute_url()
        return [{"title": title, "url": f"{url}/@@{name}"} for name, title in EXPORTS]

    def tables(self) -> list[Table]:
        """The tables that have rows."""
        made = (self._table(*table) for table in TABLES)
        return [table for table in made if table.rows]

    def _table(self, name: str, title: str, schema: IInterface, added: Sequence[str]) -> Table:
        """A column in which no row says anything is left out."""
        rows = stored(getattr(self.context, name, None))
        columns = [key for key in _columns(schema) if any(_given(row.get(key)) for row in rows)]
        head = tuple(Cell(schema[key].title, key in added) for key in columns)
        body = tuple(tuple(self._cell(row, key, added) for key in columns) for row in rows)
        return Table(name, title, head, body, _sums(rows, columns, added))

    def _cell(self, row: dict[str, Any], key: str, added: Sequence[str]) -> Cell:
        value = row.get(key)
        if not _given(value):
            return Cell(NOTHING, key in added)
        if key in added:
            return Cell(format_number(value), True)
        if key in ROW_VOCABULARIES:
            return Cell(title_of(self.context, ROW_VOCABULARIES[key], value), False)
        return Cell(value, False)


def _given(value: Any) -> bool:
    return value is not None and value != ""


def _columns(schema: IInterface) -> list[str]:
    """Names of a row schema in the order in which they are written."""
    return sorted(schema.names(), key=lambda name: schema[name].order)


def _sums(rows: Sequence[dict], columns: Sequence[str], added: Sequence[str]) -> tuple[Cell, ...]:
    """The last row: 'Total' and the sums; empty when there is but one row or nothing to add."""
    numbers = [key for key in columns if key in added]
    if len(rows) < 2 or not numbers:
        return ()
    sums = {key: format_number(column_sum(rows, key)) or NOTHING for key in numbers}
    cells = [Cell(sums.get(key, ""), key in sums) for key in columns]
    return (Cell(_("Total"), False), *cells[1:])
