"""Display ``directory``: staff as cards, grouped by unit (A04; 289/VP-CNTT I.2)."""

from collections.abc import Sequence
from functools import cached_property
from hcmedu.portal.browser import icons
from hcmedu.portal.browser.directory.people import chart
from hcmedu.portal.browser.directory.people import is_found
from hcmedu.portal.browser.directory.people import Node
from hcmedu.portal.browser.directory.people import Person
from hcmedu.portal.browser.profile import phone_link
from hcmedu.portal.browser.sections.base import Display
from hcmedu.portal.content.staff import sorted_staff
from hcmedu.portal.content.vocabularies import title_of
from hcmedu.portal.documents.register.filters import one
from hcmedu.portal.listing import brains
from hcmedu.portal.vietnamese import address_parts
from hcmedu.portal.vietnamese import fold
from itertools import groupby
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from urllib.parse import urlencode
from zope.i18n import translate


#: A directory is read and printed as a whole; only very large schools need a second page.
PEOPLE_A_PAGE = 120
#: Of fewer people one sees at a glance who there is.
ENOUGH_TO_SEARCH = 6


class Directory(Display):
    """Units in the order of the regulation; within them the school's order, then by given name."""

    types = ("StaffMember",)
    batch_size = PEOPLE_A_PAGE
    directory_template = ViewPageTemplateFile("directory.pt")

    def render(self) -> str:
        main = self.directory_template() if self.everybody else ""
        return main + ("" if self.words else self.beside())

    @property
    def empty(self) -> bool:
        return not self.everybody and not self.others

    def arrange(self, found: Sequence[Any]) -> list[Any]:
        self.everybody = sorted_staff(found)
        return [brain for brain in self.everybody if self.is_found(brain)]

    @cached_property
    def words(self) -> str:
        """What is searched for, as typed."""
        return one(self.request.form, "text")

    def is_found(self, brain: Any) -> bool:
        return is_found(self.words, person_of(brain), self.unit_title(unit_of(brain)))

    @property
    def searchable(self) -> bool:
        return bool(self.words) or len(self.everybody) >= ENOUGH_TO_SEARCH

    # Units -----------------------------------------------------------------------------------

    def units(self) -> list[dict[str, Any]]:
        """Those of the page with their people."""
        return [
            {
                "anchor": anchor(token),
                "title": self.unit_title(token),
                "people": [self.person(brain) for brain in people],
            }
            for token, people in groupby(self.batch, unit_of)
        ]

    def jumps(self) -> list[dict[str, Any]]:
        """Where each unit begins, on whatever page; none where there is one unit alone."""
        places: dict[str, list[int]] = {}
        for at, brain in enumerate(self.results):
            places.setdefault(unit_of(brain), []).append(at)
        found = [
            {
                "title": self.unit_title(token),
                "count": len(at),
                "url": self.page_url(at[0]) + f"#{anchor(token)}",
            }
            for token, at in places.items()
            if token
        ]
        return found if len(found) > 1 else []

    def page_url(self, at: int) -> str:
        """The page on which a place is; empty for this one."""
        start = at // self.batch_size * self.batch_size
        if start == (self.page - 1) * self.batch_size:
            return ""
        words = {"text": self.words} if self.words else {}
        return f"{self.context.absolute_url()}?{urlencode({**words, 'b_start:int': start})}"

    @cached_property
    def unit_titles(self) -> dict[str, str]:
        return {}

    def unit_title(self, token: str) -> str:
        if token not in self.unit_titles:
            title = title_of(self.context, "hcmedu.staff_units", token)
            self.unit_titles[token] = translate(title, context=self.request)
        return self.unit_titles[token]

    # The chart of the organisation -----------------------------------------------------------

    @cached_property
    def chart(self) -> tuple[list[Person], list[Node]]:
        units = [
            (token, self.unit_title(token), [person_of(brain) for brain in people])
            for token, people in groupby(self.everybody, unit_of)
        ]
        return chart(units)

    @property
    def has_chart(self) -> bool:
        """Of everybody, so not beside what was searched for; leaders alone are no organisation."""
        return not self.words and len(self.chart[1]) > 1

    def search_url(self, words: str) -> str:
        return f"{self.context.absolute_url()}?{urlencode({'text': words})}"

    # People ----------------------------------------------------------------------------------

    def icon(self, name: str) -> str:
        return icons.icon(name)

    def person(self, brain: Any) -> dict[str, Any]:
        phone = brains.value(brain, "phone")
        email = brains.value(brain, "email")
        position, team = brains.value(brain, "position") or "", brains.value(brain, "team") or ""
        return {
            "name": brain.Title,
            "url": brain.getURL(),
            "position": position,
            # An office of one person is named as its post is
            "team": "" if fold(team) == fold(position) else team,
            "phone": phone_link(phone) if phone else None,
            "email": email,
            "email_parts": address_parts(email or ""),
            "picture": brains.picture(brain, "mini"),
        }


def person_of(brain: Any) -> Person:
    position, team = brains.value(brain, "position") or "", brains.value(brain, "team") or ""
    return Person(brain.Title, position, unit_of(brain), team)


def unit_of(brain: Any) -> str:
    return brains.value(brain, "unit") or ""


def anchor(unit: str) -> str:
    return f"don-vi-{unit or 'khac'}"
