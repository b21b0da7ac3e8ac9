"""Views that hold macros for templates: parts of pages, at no address of their own."""

from Products.Five import BrowserView
from typing import Any
from zExceptions import NotFound


class MacrosView(BrowserView):
    """``context/@@name/macro`` in a template; whoever asks for its address finds nothing.

    Registered with the template of the macros, which answers to ``macros`` and to their names.
    """

    def __call__(self, *args: Any, **named: Any) -> str:
        raise NotFound("a macro is no page")
