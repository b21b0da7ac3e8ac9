"""Vetoes for what acts on a whole container: its content keeps the rights that it has itself.

Plone asks for the permission on the container only. An editor could otherwise delete published
content together with the folder around it, or read other people's drafts in a copy of a section.
"""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from AccessControl.PermissionRole import rolesForPermissionOn
from collections.abc import Iterator
from hcmedu.portal.editorial.chains import approval_workflow
from Products.CMFCore.interfaces import IContentish
from typing import Any


def may(permission: str, item: Any) -> bool:
    return bool(getSecurityManager().checkPermission(permission, item))


def may_see(item: Any) -> bool:
    """What visitors see everybody sees, code that runs with a role of its own (proxy role) too."""
    return "Anonymous" in rolesForPermissionOn("View", item) or may("View", item)


def guard_removal(item: Any, event: Any) -> None:
    """Nobody deletes with its container what he could not delete by itself."""
    if event.object is item or approval_workflow(item) is None:
        return
    if not may("Delete objects", item):
        raise Unauthorized(f"Not allowed to delete {item.absolute_url()}")


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
