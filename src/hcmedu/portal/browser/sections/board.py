"""Display ``board``: the members of the editorial board, then its decisions and rules (C02).

4210/GDĐT-TTTT III.5 wants the board and its rules made public. Members are those of the groups, so
that the page is never older than the board; what visitors read of a person is a name, a post and
an official address, never the name of an account.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from functools import cached_property
from hcmedu.portal.behaviors.section import GROUP_PREFIX
from hcmedu.portal.browser import icons
from hcmedu.portal.browser.sections.documents import DocumentTable
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.editorial.assignment.assignments import own_editors
from hcmedu.portal.editorial.assignment.assignments import sections
from hcmedu.portal.editorial.deputies import delegations
from hcmedu.portal.editorial.deputies.delegations import members
from hcmedu.portal.editorial.groups import BOARD
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.listing import brains
from hcmedu.portal.listing import queries
from hcmedu.portal.school import school_root
from hcmedu.portal.vietnamese import email_kind
from hcmedu.portal.vietnamese import sort_key
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


HEAD, EDITORS = "truong-ban", "bien-tap-vien"
#: Groups in the order of the page.
ORDER = (HEAD, EDITORS, "quan-tri-vien")
TITLES = {board.name: board.title for board in BOARD}


@dataclass(frozen=True)
class Member:
    """A person of the board; texts may be empty. ``begin`` and ``end`` are of a deputy."""

    name: str
    position: str = ""
    email: str = ""
    url: str = ""
    picture: dict[str, Any] | None = None
    sections: tuple[str, ...] = ()
    everything: bool = False
    begin: str = ""
    end: str = ""


class BoardDisplay(DocumentTable):
    """Members on the first page, above the table of documents."""

    board_template = ViewPageTemplateFile("board.pt")

    def render(self) -> str:
        return self.board_template() + super().render()

    @property
    def empty(self) -> bool:
        return not self.groups and super().empty

    @cached_property
    def root(self) -> Any:
        return school_root(self.context)

    def icon(self, name: str) -> str:
        return icons.icon(name)

    @cached_property
    def groups(self) -> list[dict[str, Any]]:
        """Title and members of each group that has any; nothing but on the first page."""
        if self.page > 1 or self.root is None:
            return []
        found = ((name, list(self.people(name))) for name in ORDER)
        return [{"title": TITLES[name], "people": people} for name, people in found if people]

    def people(self, name: str) -> Iterator[Member]:
        """Members of a group by their given names; behind the heads who approves for them now."""
        group_id = group_ids(self.root).get(name)
        if group_id is None:
            return
        named = [(who, self.name_of(who)) for who in members(group_id)]
        for who, full_name in sorted(named, key=lambda pair: given_name_key(pair[1])):
            if full_name:
                yield self.member(who, full_name, with_sections=name == EDITORS)
        if name == HEAD:
            yield from self.deputies()

    def deputies(self) -> Iterator[Member]:
        now = datetime.now(UTC)
        for each in reversed(delegations(self.root)):
            full_name = self.name_of(each.deputy)
            if each.runs(now) and full_name:
                dates = {"begin": format_moment(each.begin), "end": format_moment(each.end)}
                yield self.member(each.deputy, full_name, **dates)

    def member(self, who: str, full_name: str, with_sections: bool = False, **dates: str) -> Member:
        staff = self.staff.get(self.address(who))
        return Member(
            name=full_name,
            position=(brains.value(staff, "position") or "") if staff is not None else "",
            email=official(self.address(who)),
            url=staff.getURL() if staff is not None else "",
            picture=brains.picture(staff, "mini") if staff is not None else None,
            sections=tuple(self.assigned.get(who, ())) if with_sections else (),
            everything=with_sections and who in self.everywhere,
            **dates,
        )

    def address(self, who: str) -> str:
        user = api.user.get(userid=who)
        return ((user and user.getProperty("email")) or "").strip().lower()

    def name_of(self, who: str) -> str:
        """Full name of the account, else of the person of that address in the directory."""
        user = api.user.get(userid=who)
        full_name = ((user and user.getProperty("fullname")) or "").strip()
        staff = self.staff.get(self.address(who))
        return full_name or (staff.Title if staff is not None else "")

    @cached_property
    def staff(self) -> dict[str, Any]:
        """Published people of the school's directory by their official address."""
        shown = queries.sections_of_school(self.root, self.request)
        path = queries.below(queries.highest(shown.values()))
        found = queries.search(portal_type="StaffMember", path=path) if shown else ()
        addresses = ((brains.value(brain, "email") or "", brain) for brain in found)
        return {address.lower(): brain for address, brain in addresses if address}

    @cached_property
    def assigned(self) -> dict[str, list[str]]:
        """Titles of the sections that are assigned to each person, as far as visitors see them."""
        shown = queries.sections_of_school(self.root, self.request)
        found: dict[str, list[str]] = {}
        for section in sections(self.root):
            if section.section_code in shown:
                for who in own_editors(section):
                    found.setdefault(who, []).append(section.Title())
        return found

    @cached_property
    def everywhere(self) -> set[str]:
        """Who is in charge of every entry of the menu."""
        entries = [s for s in sections(self.root) if s.section_code.startswith(GROUP_PREFIX)]
        held = [set(own_editors(entry)) for entry in entries]
        return set.intersection(*held) if held else set()


def official(address: str) -> str:
    """An address that may be shown: that of the office (4210 IV)."""
    return address if email_kind(address) == "official" else ""


def given_name_key(full_name: str) -> tuple[Any, Any]:
    """Vietnamese order: by the last word, the given name, then by the whole."""
    return sort_key(full_name.rpartition(" ")[2]), sort_key(full_name)
