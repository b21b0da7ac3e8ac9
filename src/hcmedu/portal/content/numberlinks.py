"""Numbers of documents in texts become links to the documents that are on the portal.

Only to what every visitor may see: the text of a page is kept ready for all of them.
"""

from bs4 import BeautifulSoup
from bs4.element import NavigableString
from collections.abc import Iterator
from DateTime import DateTime
from hcmedu.portal.content.bearing import BEARS
from hcmedu.portal.content.bearing import meant
from hcmedu.portal.content.bearing import whole_key
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.school.root import school_root
from hcmedu.portal.vietnamese import numbers_in_text
from html import escape
from plone import api
from plone.outputfilters.interfaces import IFilter
from Products.ZCatalog.ZCatalog import ZCatalog
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


#: Where a number is no text to read, or leads somewhere already.
LEFT_ALONE = frozenset({"a", "button", "code", "pre", "script", "style", "textarea"})
#: Numbers of one text that are looked up.
MAX_NUMBERS = 200


def linked(text: str, context: Any) -> str:
    """A plain text as HTML, its numbers as links where the documents are public."""
    return "".join(pieces(text, Addresses(context)))


def pieces(text: str, addresses: "Addresses") -> Iterator[str]:
    at = 0
    for number in numbers_in_text(text):
        url = addresses.find(number.key)
        if url:
            yield escape(text[at : number.start], quote=False)
            shown = escape(text[number.start : number.end], quote=False)
            yield f'<a class="hcmedu-number" href="{escape(url)}">{shown}</a>'
            at = number.end
    yield escape(text[at:], quote=False)


class Addresses:
    """Key of a number → address of the public document that a text means by it."""

    def __init__(self, context: Any) -> None:
        self.context, self.root = context, school_root(context)
        self.known: dict[str, str] = {}

    def find(self, key: str) -> str:
        """Empty where there is none."""
        if key not in self.known:
            enough = self.root is None or len(self.known) >= MAX_NUMBERS
            self.known[key] = "" if enough else self._look_up(key)
        return self.known[key]

    def _look_up(self, key: str) -> str:
        query = {
            BEARS: key,
            "portal_type": "OfficialDocument",
            "path": "/".join(self.root.getPhysicalPath()),
            "allowedRolesAndUsers": ["Anonymous"],
            "effectiveRange": DateTime(),
        }
        found = ZCatalog.searchResults(api.portal.get_tool("portal_catalog"), query)
        whole = [brain for brain in found if whole_key(brain.document_number or "") == key]
        brain = meant(self.context, key, whole)
        return brain.getURL() if brain is not None else ""


@implementer(IFilter)
@adapter(Interface, IHcmeduPortalLayer)
class NumberLinks:
    """Output filter of rich text. ``None`` leaves the text as it is, to the letter."""

    #: After the stock filters, which resolve the links that are there.
    order = 900

    def __init__(self, context: Any, request: Any) -> None:
        self.context = context

    def is_enabled(self) -> bool:
        return self.context is not None

    def __call__(self, data: str) -> str | None:
        if not any(numbers_in_text(data)):
            return None
        soup = BeautifulSoup(data, "html.parser")
        addresses, changed = Addresses(self.context), False
        for text in list(soup.find_all(string=True)):
            if type(text) is NavigableString and not LEFT_ALONE & {p.name for p in text.parents}:
                changed = self._link(text, addresses) or changed
        return str(soup) if changed else None

    def _link(self, text: NavigableString, addresses: Addresses) -> bool:
        html = "".join(pieces(str(text), addresses))
        if "<a " not in html:
            return False
        text.replace_with(BeautifulSoup(html, "html.parser"))
        return True
