"""What visitors get instead of what is not there for them any more: 410, and a neutral page.

A person reads a page in the theme; a program gets JSON, and everything else, such as the picture of
a page, a line of text.
"""

from Acquisition import aq_inner
from Acquisition import aq_parent
from DateTime import DateTime
from hcmedu.portal import _
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.editorial.timing.public import belongings
from hcmedu.portal.editorial.timing.public import may
from hcmedu.portal.school.root import school_root
from hcmedu.portal.school.root import section_of
from hcmedu.portal.vietnamese import format_date
from html import escape
from plone import api
from plone.app.layout.viewlets.common import TitleViewlet
from plone.rest.interfaces import IAPIRequest
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode
from zope.i18n import translate
from zope.i18nmessageid import Message

import json


class Notice(BrowserView):
    """An answer of status 410 about ``context``; sub-classes say what there is to read."""

    __name__ = "hcmedu-notice"
    page = ViewPageTemplateFile("notice.pt")
    heading: Message
    text: Message

    def __call__(self) -> str:
        response = self.request.response
        response.setStatus(410, lock=True)
        response.setHeader("X-Robots-Tag", "noindex")
        # It may come back: nobody is to remember that it was not there.
        response.setHeader("Cache-Control", "no-store")
        if IAPIRequest.providedBy(self.request):
            return self._plain("application/json", self._json())
        if not self._wants_page():
            return self._plain("text/plain; charset=utf-8", self._say(self.heading))
        response.setHeader("Content-Type", "text/html; charset=utf-8")
        return "" if self.request.method == "HEAD" else self._page()

    def _wants_page(self) -> bool:
        accepted = self.request.getHeader("Accept") or "*/*"
        return "text/html" in accepted or accepted.strip() == "*/*"

    def _plain(self, content_type: str, body: str) -> str:
        self.request.response.setHeader("Content-Type", content_type)
        return body

    def _json(self) -> str:
        return json.dumps({"type": "Gone", "message": self._say(self.heading)}, indent=2)

    def _say(self, message: Message) -> str:
        return translate(message, context=self.request)

    def _page(self) -> str:
        self.item = self.context
        self.context = self.place()
        self.request.set("disable_border", True)
        return self.page()

    def place(self) -> Any:
        """The nearest container that the user may see: the page tells nothing of what is gone."""
        place = aq_parent(aq_inner(self.item))
        while not may("View", place):
            place = aq_parent(aq_inner(place))
        return place

    def links(self) -> list[dict[str, str]]:
        """Where to go from here; ``context`` is the place now."""
        root = school_root(self.context)
        home = api.portal.get() if root is None else root
        links = [{"title": _("Home page"), "url": home.absolute_url()}]
        section = section_of(self.context)
        if section is not None:
            links.append({"title": section.Title(), "url": section.absolute_url()})
        return links


class NoticeTitle(TitleViewlet):
    """The title of the window: that of the notice, not of the section where the item lies."""

    @property
    def page_title(self) -> str:
        return escape(translate(self.view.heading, context=self.request))


class Gone(Notice):
    """A withdrawn item. Its title, author and reason are nobody's business but the board's."""

    heading = _("This content has been taken down")
    text = _("The address is right, but the school does not publish this content any more.")

    def login_url(self) -> str:
        """For the board; the publisher refuses before it tells who the user is."""
        query = urlencode({"came_from": self.request.get("ACTUAL_URL", "")})
        return f"{api.portal.get().absolute_url()}/login?{query}"


class ClosedFile(Notice):
    """The file of an expired item, whose page is still there to be read."""

    heading = _("This file is not available any more")
    login_url = None

    def links(self) -> list[dict[str, str]]:
        """First what the file belongs to: that page is there."""
        holder = list(belongings(self.item))[-1]
        page = {"title": holder.Title(), "url": f"{holder.absolute_url()}/view"}
        return [page, *super().links()]

    def since(self, moment: DateTime) -> "ClosedFile":
        """The date goes into the text."""
        day = format_date(in_zone(moment.asdatetime()).date())
        self.text = _("The content that it belongs to expired on ${date}.", mapping={"date": day})
        return self
