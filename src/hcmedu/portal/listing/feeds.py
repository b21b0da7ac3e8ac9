"""Feeds as RSS 2.0 and Atom: pure. What stands in them is asked by others; here it is written.

Moments are aware; addresses are absolute; an entry keeps its identity by the item's UID, whatever
it is called and wherever it is moved.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from xml.etree import ElementTree as ET

import email.utils
import re


#: XML has no place for most control characters, nor for halves of characters.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ATOM = "http://www.w3.org/2005/Atom"
ET.register_namespace("atom", ATOM)
RSS_TYPE, ATOM_TYPE = "application/rss+xml", "application/atom+xml"


@dataclass(frozen=True)
class Enclosure:
    """A file that belongs to an entry; size in bytes, 0 where it is not known."""

    url: str
    media_type: str = ""
    size: int = 0


@dataclass(frozen=True)
class Entry:
    """One item. ``moment``: when it was published."""

    uid: str
    title: str
    url: str
    moment: datetime
    summary: str = ""
    author: str = ""
    enclosure: Enclosure | None = None


@dataclass(frozen=True)
class Feed:
    """``url``: the page that shows the same; ``own_url``: where this feed is."""

    title: str
    url: str
    own_url: str
    description: str
    author: str
    entries: tuple[Entry, ...] = ()

    @property
    def changed(self) -> datetime | None:
        """When the newest of the entries was published; None without any."""
        return max((entry.moment for entry in self.entries), default=None)


def rss(feed: Feed) -> bytes:
    """The feed as RSS 2.0."""
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    put(channel, "title", feed.title)
    put(channel, "link", feed.url)
    put(channel, "description", feed.description or feed.title)
    put(channel, "language", "vi")
    own = {"href": feed.own_url, "rel": "self", "type": RSS_TYPE}
    ET.SubElement(channel, f"{{{ATOM}}}link", own)
    if feed.changed:
        put(channel, "lastBuildDate", email.utils.format_datetime(feed.changed))
    for entry in feed.entries:
        _rss_entry(channel, entry)
    return written(root)


def _rss_entry(channel: ET.Element, entry: Entry) -> None:
    item = ET.SubElement(channel, "item")
    put(item, "title", entry.title)
    put(item, "link", entry.url)
    put(item, "description", entry.summary)
    ET.SubElement(item, "guid", isPermaLink="false").text = f"urn:uuid:{entry.uid}"
    put(item, "pubDate", email.utils.format_datetime(entry.moment))
    # RSS wants media type and size of an enclosure; Atom can do without
    if entry.enclosure and entry.enclosure.media_type:
        file = entry.enclosure
        about = {"url": file.url, "type": file.media_type, "length": str(file.size)}
        ET.SubElement(item, "enclosure", about)


def atom(feed: Feed, now: datetime) -> bytes:
    """The feed as Atom; ``now``: what is told of a feed without entries."""
    root = ET.Element(f"{{{ATOM}}}feed")
    put(root, f"{{{ATOM}}}title", feed.title)
    put(root, f"{{{ATOM}}}id", feed.own_url)
    ET.SubElement(root, f"{{{ATOM}}}link", href=feed.url)
    ET.SubElement(root, f"{{{ATOM}}}link", href=feed.own_url, rel="self")
    put(root, f"{{{ATOM}}}updated", (feed.changed or now).isoformat())
    author = ET.SubElement(root, f"{{{ATOM}}}author")
    put(author, f"{{{ATOM}}}name", feed.author or feed.title)
    for entry in feed.entries:
        _atom_entry(root, entry)
    return written(root)


def _atom_entry(root: ET.Element, entry: Entry) -> None:
    node = ET.SubElement(root, f"{{{ATOM}}}entry")
    put(node, f"{{{ATOM}}}title", entry.title)
    put(node, f"{{{ATOM}}}id", f"urn:uuid:{entry.uid}")
    ET.SubElement(node, f"{{{ATOM}}}link", href=entry.url)
    if entry.enclosure:
        link = {"href": entry.enclosure.url, "rel": "enclosure"}
        if entry.enclosure.media_type:
            link["type"] = entry.enclosure.media_type
        ET.SubElement(node, f"{{{ATOM}}}link", link)
    put(node, f"{{{ATOM}}}updated", entry.moment.isoformat())
    put(node, f"{{{ATOM}}}published", entry.moment.isoformat())
    put(node, f"{{{ATOM}}}summary", entry.summary)


def written(root: ET.Element) -> bytes:
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def entity_tag(body: bytes) -> str:
    """The same for the same feed, whoever asks: an ETag."""
    return f'"{sha256(body).hexdigest()[:32]}"'


def put(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = clean(text)


def clean(text: str) -> str:
    """What XML can hold of a text."""
    return _UNFIT.sub("", text or "")
