"""View ``school_home`` of a school root, on the site and on a ``School`` alike."""

from datetime import date
from functools import cached_property
from hcmedu.portal.browser import icons
from hcmedu.portal.browser.home import parts
from hcmedu.portal.browser.profile import SchoolIdentity
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from Products.Five.browser import BrowserView
from typing import Any


#: Sections that people come for, as tiles; those that a school does not have are left out.
QUICK_ACCESS = ("A13", "A09", "A16", "A21", "A29")
#: Icons of tiles whose kind is shared with others.
TILE_ICONS = {"A16": "mortarboard", "A29": "table"}


class SchoolHome(BrowserView):
    """Parts that have nothing to show are left out; every text but labels comes from the school."""

    def __call__(self) -> str:
        return self.index()

    @cached_property
    def school(self) -> SchoolIdentity:
        return SchoolIdentity(self.context)

    @cached_property
    def sections(self) -> dict[str, Any]:
        return queries.sections_of_school(self.context, self.request)

    def part(self, name: str) -> parts.Part | None:
        """A part by the name of its class; None when it is empty."""
        part = getattr(parts, name)(self.sections, date.today())
        return part if part.items else None

    def tiles(self) -> list[dict[str, str]]:
        """Quick access: title and address of the sections that people come for."""
        return [
            {
                "title": self.sections[code].Title,
                "url": self.sections[code].getURL(),
                "icon": self.tile_icon(code),
            }
            for code in QUICK_ACCESS
            if code in self.sections
        ]

    def tile_icon(self, code: str) -> str:
        if code in TILE_ICONS:
            return icons.icon(TILE_ICONS[code])
        return icons.kind_icon(brains.value(self.sections[code], "section_kind"))

    def icon(self, name: str) -> str:
        return icons.icon(name)
