"""Vetoes where Plone asks for too little.

It asks for the right on a container only: an editor could delete published content together with
the folder around it, or read other people's drafts in a copy of a section. And who may copy an item
could change its address in folder contents.
"""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from AccessControl.PermissionRole import rolesForPermissionOn
from collections.abc import Iterator
from hcmedu.portal.behaviors.section import ISection
from hcmedu.portal.editorial.authorship import APPROVE
from hcmedu.portal.editorial.authorship import APPROVED_STATES
from hcmedu.portal.editorial.chains import approval_workflow
from hcmedu.portal.editorial.chains import holds_attachments
from hcmedu.portal.school.interfaces import ISchoolRoot
from plone import api
from Products.CMFCore.interfaces import IContentish
from typing import Any


MODIFY = "Modify portal content"
MOVING = (MODIFY, "Delete objects", "hcmedu.portal: Manage sections")


def may(permission: str, item: Any) -> bool:
    return bool(getSecurityManager().checkPermission(permission, item))


def may_see(item: Any) -> bool:
    """What visitors see everybody sees, code that runs with a role of its own (proxy role) too."""
    return "Anonymous" in rolesForPermissionOn("View", item) or may("View", item)


def guard_removal(item: Any, event: Any) -> None:
    """Nobody deletes with its container what he could not delete by itself.

    But for a whole school: who may close a portal closes it with all that is public in it.
    """
    if event.object is item or approval_workflow(item) is None:
        return
    if ISchoolRoot.providedBy(event.object):
        return
    if not may("Delete objects", item):
        raise Unauthorized(f"Not allowed to delete {item.absolute_url()}")


def guard_move(item: Any, event: Any) -> None:
    """A new name or place needs the right to change or delete the item, or to arrange sections.

    Only of what people move: events of adding and removing, and of content inside, pass. What
    belongs to a document moves by the rights on the document; what was approved for one address
    gets another by approvers only, unless its whole section does.
    """
    if event.object is not item or event.oldParent is None or event.newParent is None:
        return
    if holds_attachments(event.oldParent):
        allowed = may(MODIFY, event.oldParent)
    else:
        allowed = any(may(permission, item) for permission in MOVING)
    if not allowed or not may_take_along(item):
        raise Unauthorized(f"Not allowed to move {item.absolute_url()}")


def may_take_along(item: Any) -> bool:
    """Whether nothing that was approved leaves its place without an approver."""
    if ISection.providedBy(item) or ISchoolRoot.providedBy(item):
        return True
    tool = api.portal.get_tool("portal_workflow")
    return all(
        may(APPROVE, each)
        for each in (item, *content_below(item))
        if tool.getInfoFor(each, "review_state", None) in APPROVED_STATES
    )


def guard_copy(copy: Any, event: Any) -> None:
    """Nobody copies with its container what he could not see by itself."""
    if event.object is not copy:
        return
    for item in content_below(event.original):
        if not may_see(item):
            raise Unauthorized(f"Not allowed to copy {event.original.absolute_url()}")


def content_below(container: Any) -> Iterator[Any]:
    """All content inside of a container, nearest first."""
    if not hasattr(container, "objectValues"):
        return
    for item in container.objectValues():
        if IContentish.providedBy(item):
            yield item
            yield from content_below(item)
