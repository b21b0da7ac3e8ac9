"""Tables: columns with a head that sorts through links, without JavaScript; cards on phones."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hcmedu.portal.browser.sections.base import Display
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a table: text, where it leads, the colour of its badge.

    ``text`` is plain text or a message; the template escapes it. ``note`` stands small below,
    ``hidden`` tells screen readers what a link that is the same in each row belongs to.
    """

    text: str = ""
    url: str = ""
    badge: str = ""
    note: str = ""
    icon: str = ""
    hidden: str = ""

    def css(self, column: str) -> str:
        """Classes of the table cell; a phone leaves out what says nothing."""
        return f"hcmedu-column-{column}" + ("" if self.text else " hcmedu-nothing")


@dataclass(frozen=True)
class Column:
    """One column: name for CSS and links, title (a message), how a brain becomes a cell.

    ``index`` is the catalog index it sorts by; without one its head is no link.
    """

    name: str
    title: str
    cell: Callable[[Any], Cell]
    index: str = ""
    descending: bool = False


class TableDisplay(Display):
    """Items as rows. Sub-classes state ``columns()`` and the order at first."""

    table = ViewPageTemplateFile("table.pt")

    def main(self) -> str:
        return self.table()

    def columns(self) -> list[Column]:
        raise NotImplementedError

    @cached_property
    def sorted_column(self) -> Column | None:
        """The column that the visitor chose; anything unknown is no choice."""
        wanted = self.request.form.get("sort_on")
        found = (column for column in self.columns() if column.index and column.name == wanted)
        return next(found, None)

    @cached_property
    def sorted_descending(self) -> bool:
        return self.request.form.get("sort_order") == "descending"

    def query(self) -> dict[str, Any]:
        query = super().query()
        if self.sorted_column is not None:
            query["sort_on"] = self.sorted_column.index
            query["sort_order"] = "descending" if self.sorted_descending else "ascending"
        return query

    def head(self) -> list[dict[str, Any]]:
        """Cells of the head: title, link that sorts, ``aria-sort``."""
        return [
            {
                "name": column.name,
                "title": column.title,
                "url": self.sort_url(column) if column.index else "",
                "sorted": self.sort_state(column),
            }
            for column in self.columns()
        ]

    def sort_state(self, column: Column) -> str | None:
        if column is not self.sorted_column and column != self.sorted_column:
            return None
        return "descending" if self.sorted_descending else "ascending"

    def sort_url(self, column: Column) -> str:
        """Sort by a column; by the same one again: the other way round."""
        state = self.sort_state(column)
        descending = column.descending if state is None else state == "ascending"
        order = "descending" if descending else "ascending"
        query = {**self.kept_parameters(), "sort_on": column.name, "sort_order": order}
        return f"{self.context.absolute_url()}?{urlencode(query)}"

    def kept_parameters(self) -> dict[str, str]:
        """What links of the head carry on, such as the words of a search."""
        return {}

    def tables(self) -> list[dict[str, Any]]:
        """What ``table.pt`` draws: tables with a title (may be empty) and rows of cells."""
        return [{"title": "", "rows": [self.row(brain) for brain in self.batch]}]

    def row(self, brain: Any) -> list[dict[str, Any]]:
        return [{"column": column, "cell": column.cell(brain)} for column in self.columns()]
