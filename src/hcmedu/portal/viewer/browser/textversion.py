"""The text of a file, page by page, for screen readers, for copying, and without JavaScript.

``…/@@ban-chu?trang=3`` is a page; with ``q`` hits are marked, without ``trang`` the pages that have
them are listed.
"""

from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.content.filetext import IFileReading
from hcmedu.portal.vietnamese import highlight
from hcmedu.portal.vietnamese import Piece
from hcmedu.portal.viewer.browser.statics import static_url
from hcmedu.portal.viewer.reading import pages_of
from hcmedu.portal.viewer.searching import Found
from hcmedu.portal.viewer.searching import search
from hcmedu.portal.viewer.store import Pages
from plone import api
from Products.Five.browser import BrowserView
from typing import Any
from urllib.parse import urlencode
from zExceptions import NotFound
from zope.i18n import translate
from zope.interface import implementer

import json


#: Signs of a query that are read at all.
LONGEST_QUERY = 2000


def asked(request: Any, name: str) -> str:
    """A parameter as one line of text, whatever was sent; "" for none."""
    value = request.form.get(name, "")
    if not isinstance(value, str):
        return ""
    # Bytes that were no UTF-8 stand in it as halves of characters.
    return " ".join(value[:LONGEST_QUERY].encode("utf-8", "ignore").decode("utf-8").split())


@implementer(IFileReading)
class TextVersion(BrowserView):
    """Raises ``NotFound`` where there is no text, or no such page."""

    def __call__(self) -> str:
        if self.pages is None or self.number is None:
            raise NotFound("@@ban-chu")
        return self.index()

    @cached_property
    def pages(self) -> Pages | None:
        return pages_of(self.context)

    @cached_property
    def query(self) -> str:
        return asked(self.request, "q")

    @cached_property
    def number(self) -> int | None:
        """The page asked for, else the first; None for a page that is not there."""
        text = asked(self.request, "trang") or "1"
        number = int(text) if text.isdecimal() and len(text) < 6 else 0
        return number if 0 < number <= self.count() else None

    def count(self) -> int:
        return len(self.pages)

    def is_list(self) -> bool:
        """Whether the pages with hits are listed instead of one page shown."""
        return bool(self.query) and not asked(self.request, "trang")

    @cached_property
    def found(self) -> Found:
        return search(self.pages, self.query)

    def paragraphs(self) -> list[list[Piece]]:
        """The lines of the page that hold anything, hits apart."""
        return [
            list(line) for line in _lines(highlight(self.text(), self.query)) if _has_text(line)
        ]

    def text(self) -> str:
        return self.pages.text(self.number)

    def style(self) -> str:
        return static_url(api.portal.get().absolute_url(), "reading.css")

    def page_title(self) -> str:
        values = {"page": self.number, "count": self.count()}
        return translate(_("Page ${page} of ${count}", mapping=values), context=self.request)

    def waits_for_ocr(self) -> bool:
        return self.number in self.pages.scanned and not self.text().strip()

    def page_url(self, number: int, query: bool = True) -> str:
        values = {"trang": number, **({"q": self.query} if query and self.query else {})}
        return f"{self.context.absolute_url()}/@@ban-chu?{urlencode(values)}"

    def image_url(self) -> str:
        """The page within the view of its item."""
        return f"{self.context.absolute_url()}/view#trang-{self.number}"


def _lines(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces of a text as its lines; a hit may run over the end of one."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *rest = piece.text.split("\n")
        lines[-1].append(Piece(first, piece.is_hit))
        lines += [[Piece(text, piece.is_hit)] for text in rest]
    return lines


def _has_text(line: list[Piece]) -> bool:
    return any(piece.text.strip() for piece in line)


@implementer(IFileReading)
class SearchPages(BrowserView):
    """``…/@@hcmedu-search-pages?q=…``: the pages with hits as JSON, for the script of the view.

    ``{"complete": true, "pages": [{"page": 3, "count": 2, "pieces": [["… ", false], …],
    "boxes": [[left, top, right, bottom], …]}]}``; texts are plain, 404 where there are no pages.
    """

    def __call__(self) -> str:
        pages = pages_of(self.context)
        if pages is None:
            raise NotFound("@@hcmedu-search-pages")
        found = search(pages, asked(self.request, "q"))
        rows = [
            {"page": page.page, "count": page.count, "pieces": page.pieces, "boxes": page.boxes}
            for page in found.pages
        ]
        return as_json(self.request, {"complete": found.complete, "pages": rows})


def as_json(request: Any, data: Any) -> str:
    response = request.response
    response.setHeader("Content-Type", "application/json; charset=utf-8")
    response.setHeader("X-Content-Type-Options", "nosniff")
    response.setHeader("Cache-Control", "private, no-store")
    return json.dumps(data, ensure_ascii=False)
