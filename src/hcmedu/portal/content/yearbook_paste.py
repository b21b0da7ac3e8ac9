"""Pasting yearbooks: asked before it is tried, so that people get a message, not an error page.

The stock views let an error through (500), or, for a ``CopyError``, say that all went well and
keep what was half done.
"""

from collections.abc import Iterable
from hcmedu.portal.content.yearbook import IYearbookEntry
from hcmedu.portal.content.yearbook_rules import other_entry
from hcmedu.portal.content.yearbook_rules import taken
from OFS.CopySupport import _cb_decode
from OFS.CopySupport import CopyError
from plone.app.content.browser.actions import ObjectPasteView
from plone.app.content.browser.contents.paste import PasteActionView
from typing import Any
from zExceptions import NotFound

import zlib


def paste_problem(target: Any, items: Iterable[Any], moving: bool) -> str | None:
    """Message about the first yearbook among the items that cannot be pasted here."""
    for item in items:
        if IYearbookEntry.providedBy(item):
            itself = item if moving else None
            if other_entry(target, item.school_year, itself) is not None:
                return taken(item.school_year)
    return None


def clipboard_problem(target: Any, request: Any) -> str | None:
    """The same for what lies in the clipboard; a broken one is left to the stock view."""
    try:
        operation = _cb_decode(request["__cp"])[0]
        return paste_problem(target, target.cb_dataItems(), moving=bool(operation))
    except (CopyError, KeyError, NotFound, ValueError, zlib.error):
        return None


class Paste(ObjectPasteView):
    """Stock pasting, which would show an error page, with the question asked before."""

    def do_action(self) -> Any:
        problem = clipboard_problem(self.context, self.request)
        if problem:
            return self.do_redirect(self.canonical_object_url, problem, "error")
        return super().do_action()


class ContentsPaste(PasteActionView):
    """The same for the paste button of the folder contents."""

    def __call__(self) -> str:
        self.protect()
        path = str(self.request.form["folder"]).strip("/")
        target = self.site.restrictedTraverse(path, None)
        problem = clipboard_problem(target, self.request) if target is not None else None
        if problem:
            self.errors = [problem]
            return self.message()
        return super().__call__()
