"""What was found as a feed: RSS 2.0 and Atom, of any filter."""

from datetime import datetime
from hcmedu.portal import _
from hcmedu.portal.content.moments import now
from hcmedu.portal.documents.register.exports import Export
from hcmedu.portal.documents.register.rows import download_url
from hcmedu.portal.listing import brains
from typing import Any
from xml.etree import ElementTree as ET

import email.utils
import re


_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ENTRIES = 50
ATOM = "http://www.w3.org/2005/Atom"
ET.register_namespace("atom", ATOM)


class Feed(Export):
    """The first documents of the filter; entries keep their identity by the item's UID."""

    limit = ENTRIES
    content_type = ""
    view = ""

    def __call__(self) -> bytes:
        self.request.response.setHeader("Content-Type", f"{self.content_type}; charset=utf-8")
        self.request.response.setHeader("X-Content-Type-Options", "nosniff")
        return ET.tostring(self.tree(), encoding="utf-8", xml_declaration=True)

    def tree(self) -> ET.Element:
        """The feed. Abstract: each format is a sub-class."""
        raise NotImplementedError

    @property
    def title(self) -> str:
        parts = [self.context.Title(), self.asked.text and f"“{self.asked.text}”"]
        return clean(" – ".join(filter(None, parts)))

    def url(self, view: str = "") -> str:
        query = self.asked.query()
        base = "/".join(filter(None, (self.context.absolute_url(), view)))
        return f"{base}?{query}" if query else base

    def changed(self, brain: Any) -> datetime:
        return brains.as_moment(brain.effective) or brains.as_moment(brain.modified) or now()

    def summary(self, brain: Any) -> str:
        parts = [self.rows.form(brain), brains.value(brain, "issuer"), brain.Description]
        return clean(". ".join(str(part) for part in parts if part))


class RSS(Feed):
    """``@@documents.rss``"""

    content_type = "application/rss+xml"
    view = "@@documents.rss"

    def tree(self) -> ET.Element:
        root = ET.Element("rss", version="2.0")
        channel = ET.SubElement(root, "channel")
        put(channel, "title", self.title)
        put(channel, "link", self.url())
        put(channel, "description", self.rows.say(_("Documents")))
        put(channel, "language", "vi")
        link = {"href": self.url(self.view), "rel": "self", "type": self.content_type}
        ET.SubElement(channel, f"{{{ATOM}}}link", link)
        for brain in self.found:
            self.entry(channel, brain)
        return root

    def entry(self, channel: ET.Element, brain: Any) -> None:
        item = ET.SubElement(channel, "item")
        put(item, "title", brain.Title)
        put(item, "link", brain.getURL())
        put(item, "description", self.summary(brain))
        ET.SubElement(item, "guid", isPermaLink="false").text = f"urn:uuid:{brain.UID}"
        put(item, "pubDate", email.utils.format_datetime(self.changed(brain)))


class Atom(Feed):
    """``@@documents.atom``"""

    content_type = "application/atom+xml"
    view = "@@documents.atom"

    def tree(self) -> ET.Element:
        root = ET.Element(f"{{{ATOM}}}feed")
        put(root, f"{{{ATOM}}}title", self.title)
        put(root, f"{{{ATOM}}}id", self.url(self.view))
        ET.SubElement(root, f"{{{ATOM}}}link", href=self.url())
        ET.SubElement(root, f"{{{ATOM}}}link", href=self.url(self.view), rel="self")
        moments = [self.changed(brain) for brain in self.found]
        put(root, f"{{{ATOM}}}updated", max(moments, default=now()).isoformat())
        author = ET.SubElement(root, f"{{{ATOM}}}author")
        put(author, f"{{{ATOM}}}name", self.context.Title())
        for brain in self.found:
            self.entry(root, brain)
        return root

    def entry(self, root: ET.Element, brain: Any) -> None:
        entry = ET.SubElement(root, f"{{{ATOM}}}entry")
        put(entry, f"{{{ATOM}}}title", brain.Title)
        put(entry, f"{{{ATOM}}}id", f"urn:uuid:{brain.UID}")
        ET.SubElement(entry, f"{{{ATOM}}}link", href=brain.getURL())
        if download_url(brain):
            ET.SubElement(entry, f"{{{ATOM}}}link", href=download_url(brain), rel="enclosure")
        put(entry, f"{{{ATOM}}}updated", self.changed(brain).isoformat())
        put(entry, f"{{{ATOM}}}summary", self.summary(brain))


def put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = clean(text)


def clean(text: str) -> str:
    """XML has no place for most control characters, nor for halves of characters."""
    return _UNFIT.sub("", text)
