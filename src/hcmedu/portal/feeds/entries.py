"""One entry of a feed as plain text, link and time: nothing of its HTML is kept. No Plone here."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from datetime import UTC
from email.utils import parsedate_to_datetime
from hashlib import blake2b
from hcmedu.portal.feeds.addresses import LONGEST
from hcmedu.portal.feeds.decoding import spelled
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import re


#: Entries that are kept of one feed; signs of a title, of a summary.
MOST, LONGEST_TITLE, LONGEST_SUMMARY = 30, 250, 400
#: Signs of markup that are looked at to find them.
MARKUP = 20_000
#: How often a text may be escaped.
MOST_TURNS = 3
_TAG = re.compile(r"<[/A-Za-z!?][^<>]*>")
#: What has no zone is meant in that of Vietnam, which knows no summer time.
VIETNAM = timezone(timedelta(hours=7))
#: A clock of another server may go before ours.
AHEAD = timedelta(minutes=15)
FIRST_YEAR = 2000
SCHEMES = frozenset({"http", "https"})
_ZONE = re.compile(r"(?:[+-]\d\d:?\d\d|(?<![A-Za-z])[A-Z]{1,4})\s*(?:\([^)]{0,20}\))?\s*$")
_DAY_FIRST = re.compile(
    r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\D{1,3}(\d{1,2}):(\d\d)(?::(\d\d))?)?"
)
#: Invisible signs that turn a line round or hide in it.
_HIDDEN = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\"<>\\^`{|}\u2000-\u200f\u2028-\u202f\u3000\ufeff]")


class _Text(HTMLParser):
    """Collects what a reader would see."""

    HIDDEN = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg"})
    INLINE = frozenset({"a", "abbr", "b", "em", "font", "i", "mark", "span", "strong", "u"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.hidden += tag in self.HIDDEN
        if tag not in self.INLINE:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in self.HIDDEN and self.hidden > 0
        if tag not in self.INLINE:
            self.pieces.append(" ")

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(data)


def plain(markup: Any, longest: int) -> str:
    """One line of text, cut between words; tags, scripts and invisible signs are left out.

    What is escaped twice (``&amp;lt;b&amp;gt;``), as many feeds have it, is read twice.
    """
    text = str(markup or "")[:MARKUP]
    for _turn in range(MOST_TURNS):
        before, text = text, _seen(text)
        if text == before or ("<" not in text and "&" not in text):
            break
    while _TAG.search(text):
        text = _TAG.sub(" ", text)
    text = "".join(sign if sign.isprintable() else " " for sign in _HIDDEN.sub("", text))
    return cut(spelled(" ".join(text.split())), longest)


def _seen(markup: str) -> str:
    parser = _Text()
    with suppress(AssertionError):  # html.parser on some broken declarations
        parser.feed(markup)
        parser.close()
    return "".join(parser.pieces)


def cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return f"{(head.rpartition(' ')[0] or head).rstrip(' ,;:.–-')}…"


def link(address: Any) -> str:
    """An address that a reader may open, or nothing: http(s) with a host, no name in it."""
    text = str(address or "").strip()
    if not text or len(text) > LONGEST or _UNSAFE.search(text):
        return ""
    try:
        parts = urlsplit(text)
        fits = parts.scheme in SCHEMES and parts.hostname and "@" not in parts.netloc
    except ValueError:
        return ""
    return text if fits else ""


def moment(written: Any, parsed: Any, now: datetime) -> int | None:
    """Seconds since 1970; None for no date, one long past or one that is still to come.

    ``parsed`` is what feedparser made of it, in UTC; without a zone it took the hour for UTC.
    """
    text = str(written or "").strip()[:100]
    found = _day_first(text) or _parsed(text, parsed) or _as_in_mails(text)
    if found is None or found.year < FIRST_YEAR or found > now + AHEAD:
        return None
    return int(min(found, now).timestamp())


def _parsed(text: str, parsed: Any) -> datetime | None:
    with suppress(TypeError, ValueError, OverflowError):
        return datetime(*parsed[:6], tzinfo=UTC if _ZONE.search(text) else VIETNAM)
    return None


def _as_in_mails(text: str) -> datetime | None:
    """``Fri, 20 Nov 2026 08:00:00``: without its zone no standard knows it."""
    with suppress(TypeError, ValueError, OverflowError):
        found = parsedate_to_datetime(text)
        return found if found.tzinfo else found.replace(tzinfo=VIETNAM)
    return None


def _day_first(text: str) -> datetime | None:
    """``20/11/2026 08:00``, which is no date of any standard, but is written in Vietnam."""
    match = _DAY_FIRST.match(text)
    if match is None:
        return None
    day, month, year, *clock = (int(each or 0) for each in match.groups())
    with suppress(ValueError):
        return datetime(year, month, day, *clock, tzinfo=VIETNAM)
    return None


def read_entry(entry: Mapping[str, Any], now: datetime) -> dict[str, Any] | None:
    """``key``, ``title``, ``summary``, ``link``, ``time``; None without a title."""
    title = plain(entry.get("title"), LONGEST_TITLE)
    address = link(entry.get("link"))
    summary = plain(entry.get("summary"), LONGEST_SUMMARY)
    if not title:
        return None
    time = None
    for name in ("published", "updated"):
        time = time or moment(entry.get(name), entry.get(f"{name}_parsed"), now)
    known = str(entry.get("id") or "")[:MARKUP] or address or title
    return {
        "key": blake2b(known.encode("utf-8", "replace"), digest_size=8).hexdigest(),
        "title": title,
        "summary": "" if summary == title else summary,
        "link": address,
        "time": time,
    }


def read_entries(found: Iterable[Mapping[str, Any]], now: datetime) -> list[dict[str, Any]]:
    """The newest, each once by its guid and by its link; what has no date keeps its order."""
    seen: set[str] = set()
    kept = []
    for entry in _each(found, now):
        marks = {entry["key"], entry["link"]} - {""}
        if not marks & seen:
            kept.append(entry)
        seen |= marks
    # What has no date stands first in most feeds when it is new: it counts as new.
    newest = now.timestamp()
    return sorted(kept, key=lambda entry: -(entry["time"] or newest))[:MOST]


def _each(found: Iterable[Mapping[str, Any]], now: datetime) -> Iterator[dict[str, Any]]:
    for entry in found:
        read = read_entry(entry, now)
        if read is not None:
            yield read
