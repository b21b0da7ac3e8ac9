"""Read a feed: ``python -m hcmedu.portal.feeds.parsing body.xml content-type url seconds``.

A process of its own (``bounded``), since the text comes from anybody: it may need any time and any
memory. It answers with JSON, entries or the reason why there are none. No Plone here.
"""

from datetime import datetime
from datetime import UTC
from hcmedu.portal.feeds.decoding import decode
from hcmedu.portal.feeds.entries import read_entries
from hcmedu.portal.feeds.errors import FeedError
from hcmedu.portal.feeds.errors import Reason
from io import BytesIO
from pathlib import Path
from typing import Any

import feedparser
import json
import re
import sys


#: Entries of a feed that are looked at; the newest stand first in nearly all.
MOST_LOOKED_AT = 300
#: Where a document begins: nothing but comments, instructions and a DOCTYPE stand before that.
HEAD = 20_000
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,5000}\])?\s*>", re.IGNORECASE)
_ROOT = re.compile(r"<(?![!?])(?:[A-Za-z0-9_-]+:)?([A-Za-z0-9_-]+)")
_END = re.compile(r"</(?:[A-Za-z0-9_-]+:)?(?:item|entry)\s*>|<(?:item|entry)\s*/>", re.IGNORECASE)
ROOTS = frozenset({"rss", "feed", "rdf"})
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)


def parse(body: bytes, content_type: str, url: str, now: datetime) -> list[dict[str, Any]]:
    """Entries as plain values. Raises ``FeedError``: no_feed, entities, too_heavy."""
    text = decode(body, content_type)
    head = _without_comments(text[:HEAD])
    root = _ROOT.search(head)
    if _ENTITY.search(head[: root.start()] if root else head):
        raise FeedError(Reason.ENTITIES)
    if root is None or root[1].lower() not in ROOTS:
        raise FeedError(Reason.NO_FEED, root[1][:50] if root else "")
    found = _feedparser(_first(_DOCTYPE.sub("", text[:HEAD]) + text[HEAD:]), url)
    entries = read_entries(found.entries[:MOST_LOOKED_AT], now)
    if not entries and (found.bozo or not found.version):
        raise FeedError(Reason.NO_FEED)
    return entries


def _without_comments(text: str) -> str:
    return re.sub(r"<!--.*?(?:-->|$)", "", text, flags=re.DOTALL)


def _first(text: str) -> str:
    """The text up to the entry after the last one that is looked at: 100,000 cost no more."""
    for number, match in enumerate(_END.finditer(text), 1):
        if number > MOST_LOOKED_AT:
            return text[: match.end()] + ("</channel></rss>" if "<rss" in text[:HEAD] else "")
    return text


def _feedparser(text: str, url: str) -> Any:
    """It is given a stream, since it would open a text that is an address or a name of a file."""
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    return feedparser.parse(
        BytesIO(text.encode("utf-8", "replace")),
        response_headers=headers,
        resolve_relative_uris=False,
        sanitize_html=False,
    )


def main(arguments: list[str]) -> int:
    """Writes ``{"entries": [...]}`` or ``{"reason": ..., "detail": ...}``."""
    path, content_type, url, now = arguments
    moment = datetime.fromtimestamp(float(now), UTC)
    try:
        answer = {"entries": parse(Path(path).read_bytes(), content_type, url, moment)}
    except FeedError as error:
        answer = {"reason": str(error.reason), "detail": error.detail}
    except (MemoryError, RecursionError):
        answer = {"reason": str(Reason.TOO_HEAVY), "detail": ""}
    json.dump(answer, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
