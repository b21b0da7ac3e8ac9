"""``rss.xml`` and ``atom.xml`` of a school root and of every section.

They stand in place of Plone's own of the same name, so that there is one feed for one page and
nothing has to be switched on. Where a section lists documents its feed is that of the register.
"""

from datetime import UTC
from functools import cached_property
from hcmedu.portal.browser.feeds.asked import entry
from hcmedu.portal.browser.feeds.asked import newest
from hcmedu.portal.browser.interfaces import ISectionDisplay
from hcmedu.portal.browser.profile import SchoolIdentity
from hcmedu.portal.browser.sections.documents import DocumentTable
from hcmedu.portal.content.moments import now
from hcmedu.portal.listing import feeds
from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.school.interfaces import ISection
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import NotFound
from zope.component import queryMultiAdapter

import email.utils


#: A reader may keep it a quarter of an hour, and asks with the ETag after that.
CACHE = "public, max-age=900"


class FeedView(BrowserView):
    """Answers 200, 304 when the reader has it, 302 to the feed of the register, 404."""

    content_type = ""
    register = ""

    def __call__(self) -> bytes:
        if not (ISchoolRoot.providedBy(self.context) or ISection.providedBy(self.context)):
            raise NotFound(self.__name__)
        if self.lists_documents:
            self.request.response.redirect(f"{self.context.absolute_url()}/{self.register}")
            return b""
        return self.answer(self.body())

    @property
    def lists_documents(self) -> bool:
        kind = getattr(self.context, "section_kind", None)
        if not kind or ISchoolRoot.providedBy(self.context):
            return False
        display = queryMultiAdapter((self.context, self.request), ISectionDisplay, name=kind)
        return isinstance(display, DocumentTable)

    def answer(self, body: bytes) -> bytes:
        response, tag = self.request.response, feeds.entity_tag(body)
        response.setHeader("Content-Type", f"{self.content_type}; charset=utf-8")
        response.setHeader("X-Content-Type-Options", "nosniff")
        response.setHeader("Cache-Control", CACHE)
        response.setHeader("ETag", tag)
        if self.feed.changed:
            changed = email.utils.format_datetime(self.feed.changed.astimezone(UTC), usegmt=True)
            response.setHeader("Last-Modified", changed)
        if tag in (self.request.getHeader("If-None-Match") or ""):
            response.setStatus(304)
            return b""
        return body

    @cached_property
    def feed(self) -> feeds.Feed:
        school = SchoolIdentity(self.context)
        title = self.context.Title()
        is_school = ISchoolRoot.providedBy(self.context)
        base = self.context.absolute_url()
        return feeds.Feed(
            title=school.name if is_school else f"{title} – {school.name}",
            url=base,
            own_url=f"{base}/{self.__name__}",
            description=self.context.Description(),
            author=school.name,
            entries=tuple(entry(brain) for brain in newest(self.context, self.request)),
        )

    def body(self) -> bytes:
        """The feed as it is sent. Abstract: each format is a sub-class."""
        raise NotImplementedError


class RSS(FeedView):
    """``rss.xml``, and ``RSS``, which Plone calls the same in an older format."""

    content_type = feeds.RSS_TYPE
    register = "@@documents.rss"

    def body(self) -> bytes:
        return feeds.rss(self.feed)


class Atom(FeedView):
    """``atom.xml``"""

    content_type = feeds.ATOM_TYPE
    register = "@@documents.atom"

    def body(self) -> bytes:
        return feeds.atom(self.feed, now())


class Closed(BrowserView):
    """Formats of Plone's that nobody here needs: podcasts and NewsML; they would tell another
    truth than ours."""

    def __call__(self) -> Any:
        raise NotFound(self.__name__)
