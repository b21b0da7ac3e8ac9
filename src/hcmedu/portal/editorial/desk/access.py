"""What a person is on the board of a school: approver, editor, administrator."""

from dataclasses import dataclass
from plone import api
from typing import Any


USE_DESK = "hcmedu.portal: Use desk"
APPROVE = "hcmedu.portal: Approve content"
MANAGE = "hcmedu.portal: Manage school"
VIEW_REPORT = "hcmedu.portal: View compliance"
#: Roles on the school root of people who write.
WRITERS = frozenset({"School Editor", "Editor"})


@dataclass(frozen=True)
class Colleague:
    """The person at the desk; one may be several of these at once."""

    user_id: str
    uses_desk: bool
    approves: bool
    writes: bool
    administers: bool
    reads_report: bool = False


def colleague(root: Any) -> Colleague:
    """The current user, as the rights on the school root have it."""
    user = api.user.get_current()
    return Colleague(
        user_id=user.getId() or "",
        uses_desk=api.user.has_permission(USE_DESK, obj=root),
        approves=api.user.has_permission(APPROVE, obj=root),
        writes=bool(WRITERS & set(user.getRolesInContext(root))),
        administers=api.user.has_permission(MANAGE, obj=root),
        reads_report=api.user.has_permission(VIEW_REPORT, obj=root),
    )
