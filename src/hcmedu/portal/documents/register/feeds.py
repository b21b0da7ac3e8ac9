"""What was found as a feed: RSS 2.0 and Atom, of any filter."""

from hcmedu.portal import _
from hcmedu.portal.content.moments import now
from hcmedu.portal.documents.register.exports import Export
from hcmedu.portal.documents.register.rows import download_url
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import feeds
from typing import Any


ENTRIES = 50


class DocumentFeed(Export):
    """The first documents of the filter; entries keep their identity by the item's UID."""

    limit = ENTRIES
    content_type = ""
    view = ""

    def __call__(self) -> bytes:
        self.request.response.setHeader("Content-Type", f"{self.content_type}; charset=utf-8")
        self.request.response.setHeader("X-Content-Type-Options", "nosniff")
        return self.body()

    def body(self) -> bytes:
        """The feed. Abstract: each format is a sub-class."""
        raise NotImplementedError

    def feed(self) -> feeds.Feed:
        return feeds.Feed(
            title=self.title,
            url=self.url(),
            own_url=self.url(self.view),
            description=self.rows.say(_("Documents")),
            author=self.context.Title(),
            entries=tuple(self.entry(brain) for brain in self.found),
        )

    @property
    def title(self) -> str:
        parts = [self.context.Title(), self.asked.text and f"“{self.asked.text}”"]
        return " – ".join(filter(None, parts))

    def url(self, view: str = "") -> str:
        query = self.asked.query()
        base = "/".join(filter(None, (self.context.absolute_url(), view)))
        return f"{base}?{query}" if query else base

    def entry(self, brain: Any) -> feeds.Entry:
        moment = brains.as_moment(brain.effective) or brains.as_moment(brain.modified) or now()
        file = download_url(brain)
        parts = [self.rows.form(brain), brains.value(brain, "issuer"), brain.Description]
        return feeds.Entry(
            uid=brain.UID,
            title=brain.Title,
            url=brain.getURL(),
            moment=moment,
            summary=". ".join(str(part) for part in parts if part),
            enclosure=feeds.Enclosure(file) if file else None,
        )


class RSS(DocumentFeed):
    """``@@documents.rss``"""

    content_type = feeds.RSS_TYPE
    view = "@@documents.rss"

    def body(self) -> bytes:
        return feeds.rss(self.feed())


class Atom(DocumentFeed):
    """``@@documents.atom``"""

    content_type = feeds.ATOM_TYPE
    view = "@@documents.atom"

    def body(self) -> bytes:
        return feeds.atom(self.feed(), now())
