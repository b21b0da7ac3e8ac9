"""What is played of an item: an uploaded film or sound, or a film on YouTube."""

from dataclasses import dataclass
from dataclasses import field
from hcmedu.portal.browser.scales import scales
from hcmedu.portal.content.filetext import is_closed
from hcmedu.portal.listing import youtube
from plone.namedfile.interfaces import INamed
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


FILM, SOUND, YOUTUBE = "film", "sound", "youtube"
CAPTIONS_VIEW = "@@hcmedu-captions"
POSTER = "large"


@dataclass(frozen=True)
class Source:
    """One thing to play. ``url``: of the file, or of the page at YouTube."""

    kind: str
    title: str
    url: str
    media_type: str = ""
    embed_url: str = ""
    captions_url: str = ""
    transcript: tuple[str, ...] = ()
    poster: dict[str, Any] | None = field(default=None)


def source(item: Any, request: Any) -> Source | None:
    """What the item plays; None when it is neither film nor sound, or its file is closed."""
    about = {
        "title": item.Title(),
        "transcript": tuple(lines(getattr(item, "transcript", None))),
        "poster": scales(item, request, "poster", POSTER),
    }
    film = youtube.video_id(getattr(item, "remoteUrl", None))
    if film:
        urls = {"url": youtube.watch_url(film), "embed_url": youtube.embed_url(film)}
        return Source(YOUTUBE, **urls, **about)
    value = getattr(item, "file", None)
    kind = kind_of(value.contentType) if INamed.providedBy(value) else None
    if kind is None or is_closed(item):
        return None
    base = item.absolute_url()
    captions = f"{base}/{CAPTIONS_VIEW}" if getattr(item, "captions", None) else ""
    url = f"{base}/@@download/file"
    return Source(kind, url=url, media_type=value.contentType, captions_url=captions, **about)


def kind_of(media_type: str | None) -> str | None:
    """``film`` or ``sound`` by the media type, which the content of the file told."""
    kinds = {"video": FILM, "audio": SOUND}
    return kinds.get((media_type or "").partition("/")[0])


def lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


class Player:
    """Draws a source within any view that has ``context`` and ``request``."""

    player_template = ViewPageTemplateFile("player.pt")

    def play(self, source: Source | None) -> str:
        return self.player_template(source=source) if source else ""
