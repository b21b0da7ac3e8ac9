"""What the elements of office formats mean for a reader of their text.

Pages are parted by form feeds, paragraphs by line feeds, cells by tabs.
"""

from collections.abc import Mapping
from hcmedu.portal.conversion.xmltext import Reader

import posixpath


Attributes = Mapping[str, str]


class WordReader(Reader):
    """WordprocessingML; what is deleted (tracked) or a field's code stands in other elements."""

    _fallbacks = 0

    def start_t(self, attributes: Attributes) -> None:
        self.keeping = not self._fallbacks

    def end_t(self) -> None:
        self.keeping = False

    def start_tab(self, attributes: Attributes) -> None:
        self.add("\t")

    def start_br(self, attributes: Attributes) -> None:
        self.add("\f" if attributes.get("type") == "page" else "\n")

    def start_cr(self, attributes: Attributes) -> None:
        self.add("\n")

    def start_lastRenderedPageBreak(self, attributes: Attributes) -> None:
        """Where Word began a page; after a break by hand it says so a second time."""
        if self.parts and not self.text_ends_with_break():
            self.add("\f")

    def text_ends_with_break(self) -> bool:
        return next((part for part in reversed(self.parts) if part.strip(" \n\t")), "\f") == "\f"

    def end_p(self) -> None:
        self.add("\n")

    def start_tabs(self, attributes: Attributes) -> None:
        """Tab stops of a paragraph are no tabs."""
        self._fallbacks += 1

    def end_tabs(self) -> None:
        self._fallbacks -= 1

    def start_Fallback(self, attributes: Attributes) -> None:
        """The same text box once more, for old programs."""
        self._fallbacks += 1

    def end_Fallback(self) -> None:
        self._fallbacks -= 1

    def add(self, text: str) -> None:
        if not self._fallbacks:
            super().add(text)


class StringsReader(Reader):
    """The strings that sheets name by number; how they are spoken (``rPh``) is left out."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.strings: list[str] = []
        self._spoken = False

    def start_si(self, attributes: Attributes) -> None:
        self.parts = []

    def end_si(self) -> None:
        self.strings.append(self.text)

    def start_rPh(self, attributes: Attributes) -> None:
        self._spoken = True

    def end_rPh(self) -> None:
        self._spoken = False

    def start_t(self, attributes: Attributes) -> None:
        self.keeping = not self._spoken

    def end_t(self) -> None:
        self.keeping = False


class BookReader(Reader):
    """Title and relation of each sheet, in their order; hidden sheets are left out."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.sheets: list[tuple[str, str]] = []

    def start_sheet(self, attributes: Attributes) -> None:
        if attributes.get("state", "visible") == "visible":
            self.sheets.append((attributes.get("name", ""), attributes.get("id", "")))


class RelationsReader(Reader):
    def __init__(self, most: int) -> None:
        super().__init__(most)
        self._targets: dict[str, str] = {}

    def start_Relationship(self, attributes: Attributes) -> None:
        self._targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def member(self, relation: str, folder: str) -> str:
        """The name in the archive of what a relation of a file in this folder leads to."""
        target = self._targets.get(relation, "")
        return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


class SheetReader(Reader):
    """A sheet; numbers and dates as they are stored, since their look is not known."""

    def __init__(self, most: int, strings: list[str]) -> None:
        super().__init__(most)
        self._strings = strings
        self._kind = ""
        self._value: list[str] | None = None

    def start_c(self, attributes: Attributes) -> None:
        self._kind = attributes.get("t", "n")

    def end_c(self) -> None:
        super().add("\t")

    def start_v(self, attributes: Attributes) -> None:
        self._value, self.keeping = [], True

    start_t = start_v

    def end_v(self) -> None:
        value, self._value, self.keeping = "".join(self._value or ()), None, False
        if self._kind == "s":
            value = self._strings[int(value)] if self._is_known(value) else ""
        self.add(value)

    end_t = end_v

    def _is_known(self, value: str) -> bool:
        return value.isdecimal() and len(value) < 10 and int(value) < len(self._strings)

    def add(self, text: str) -> None:
        if self._value is None:
            super().add(text)
        else:
            self._value.append(text)

    def end_row(self) -> None:
        super().add("\n")


class SlideReader(Reader):
    """DrawingML: the texts of the shapes of a slide."""

    def start_t(self, attributes: Attributes) -> None:
        self.keeping = True

    def end_t(self) -> None:
        self.keeping = False

    def start_br(self, attributes: Attributes) -> None:
        self.add("\n")

    def end_p(self) -> None:
        self.add("\n")


class OpenDocumentReader(Reader):
    """Text, sheets and slides of OpenDocument; what was deleted or noted aside is left out."""

    _paragraphs = _aside = _pages = _books = 0

    def start_p(self, attributes: Attributes) -> None:
        self._paragraphs += 1
        self._decide()

    def end_p(self) -> None:
        self._paragraphs -= 1
        self._decide()
        self.add("\n")

    start_h, end_h = start_p, end_p

    def _decide(self) -> None:
        self.keeping = bool(self._paragraphs) and not self._aside

    def start_tracked_changes(self, attributes: Attributes) -> None:
        self._aside += 1
        self._decide()

    def end_tracked_changes(self) -> None:
        self._aside -= 1
        self._decide()

    start_annotation, end_annotation = start_tracked_changes, end_tracked_changes
    start_notes, end_notes = start_tracked_changes, end_tracked_changes

    def add(self, text: str) -> None:
        if not self._aside:
            super().add(text)

    def start_tab(self, attributes: Attributes) -> None:
        self.add("\t")

    def start_s(self, attributes: Attributes) -> None:
        self.add(" ")

    def start_line_break(self, attributes: Attributes) -> None:
        self.add("\n")

    def start_soft_page_break(self, attributes: Attributes) -> None:
        self.add("\f")

    def end_table_cell(self) -> None:
        """Its last paragraph ended with a line feed: a cell is a tab."""
        if self.parts and self.parts[-1] == "\n":
            self.parts.pop()
        self.add("\t")

    def end_table_row(self) -> None:
        self.add("\n")

    def start_spreadsheet(self, attributes: Attributes) -> None:
        self._books += 1

    def start_table(self, attributes: Attributes) -> None:
        """A sheet, its name first; a table in a text is no page."""
        if self._books:
            self.start_page(attributes)
            self.add(attributes.get("name", "") + "\n")

    def start_page(self, attributes: Attributes) -> None:
        """A slide; the first begins no new page."""
        self._pages += 1
        if self._pages > 1:
            self.add("\f")
