"""No dead links on the page of an expired item whose files are closed.

Files and pictures are linked by many templates, by rich text and by add-ons. So it is done on the
finished page, and only there: all other pages pass untouched.
"""

from collections.abc import Iterable
from hcmedu.portal import _
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from lxml import html
from plone.transformchain.interfaces import ITransform
from repoze.xmliter.serializer import XMLSerializer
from repoze.xmliter.utils import getHTMLSerializer
from typing import Any
from urllib.parse import urljoin
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface

import re


_KEY = "hcmedu.timing.closed"
#: Stands in every address by which a file of an item, or of an attachment, is handed out.
FILE_PATH = re.compile(r"/(@@)?(download|display-file|images|download-version)(?=[/?#]|$)")
ATTRIBUTES = ("href", "src", "srcset", "data", "poster", "content")


def close_links(request: Any, url: str) -> None:
    """Links to files of the item of this address are to be taken out of the page."""
    request.other.setdefault(_KEY, set()).add(url)


@implementer(ITransform)
@adapter(Interface, IHcmeduPortalLayer)
class ClosedLinks:
    """After the theme (8850), before the last one that works on the parsed page (9000)."""

    order = 8900

    def __init__(self, published: Any, request: Any) -> None:
        self.request = request

    def transformBytes(self, result: bytes, encoding: str) -> Any:
        return self.transformIterable([result], encoding)

    def transformUnicode(self, result: str, encoding: str) -> Any:
        return self.transformIterable([result.encode(encoding)], encoding)

    def transformIterable(self, result: Iterable[bytes], encoding: str) -> Any:
        closed = self.request.other.get(_KEY)
        if not closed or not self._is_page():
            return None
        page = result
        if not isinstance(page, XMLSerializer):
            page = getHTMLSerializer(result, pretty_print=False, encoding=encoding)
            page.serializer = html.tostring
        note = translate(_("(expired)"), context=self.request)
        close_files(page.tree, self.request.get("ACTUAL_URL", ""), closed, note)
        return page

    def _is_page(self) -> bool:
        return (self.request.response.getHeader("Content-Type") or "").startswith("text/html")


def close_files(tree: Any, base: str, closed: set[str], note: str) -> None:
    """Links become text with a note; pictures and the like are left out."""
    for element in list(tree.getroot().iter("*")):
        if not any(is_file(url, base, closed) for url in addresses(element)):
            continue
        if element.tag == "a":
            unlink(element, note)
        else:
            remove(element)


def addresses(element: Any) -> Iterable[str]:
    return (element.get(name, "").strip() for name in ATTRIBUTES if element.get(name))


def is_file(url: str, base: str, closed: set[str]) -> bool:
    """Whether an address, as it stands in the page of that address, is one of a closed file."""
    if not FILE_PATH.search(f"/{url}"):
        return False
    target = urljoin(base, url)
    return any(target.startswith(f"{item}/") for item in closed)


def unlink(link: Any, note: str) -> None:
    link.tag = "span"
    link.attrib.clear()
    link.set("class", "hcmedu-closed-file")
    mark = html.Element("span")
    mark.set("class", "hcmedu-closed-note")
    mark.text = f" {note}"
    link.append(mark)


def remove(element: Any) -> None:
    """Take an element out and leave the text that follows it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)
