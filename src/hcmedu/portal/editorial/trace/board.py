"""Who may what: groups of the board, local roles, settings."""

from Acquisition import aq_base
from collections.abc import Iterator
from collections.abc import Mapping
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.editorial.trace.writing import record
from hcmedu.portal.school.interfaces import ISchoolRoot
from plone import api
from typing import Any
from ZODB.POSException import POSKeyError
from zope.component.hooks import getSite


LOCAL_ROLES = "__ac_local_roles__"
BLOCK = "__ac_local_roles_block__"
#: Roles that decide, set up, handle what visitors send in, or read what no visitor reads.
POWERS = frozenset({"Reviewer", "Site Administrator", "School Clerk", "School Supervisor"})


def joined(event: Any) -> None:
    membership_changed(event, "join-group")


def left(event: Any) -> None:
    membership_changed(event, "leave-group")


def membership_changed(event: Any, action: str) -> None:
    """Of the groups that have power in a school; others are none of the log's business."""
    for root in school_roots():
        name = group_name(root, str(event.group_id))
        if name:
            member = str(event.principal)
            record(root, action, group=name, member=member, member_name=name_of(member))


def group_name(root: Any, group_id: str) -> str:
    """The board's name of a group; the title of another with a role of the board, there or on the
    whole site; else empty."""
    names = {each: name for name, each in group_ids(root).items()}
    if group_id in names:
        return names[group_id]
    group = api.group.get(groupname=group_id)
    roles = {*root.get_local_roles_for_userid(group_id), *(group.getRoles() if group else ())}
    return name_of(group_id) if roles & POWERS else ""


def school_roots() -> Iterator[Any]:
    """The site, where it is a school root, and the schools in it, whatever the user may see."""
    site = getSite()
    if site is None:
        return
    if ISchoolRoot.providedBy(site):
        yield site
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        object_provides=ISchoolRoot.__identifier__
    )
    for brain in brains:
        root = brain._unrestrictedGetObject()
        if aq_base(root) is not aq_base(site):
            yield root


def name_of(principal_id: str) -> str:
    """Full name of a user, title of a group; the id where there is none."""
    user = api.user.get(userid=principal_id)
    if user is not None:
        return str(user.getProperty("fullname", "") or principal_id)
    group = api.group.get(groupname=principal_id)
    return str((group and group.getProperty("title", "")) or principal_id)


def shared(item: Any, event: Any) -> None:
    """``ILocalrolesModifiedEvent``: local roles set on the sharing page or through REST."""
    before, now = stored_state(item), aq_base(item).__dict__
    changes = role_changes(before.get(LOCAL_ROLES), now.get(LOCAL_ROLES))
    inherited = not now.get(BLOCK)
    details = {"inherit": inherited} if inherited == bool(before.get(BLOCK)) else {}
    record(item, "share", roles=changes or None, **details)


def stored_state(item: Any) -> Mapping[str, Any]:
    """The item's attributes as they were when the transaction began; empty for a new one."""
    base = aq_base(item)
    if base._p_jar is None or not base._p_serial.strip(b"\0"):
        return {}
    try:
        return base._p_jar.oldstate(base, base._p_serial)
    except POSKeyError:
        # A storage without history may have let the former state go.
        return {}


def role_changes(before: Any, now: Any) -> dict[str, dict[str, list[str]]]:
    """``added`` and ``removed`` roles by principal."""
    former, current = dict(before or {}), dict(now or {})
    changes = {}
    for principal in sorted({*former, *current}):
        old, new = set(former.get(principal, ())), set(current.get(principal, ()))
        if old != new:
            changes[principal] = {"added": sorted(new - old), "removed": sorted(old - new)}
    return changes


def settings_changed(event: Any) -> None:
    """``ISettingsChanged``: which fields, and their new values where these are plain."""
    plain = {k: v for k, v in event.values.items() if isinstance(v, bool | int | str)}
    record(event.object, "settings", fields=sorted(event.values), values=plain or None)
