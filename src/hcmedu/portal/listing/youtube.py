"""Addresses of films on YouTube: pure. Nothing is asked of that site by this portal itself."""

from urllib.parse import parse_qs
from urllib.parse import urlsplit

import re


#: No other host is taken for YouTube, whatever it is called.
HOSTS = frozenset(
    {
        "m.youtube.com",
        "www.youtube-nocookie.com",
        "www.youtube.com",
        "youtu.be",
        "youtube-nocookie.com",
        "youtube.com",
    }
)
_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_PATH = re.compile(r"/(?:embed|live|shorts|v)/([^/]+)/?")


def video_id(address: str | None) -> str | None:
    """The id of the one film that an address leads to; None for any other address."""
    try:
        parts = urlsplit((address or "").strip())
        known = parts.scheme in ("http", "https") and parts.port is None and "@" not in parts.netloc
    except ValueError:
        return None
    if not known or parts.hostname not in HOSTS:
        return None
    found = _named(parts.hostname, parts.path, parts.query)
    return found if _ID.fullmatch(found) else None


def _named(host: str, path: str, query: str) -> str:
    if host == "youtu.be":
        return path.strip("/")
    if path.rstrip("/") == "/watch":
        return parse_qs(query).get("v", [""])[0]
    match = _PATH.fullmatch(path)
    return match[1] if match else ""


def embed_url(video: str) -> str:
    """The player that sets no cookies before it plays."""
    return f"https://www.youtube-nocookie.com/embed/{video}?rel=0"


def watch_url(video: str) -> str:
    return f"https://www.youtube.com/watch?v={video}"
