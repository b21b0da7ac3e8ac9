"""Control panel 'Đọc tại chỗ': what this machine can read, what is to be read, how it stands."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.conversion import abilities
from hcmedu.portal.viewer.asking import ask_for_all
from hcmedu.portal.viewer.asking import ask_for_incomplete
from hcmedu.portal.viewer.browser.reasons import reason_text
from hcmedu.portal.viewer.documentviewer import GlobalSettings
from hcmedu.portal.viewer.holders import TYPES
from hcmedu.portal.viewer.reading import reading
from hcmedu.portal.viewer.reading import State
from hcmedu.portal.viewer.settings import ALL_KINDS
from hcmedu.portal.viewer.settings import make_settings
from hcmedu.portal.viewer.settings import site_settings
from hcmedu.portal.viewer.settings import SiteSettings
from plone import api
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import BadRequest


PAGE = "@@hcmedu-reading"
#: documentviewer's words for kinds of files, for people.
KIND_TITLES = {
    "pdf": _("PDF"),
    "word": _("Word and OpenDocument text"),
    "excel": _("Excel and OpenDocument tables"),
    "ppt": _("PowerPoint and OpenDocument slides"),
    "rft": _("RTF"),
    "image": _("Pictures of paper"),
}


@dataclass(frozen=True)
class Tool:
    """A part of the machine: what it is for, whether it is there, which package brings it."""

    title: str
    found: bool
    package: str
    without: str


@dataclass(frozen=True)
class Trouble:
    title: str
    url: str
    reason: str


class ReadingPanel(BrowserView):
    """Shows on GET; takes one of three buttons on POST with a valid token."""

    def __call__(self) -> str:
        if self.request.method == "POST":
            return self.act()
        self.states, self.troubles = self._count()
        return self.index()

    def act(self) -> str:
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        chosen = [name for name in ACTIONS if name in self.request.form]
        if len(chosen) != 1:
            raise BadRequest("One button, please.")
        api.portal.show_message(ACTIONS[chosen[0]](self), self.request)
        return self.request.response.redirect(f"{self.context.absolute_url()}/{PAGE}")

    def tools(self) -> list[Tool]:
        can = abilities()
        return [
            Tool(
                _("Pages and text of PDF files"),
                can.text and can.images,
                "poppler-utils",
                _("Without it PDF files are shown by the browser itself and can't be searched."),
            ),
            Tool(
                _("Text of scanned pages, in Vietnamese"),
                can.ocr,
                "tesseract-ocr tesseract-ocr-vie",
                _("Without it scanned documents are shown but can't be searched."),
            ),
            Tool(
                _("Pages of Word, Excel and PowerPoint files"),
                can.office,
                "libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-impress-nogui",
                _("Without it these files are shown as plain text, old formats not at all."),
            ),
        ]

    @cached_property
    def settings(self) -> SiteSettings:
        return site_settings()

    def kinds(self) -> list[tuple[str, str, bool]]:
        """Kinds of files: token, title, whether they get pages."""
        chosen = self.settings.kinds
        return [(kind, KIND_TITLES[kind], kind in chosen) for kind in ALL_KINDS]

    def _count(self) -> tuple[Counter[str], list[Trouble]]:
        """How many files are in each state, and those that failed."""
        states: Counter[str] = Counter()
        troubles = []
        catalog = api.portal.get_tool("portal_catalog")
        for brain in catalog.unrestrictedSearchResults(portal_type=list(TYPES)):
            obj = brain._unrestrictedGetObject()
            found = reading(obj)
            states[found.state] += 1
            if found.state == State.FAILED and len(troubles) < 50:
                url = f"{obj.absolute_url()}/view"
                troubles.append(Trouble(obj.Title(), url, reason_text(found.reason)))
        return states, troubles

    def save(self) -> str:
        form: dict[str, Any] = self.request.form
        make_settings()
        stored = GlobalSettings(self.context)
        stored.auto_convert = "auto_convert" in form
        stored.ocr = "ocr" in form
        chosen = form.get("kinds", [])
        chosen = [chosen] if isinstance(chosen, str) else chosen
        stored.auto_layout_file_types = [kind for kind in ALL_KINDS if kind in chosen]
        return _("Changes saved.")

    def ask_all(self) -> str:
        count = ask_for_all()
        return _("${count} files wait for their pages now.", mapping={"count": count})

    def ask_incomplete(self) -> str:
        count = ask_for_incomplete()
        return _("${count} files are being prepared again.", mapping={"count": count})


ACTIONS: dict[str, Callable[[ReadingPanel], str]] = {
    "save": ReadingPanel.save,
    "ask_all": ReadingPanel.ask_all,
    "ask_incomplete": ReadingPanel.ask_incomplete,
}
