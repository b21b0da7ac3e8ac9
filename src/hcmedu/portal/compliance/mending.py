"""Where mending begins: the address behind what a result says is to be done, and for whom."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from functools import cached_property
from hcmedu.portal.compliance.evaluation import Mend
from hcmedu.portal.compliance.fillable import names_of
from hcmedu.portal.editorial.assignment import editors_of
from hcmedu.portal.editorial.copies.rights import may_check_out
from hcmedu.portal.editorial.deputies.delegations import members
from hcmedu.portal.editorial.desk.charge import name_of
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.school.root import section_brains
from plone import api
from plone.dexterity.interfaces import IDexterityFTI
from plone.supermodel.interfaces import FIELDSETS_KEY
from plone.supermodel.utils import mergedTaggedValueList
from typing import Any
from urllib.parse import quote
from urllib.parse import urlencode
from zope.component import queryUtility


#: Action → page of the school root, and the permission that it asks for there.
PAGES: Mapping[str, tuple[str, str]] = {
    "profile": ("@@school-profile", "hcmedu.portal: Manage school"),
    "attest": ("@@hcmedu-compliance", "hcmedu.portal: Attest compliance"),
    "board": ("@@usergroup-groupprefs", "Plone Site Setup: Users and Groups"),
    "feeds": ("@@hcmedu-feeds", "hcmedu.portal: Manage school"),
}
#: Who answers for what no section holds, by the group of the board.
HEADS = "truong-ban"
IN_CHARGE = {"attest": HEADS}
ADMINISTRATORS = "quan-tri-vien"
#: What has expired is taken down by the head, for a reason.
WITHDRAW, WITHDRAWAL = "hcmedu.portal: Withdraw content", "@@hcmedu-transition"
MODIFY = "Modify portal content"


def mend_url(root: Any, mend: Mend | None) -> str:
    """The page on which it is done; empty where nothing can be done by a page.

    Whether somebody may do it is asked by that page.
    """
    if mend is None:
        return ""
    if mend.action == "withdraw":
        brain = item_brain(mend.uid)
        return brain.getURL() if brain is not None else section_url(root, mend)
    if mend.action == "edit":
        brain = item_brain(mend.uid)
        return edit_url(brain) if brain is not None else section_url(root, mend)
    if mend.action in PAGES:
        return f"{root.absolute_url()}/{PAGES[mend.action][0]}{tab_of(mend.first)}"
    return section_url(root, mend)


def tab_of(name: str) -> str:
    """The tab of the school profile that has the field, as an anchor; empty without one."""
    for number, tab in enumerate(mergedTaggedValueList(ISchoolProfile, FIELDSETS_KEY)):
        if name in tab.fields:
            return f"#autotoc-item-autotoc-{number}"
    return ""


def item_brain(uid: str) -> Any | None:
    found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=uid) if uid else ()
    return found[0] if found else None


def edit_url(brain: Any) -> str:
    """What visitors see is changed in a working copy; sections and attachments at once."""
    is_reviewed = brain.review_state == "published" and not brain.section_code
    return f"{brain.getURL()}/{'@@content-checkout' if is_reviewed else 'edit'}"


def section_url(root: Any, mend: Mend) -> str:
    """The section, or the add form of a type in it with the values filled in."""
    brains = section_brains(root, mend.section) if mend.section else ()
    return below(brains[0].getURL(), mend) if brains else ""


def below(address: str, mend: Mend) -> str:
    """The same of the section at that address."""
    if mend.action != "add" or not mend.portal_type:
        return address
    query = urlencode(list(parameters(mend.portal_type, mend.values)))
    return f"{address}/++add++{quote(mend.portal_type)}" + (f"?{query}" if query else "")


def parameters(portal_type: str, values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What the add form of a type takes these values by; what no link may fill is left out."""
    names = names_of(portal_type)
    for name, value in values.items():
        if name in names and value is not None:
            yield names[name], text_of(value)


def text_of(value: object) -> str:
    """Days and moments in ISO, without a zone."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


# For one person ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Way:
    """Where the current person goes. ``may``: mending begins there; else ``people`` can do it.

    ``people``: full names of who is in charge, may be empty.
    """

    url: str
    may: bool
    people: tuple[str, ...] = ()


class Ways:
    """Ways of one school root for the current user; sections are looked at once."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self._sections: dict[str, Any] = {}
        self._people: dict[str, tuple[str, ...]] = {}

    def of(self, mend: Mend | None) -> Way | None:
        """None where no page can mend it."""
        if mend is None:
            return None
        if mend.action in PAGES:
            return self.by_page(mend)
        if mend.action == "withdraw":
            return self.by_withdrawal(mend)
        return self.by_item(mend) if mend.action == "edit" else self.by_section(mend)

    def by_page(self, mend: Mend) -> Way:
        url, permission = mend_url(self.root, mend), PAGES[mend.action][1]
        if api.user.has_permission(permission, obj=self.root):
            return Way(url, True)
        return Way("", False, self.members(IN_CHARGE.get(mend.action, ADMINISTRATORS)))

    def by_item(self, mend: Mend) -> Way | None:
        """The item is woken: who may change it is known by itself alone."""
        brain = item_brain(mend.uid)
        if brain is None:
            return self.by_section(mend)
        item = brain._unrestrictedGetObject()
        url = edit_url(brain)
        may = api.user.has_permission(MODIFY, obj=item) or may_check_out(item)
        return Way(url, True) if may else Way(brain.getURL(), False, self.editors(mend.section))

    def by_withdrawal(self, mend: Mend) -> Way | None:
        """Who may take it down gets the form for it; others see the item, and who may."""
        brain = item_brain(mend.uid)
        if brain is None:
            return self.by_section(mend)
        item = brain._unrestrictedGetObject()
        if brain.review_state == "published" and api.user.has_permission(WITHDRAW, obj=item):
            return Way(f"{brain.getURL()}/{WITHDRAWAL}?workflow_action=withdraw", True)
        return Way(brain.getURL(), False, self.members(HEADS))

    def by_section(self, mend: Mend) -> Way | None:
        section = self.section(mend.section)
        if section is None:
            return None
        if mend.action == "add" and self.may_add(section, mend.portal_type):
            return Way(below(section.absolute_url(), mend), True)
        may = mend.action == "open" and api.user.has_permission("Add portal content", obj=section)
        return Way(section.absolute_url(), may, () if may else self.editors(mend.section))

    def may_add(self, section: Any, portal_type: str) -> bool:
        fti = queryUtility(IDexterityFTI, name=portal_type)
        return fti is not None and fti.isConstructionAllowed(section)

    def section(self, code: str) -> Any | None:
        if code not in self._sections:
            brain = self._brains.get(code)
            self._sections[code] = brain._unrestrictedGetObject() if brain is not None else None
        return self._sections[code]

    def editors(self, code: str) -> tuple[str, ...]:
        """Who is in charge of a section."""
        section = self.section(code)
        if section is None:
            return ()
        if code not in self._people:
            self._people[code] = tuple(name_of(each) for each in editors_of(section))
        return self._people[code]

    def members(self, group: str) -> tuple[str, ...]:
        if group not in self._people:
            ids = members(self._groups[group]) if group in self._groups else ()
            self._people[group] = tuple(name_of(each) for each in ids)
        return self._people[group]

    @cached_property
    def _brains(self) -> dict[str, Any]:
        return {brain.section_code: brain for brain in section_brains(self.root)}

    @cached_property
    def _groups(self) -> dict[str, str]:
        return group_ids(self.root)
