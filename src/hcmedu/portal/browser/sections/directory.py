"""Display ``directory``: staff as cards, grouped by unit (A04; 289/VP-CNTT I.2)."""

from collections.abc import Sequence
from hcmedu.portal.browser import icons
from hcmedu.portal.browser.profile import phone_link
from hcmedu.portal.browser.sections.base import Display
from hcmedu.portal.content.staff import sorted_staff
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.listing import brains
from itertools import groupby
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


#: A directory is read and printed as a whole; only very large schools need a second page.
PEOPLE_A_PAGE = 120


class Directory(Display):
    """Units in the order of the regulation; within them the school's order, then by given name."""

    types = ("StaffMember",)
    batch_size = PEOPLE_A_PAGE
    directory_template = ViewPageTemplateFile("directory.pt")

    def main(self) -> str:
        return self.directory_template()

    def arrange(self, found: Sequence[Any]) -> list[Any]:
        return sorted_staff(found)

    def units(self) -> list[dict[str, Any]]:
        return [
            {"title": self.unit_title(token), "people": [self.person(brain) for brain in people]}
            for token, people in groupby(self.batch, unit_of)
        ]

    def icon(self, name: str) -> str:
        return icons.icon(name)

    def unit_title(self, token: str) -> str:
        return title_of(self.context, "hcmedu.staff_units", token)

    def person(self, brain: Any) -> dict[str, Any]:
        phone = brains.value(brain, "phone")
        return {
            "name": brain.Title,
            "url": brain.getURL(),
            "position": brains.value(brain, "position") or "",
            "team": brains.value(brain, "team") or "",
            "phone": phone_link(phone) if phone else None,
            "email": brains.value(brain, "email"),
            "picture": brains.picture(brain, "mini"),
        }


def unit_of(brain: Any) -> str:
    return brains.value(brain, "unit") or ""
