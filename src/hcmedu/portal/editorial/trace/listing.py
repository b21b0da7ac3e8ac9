"""Entries as rows of a table: what the pages and the exports have in common."""

from collections.abc import Iterable
from functools import cached_property
from hcmedu.portal import _
from hcmedu.portal.editorial.trace.details import Details
from hcmedu.portal.editorial.trace.entry import Entry
from hcmedu.portal.editorial.trace.titles import ACTIONS
from hcmedu.portal.editorial.trace.titles import BADGE
from hcmedu.portal.editorial.trace.titles import BADGES
from hcmedu.portal.editorial.trace.writing import SYSTEM
from hcmedu.portal.editorial.trace.writing import VISITOR
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.root import section_brains
from plone import api
from typing import Any
from zope.i18n import translate


#: Plone's own name of this type tells readers nothing.
SITE = "Plone Site"
#: Who acted without an account.
NOBODY = {SYSTEM: _("The portal itself"), VISITOR: _("A visitor")}


class Listing:
    """Words for entries of one school root; lives as long as one request."""

    def __init__(self, root: Any, request: Any) -> None:
        self.root, self.request = root, request
        self.details = Details(request)
        self._types: dict[str, str] = {}

    def say(self, message: Any) -> str:
        return translate(message, context=self.request)

    @cached_property
    def actions(self) -> dict[str, str]:
        return {name: self.say(title) for name, title in ACTIONS.items()}

    @cached_property
    def nobody(self) -> dict[str, str]:
        return {name: self.say(title) for name, title in NOBODY.items()}

    @cached_property
    def sections(self) -> dict[str, str]:
        """Titles of the school's sections by code, in the order of the catalogue."""
        titles = {brain.section_code: brain.Title for brain in section_brains(self.root)}
        known = [code for code in catalogue().sections if code in titles]
        return {code: titles[code] for code in known}

    def action(self, entry: Entry) -> str:
        return self.actions.get(entry.action, entry.action)

    def actor(self, entry: Entry) -> str:
        return entry.actor_name if entry.actor else self.nobody.get(entry.actor_name, "")

    def section(self, code: str) -> str:
        """Title of a section; that of the catalogue where the school has it no more."""
        if code in self.sections:
            return self.sections[code]
        known = catalogue().sections.get(code)
        return known.title if known is not None else code

    def type_title(self, portal_type: str) -> str:
        if portal_type == SITE:
            return self.say(_("Portal of the school"))
        if portal_type not in self._types:
            fti = api.portal.get_tool("portal_types").get(portal_type)
            self._types[portal_type] = portal_type if fti is None else self.say(fti.Title())
        return self._types[portal_type]

    def local_time(self, entry: Entry) -> Any:
        return entry.time.astimezone(self.details.zone)

    def notes(self, entry: Entry) -> list[str]:
        return self.details.of(entry)

    def rows(self, page: Iterable[Entry]) -> list[dict[str, Any]]:
        """What the templates show; a title links to its item while that can be seen."""
        found = list(page)
        addresses = self.addresses({entry.uid for entry in found})
        return [self.row(entry, addresses.get(entry.uid)) for entry in found]

    def row(self, entry: Entry, address: str | None) -> dict[str, Any]:
        moment = self.local_time(entry)
        return {
            "time": f"{moment:%d/%m/%Y %H:%M}",
            "iso": moment.isoformat(timespec="seconds"),
            "actor": self.actor(entry),
            "user": entry.actor if entry.actor != entry.actor_name else "",
            "action": self.action(entry),
            "badge": BADGES.get(entry.action, BADGE),
            "title": entry.title,
            "url": address,
            "type": self.type_title(entry.portal_type),
            "section": self.section(entry.section),
            "comment": entry.comment,
            "notes": self.notes(entry),
            "of_copy": bool(entry.details.get("baseline")),
        }

    def addresses(self, uids: set[str]) -> dict[str, str]:
        """Address by UID of what still exists and this reader may see."""
        brains = api.portal.get_tool("portal_catalog")(UID=list(uids), show_inactive=True)
        record = "plone.types_use_view_action_in_listings"
        with_view = api.portal.get_registry_record(record, default=()) or ()
        return {
            brain.UID: brain.getURL() + ("/view" if brain.portal_type in with_view else "")
            for brain in brains
        }
