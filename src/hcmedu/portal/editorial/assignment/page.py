"""``@@hcmedu-assignment``: who is in charge of what, and the form that changes it."""

from hcmedu.portal import _
from hcmedu.portal.editorial.assignment.assignments import assign
from hcmedu.portal.editorial.assignment.assignments import assigned_sections
from hcmedu.portal.editorial.assignment.assignments import own_editors
from hcmedu.portal.editorial.assignment.assignments import sections
from hcmedu.portal.editorial.assignment.assignments import unassign
from hcmedu.portal.editorial.assignment.assignments import up_to_root
from hcmedu.portal.editorial.deputies.delegations import members
from hcmedu.portal.editorial.events import BoardEvent
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.editorial.reason import full_name
from hcmedu.portal.vietnamese import sort_key
from plone import api
from plone.memoize.view import memoize
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import BadRequest
from zope.event import notify


EDITORS = "bien-tap-vien"


class AssignmentView(BrowserView):
    """GET: the tree with its editors, and, with ``?editor=``, the sections of one as a form."""

    def __call__(self) -> str:
        if self.request.method == "POST":
            return self.save()
        return self.index()

    def save(self) -> str:
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        user_id = self.request.form.get("editor", "")
        if not isinstance(user_id, str) or user_id not in {
            person["id"] for person in self.people()
        }:
            raise BadRequest("Not an editor of this school")
        wanted = self.request.form.get("codes", [])
        wanted = wanted if isinstance(wanted, list) else [wanted]
        wanted = {code for code in wanted if isinstance(code, str)}
        self.change(user_id, wanted)
        message = _("The sections of ${name} are saved.", mapping={"name": full_name(user_id)})
        api.portal.show_message(message, self.request)
        return self.request.response.redirect(f"{self.context.absolute_url()}/@@hcmedu-assignment")

    def change(self, user_id: str, wanted: set[str]) -> None:
        for section in self.sections():
            code = section.section_code
            if code in wanted and assign(section, user_id):
                notify(BoardEvent(section, "assign", {"user": user_id, "code": code}))
            elif code not in wanted and unassign(section, user_id):
                notify(BoardEvent(section, "unassign", {"user": user_id, "code": code}))

    @memoize
    def sections(self) -> list[Any]:
        return sections(self.context)

    @memoize
    def people(self) -> list[dict[str, Any]]:
        """The editors, by name, with the number of sections that each has for himself."""
        group_id = group_ids(self.context).get(EDITORS)
        found = set(members(group_id)) if group_id else set()
        # Who left the board, but still has sections, must not be overlooked.
        found |= {who for section in self.sections() for who in own_editors(section)}
        found -= set(self.groups())
        rows = [
            {
                "id": user_id,
                "name": full_name(user_id),
                "number": len(assigned_sections(self.context, user_id)),
                "left": group_id is None or user_id not in members(group_id),
                "url": f"{self.context.absolute_url()}/@@hcmedu-assignment?editor={user_id}",
            }
            for user_id in found
        ]
        return sorted(rows, key=lambda row: sort_key(row["name"]))

    @memoize
    def groups(self) -> dict[str, str]:
        return {group.getId(): group.getProperty("title") for group in api.group.get_groups()}

    @memoize
    def chosen(self) -> dict[str, Any] | None:
        """The editor whose form is asked for."""
        wanted = self.request.form.get("editor")
        return next((person for person in self.people() if person["id"] == wanted), None)

    @memoize
    def rows(self) -> list[dict[str, Any]]:
        """One a section: its own editors, those by a section above, whether nobody is there."""
        chosen = self.chosen()
        rows = []
        for section in self.sections():
            own = own_editors(section)
            above = [who for f in list(up_to_root(section))[1:] for who in own_editors(f)]
            rows.append(
                {
                    "code": section.section_code,
                    "title": section.Title(),
                    "url": section.absolute_url(),
                    "level": self.level(section),
                    "editors": [self.name(who) for who in own],
                    "inherited": [self.name(who) for who in dict.fromkeys(above) if who not in own],
                    "empty": not own and not above,
                    "checked": chosen is not None and chosen["id"] in own,
                    "by_above": chosen is not None and chosen["id"] in above,
                }
            )
        return rows

    def name(self, principal_id: str) -> str:
        return self.groups().get(principal_id) or full_name(principal_id)

    def level(self, section: Any) -> int:
        return len(list(up_to_root(section))) - 2

    def missing(self) -> list[dict[str, Any]]:
        """Sections without an editor; a first-level entry itself holds no content."""
        return [row for row in self.rows() if row["empty"] and not row["code"].startswith("G-")]
