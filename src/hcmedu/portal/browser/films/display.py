"""Displays ``video`` and ``audio`` of sections: requirements A24 and A26."""

from functools import cached_property
from hcmedu.portal.browser import icons
from hcmedu.portal.browser.films.player import FILM
from hcmedu.portal.browser.films.player import kind_of
from hcmedu.portal.browser.films.player import Player
from hcmedu.portal.browser.films.player import SOUND
from hcmedu.portal.browser.films.player import Source
from hcmedu.portal.browser.films.player import source
from hcmedu.portal.browser.sections.base import Display
from hcmedu.portal.browser.statics import script_url
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from hcmedu.portal.listing import youtube
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


class Media(Display, Player):
    """Files, links and folders of them, the newest first."""

    folders_are_content = True
    with_used = True
    icon_name = "play-btn"

    def query(self) -> dict[str, Any]:
        query = super().query()
        del query["portal_type"]
        return query

    def card(self, brain: Any) -> dict[str, Any]:
        row = super().card(brain)
        if brain.portal_type != queries.SECTION_TYPE:
            row["icon"] = icons.icon(self.icon_name)
        return row

    @property
    def script(self) -> str:
        return script_url(api.portal.get().absolute_url())


class Video(Media):
    """The newest film to be played at once, all others as pictures that lead to their pages.

    That one film is woken: the catalog does not tell whether it has captions.
    """

    films_template = ViewPageTemplateFile("films.pt")

    def main(self) -> str:
        return self.films_template()

    @cached_property
    def newest(self) -> tuple[dict[str, Any], Source] | None:
        """The first item and what it plays, on the first page; None where it plays nothing."""
        first = self.batch[0]
        is_film = kind_of(brains.value(first, "mime_type")) or self.on_youtube(first)
        if self.page > 1 or not is_film:
            return None
        found = source(first.getObject(), self.request)
        return (self.card(first), found) if found else None

    def player(self) -> str:
        return self.play(self.newest[1]) if self.newest else ""

    def rest(self) -> list[dict[str, Any]]:
        shown = list(self.batch)[1:] if self.newest else list(self.batch)
        return [self.card(brain) for brain in shown]

    def card(self, brain: Any) -> dict[str, Any]:
        row = super().card(brain)
        row["is_film"] = kind_of(brains.value(brain, "mime_type")) == FILM
        if self.on_youtube(brain):
            row.update(is_film=True, note="YouTube")
        return row

    @staticmethod
    def on_youtube(brain: Any) -> bool:
        return youtube.video_id(brains.value(brain, "getRemoteUrl")) is not None


class Audio(Media):
    """Each piece with its player in the list."""

    icon_name = "music-note-beamed"
    sounds_template = ViewPageTemplateFile("sounds.pt")

    def main(self) -> str:
        return self.sounds_template(cards=[self.card(brain) for brain in self.batch])

    def card(self, brain: Any) -> dict[str, Any]:
        row = super().card(brain)
        # a film with nothing to see is what many programs write of a song
        plays = kind_of(brains.value(brain, "mime_type")) in (FILM, SOUND)
        row["player"] = f"{brain.getURL()}/@@download/file" if plays else ""
        return row
