"""Displays of articles, media and links: cards with a picture or an icon."""

from hcmedu.portal.browser import icons
from hcmedu.portal.browser.profile import site_name
from hcmedu.portal.browser.sections.base import Display
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from typing import Any


class Articles(Display):
    """News, pages, events and whatever else was put there, newest first."""


class Ordered(Display):
    """Items in the order that the school gave them: forms, look-ups."""

    sort_on = "getObjPositionInParent"
    descending = False


class Links(Ordered):
    """Links to other sites, each with the site it leads to."""

    def card(self, brain: Any) -> dict[str, Any]:
        row = super().card(brain)
        address = brains.value(brain, "getRemoteUrl")
        if address:
            row.update(icon=icons.icon("box-arrow-up-right"), date="", note=site_name(address))
        return row


class Media(Display):
    """Films and music: the icon of the kind where there is no picture."""

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


class Video(Media):
    icon_name = "play-btn"


class Audio(Media):
    icon_name = "music-note-beamed"


class Album(Media):
    """Albums (folders) and single pictures; an album shows its first picture."""

    sort_on = "created"
    icon_name = "image"

    def main(self) -> str:
        return self.gallery_template(cards=[self.card(brain) for brain in self.batch])

    def update(self) -> None:
        super().update()
        self.covers = self.find_covers()

    def find_covers(self) -> dict[str, Any]:
        """First picture of each album of this page, by the album's path; one query."""
        albums = [b.getPath() for b in self.batch if b.portal_type == queries.SECTION_TYPE]
        if not albums:
            return {}
        found = queries.search(
            path={"query": albums, "depth": 1},
            portal_type="Image",
            sort_on="getObjPositionInParent",
        )
        covers: dict[str, Any] = {}
        for brain in found:
            covers.setdefault(brain.getPath().rpartition("/")[0], brain)
        return covers

    def card(self, brain: Any) -> dict[str, Any]:
        row = super().card(brain)
        cover = self.covers.get(brain.getPath())
        if cover is not None:
            row["picture"] = brains.picture(cover)
        return row


class Group(Display):
    """A first-level entry holds nothing but its sections, which every section page shows."""

    with_others = False

    def update(self) -> None:
        self.results = []
        self.batch = None
