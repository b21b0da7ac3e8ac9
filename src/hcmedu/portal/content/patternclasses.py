"""Classes that set off scripts of the editing interface are no part of a text.

``<a class="pat-inject" href="…">`` in an author's text put the page at that address into the one
that the board head was reading: an uploaded file with a script acted in his name.
"""

from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone.outputfilters.interfaces import IFilter
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface

import re


PREFIX = "pat-"
_CLASS = re.compile(r"""(?<=\sclass=)(["'])([^"']*)\1""", re.IGNORECASE)


def tamed(html: str) -> str:
    """``html`` without these classes; what else stands there stays to the letter."""
    return _CLASS.sub(_without, html) if PREFIX in html else html


def _without(found: re.Match[str]) -> str:
    quote, names = found.groups()
    if PREFIX not in names:
        return found.group()
    return quote + " ".join(each for each in names.split() if not each.startswith(PREFIX)) + quote


@implementer(IFilter)
@adapter(Interface, IHcmeduPortalLayer)
class PatternClasses:
    """Output filter of rich text. ``None`` leaves the text as it is."""

    order = 950

    def __init__(self, context: Any, request: Any) -> None:
        self.context = context

    def is_enabled(self) -> bool:
        return True

    def __call__(self, data: str) -> str | None:
        text = tamed(data)
        return None if text == data else text
