"""Parts of pictures and ways: the school's picture, albums, films, quick access, links."""

from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.browser import icons
from hcmedu.portal.browser.home.part import Part
from hcmedu.portal.browser.profile import site_host
from hcmedu.portal.cases.forms.lookup import LookUp
from hcmedu.portal.cases.forms.lookup import PAGE as LOOK_UP
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from typing import Any


PICTURE_TYPES = ("Image", "Document", "News Item")
#: Icons of tiles whose kind is shared with others.
TILE_ICONS = {"A16": "mortarboard", "A29": "table"}


class QuickAccess(Part):
    """Truy cập nhanh: sections that people come for, as tiles."""

    label = _("Quick access")
    css = "quick"
    template = "tiles"
    place = "wide"
    codes = ("A13", "A09", "A16", "A21", "A29")
    limit = 0

    def find(self) -> list[Any]:
        return self.sections

    def item(self, brain: Any) -> dict[str, Any]:
        return {"title": brain.Title, "url": brain.getURL(), "icon": tile_icon(brain)}

    @cached_property
    def items(self) -> list[dict[str, Any]]:
        """With the page on which who has sent something learns how it stands (3082/GDĐT-TTTT)."""
        tiles = [self.item(brain) for brain in self.find()]
        if tiles and self.root is not None:
            url = f"{self.root.absolute_url()}/{LOOK_UP}"
            tiles.append({"title": LookUp.heading, "url": url, "icon": icons.icon("search")})
        return tiles


def tile_icon(section: Any) -> str:
    name = TILE_ICONS.get(section.section_code)
    return icons.icon(name) if name else icons.kind_icon(brains.value(section, "section_kind"))


class Album(Part):
    """The newest pictures of the albums."""

    label = _("Newest pictures")
    css = "album"
    template = "pictures"
    place = "wide"
    codes = ("A25",)

    def find(self) -> list[Any]:
        found = queries.newest(
            self.sections, self.limit, sort_on="created", with_used=True, portal_type="Image"
        )
        return [brain for brain in found if brains.picture(brain)]

    def item(self, brain: Any) -> dict[str, Any]:
        row = super().item(brain)
        row["picture"] = brains.picture(brain, "preview")
        return row


class Films(Part):
    """The newest films, each with its poster where it has one (A24)."""

    label = _("Newest films")
    css = "films"
    template = "films"
    place = "wide"
    codes = ("A24",)
    limit = 3

    def find(self) -> list[Any]:
        return queries.newest(
            self.sections,
            self.limit,
            with_used=True,
            portal_type={"not": [queries.SECTION_TYPE, "Image"]},
        )

    def item(self, brain: Any) -> dict[str, Any]:
        row = super().item(brain)
        row.update(picture=brains.picture(brain), icon=icons.icon("play-btn"))
        return row


class SchoolPicture(Part):
    """A picture of the school from its introduction: 289/VP-CNTT I.1 wants at least one."""

    codes = ("A01",)
    limit = 3

    def find(self) -> list[Any]:
        return self.pictures() or self.pictures(with_used=True)

    def pictures(self, with_used: bool = False) -> list[Any]:
        """The newest picture; ``with_used``: one that stands in a text will do."""
        found = queries.newest(
            self.sections, self.limit, with_used=with_used, portal_type=PICTURE_TYPES
        )
        return [brain for brain in found if brains.picture(brain, "large")][:1]

    def item(self, brain: Any) -> dict[str, Any]:
        return {"title": brain.Title, "picture": brains.picture(brain, "large")}


class Links(Part):
    """Resource sites of Bộ, Sở and the authority above, systems in use (A20, A35, A36)."""

    label = _("Useful links")
    css = "links"
    template = "links"
    place = "wide"
    codes = ("A35", "A20", "A36")
    limit = 12

    def find(self) -> list[Any]:
        return list(
            queries.search(
                path=queries.below(self.sections),
                portal_type="Link",
                sort_on="getObjPositionInParent",
                sort_limit=self.limit,
            )
            if self.sections
            else []
        )

    @property
    def title(self) -> str:
        return _("Useful links")

    @property
    def url(self) -> str:
        return ""

    def item(self, brain: Any) -> dict[str, Any]:
        row = super().item(brain)
        address = brains.value(brain, "getRemoteUrl") or ""
        row.update(url=brains.target(brain), source=site_host(address) if address else "")
        return row
