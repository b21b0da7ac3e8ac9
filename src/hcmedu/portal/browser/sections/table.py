"""Tables: columns with a head that sorts through links, without JavaScript; cards on phones."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hcmedu.portal.browser.sections.base import Display
from html import escape
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode
from zope.i18n import translate
from zope.i18nmessageid import Message


#: Turns plain text or a message into HTML.
Translate = Callable[[str], str]


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a table: text, where it leads, the colour of its badge.

    Texts are plain text or messages, never HTML. ``note`` stands small below, ``hidden`` tells
    screen readers what a link that is the same in each row belongs to. ``markup`` is the text as
    HTML where words of it are marked, ``passage`` such HTML to stand below.
    """

    text: str = ""
    url: str = ""
    badge: str = ""
    note: str = ""
    hidden: str = ""
    markup: str = ""
    passage: str = ""

    def html(self, text: Translate) -> str:
        """The cell's content; made here, since a template takes ten times as long for it."""
        if not self.text:
            return ""
        body = self.markup or text(self.text)
        if self.hidden:
            body += f'<span class="visually-hidden"> {text(self.hidden)}</span>'
        if self.url:
            body = f'<a href="{escape(self.url)}">{body}</a>'
        elif self.badge:
            body = f'<span class="hcmedu-badge hcmedu-badge-{escape(self.badge)}">{body}</span>'
        note = f'<span class="hcmedu-note">{text(self.note)}</span>' if self.note else ""
        if self.passage:
            note += f'<span class="hcmedu-passage">{self.passage}</span>'
        return body + note


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
        """Columns from left to right. Abstract: a table without columns shows nothing."""
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

    def row(self, brain: Any) -> str:
        """HTML of one row; a phone shows the label of each cell and leaves out empty ones."""
        return "".join(self.place(column, column.cell(brain)) for column in self.columns())

    def place(self, column: Column, cell: Cell) -> str:
        css = f"hcmedu-column-{column.name}" + ("" if cell.text else " hcmedu-nothing")
        label = self.text(column.title)
        body = cell.html(self.text)
        return f'<td class="{css}" data-label="{label}"><div class="hcmedu-cell">{body}</div></td>'

    def text(self, words: str) -> str:
        """Escaped for HTML; translated where it is a message."""
        if not isinstance(words, Message):
            return escape(words)
        key = (words.domain, str(words), str(words.mapping))
        if key not in self.translations:
            self.translations[key] = escape(translate(words, context=self.request))
        return self.translations[key]

    @cached_property
    def translations(self) -> dict[tuple[str, str, str], str]:
        """Messages of this page: each row repeats the labels of the columns."""
        return {}
