"""Accounts of those who have power: who made, opened or changed one could act as its owner.

An administrator sets passwords and roles; what he does with them stands in the log, so that the
board head sees who could have signed in as him (4210/GDĐT-TTTT III.5: approval is the head's).
Plone tells events of some of these deeds only, so what ``acl_users`` stores is compared with what
it held before the transaction: that holds for every page, service and tool.
"""

from BTrees.OOBTree import OOBucket
from collections.abc import Iterator
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.editorial.trace.board import group_name
from hcmedu.portal.editorial.trace.board import name_of
from hcmedu.portal.editorial.trace.board import role_changes
from hcmedu.portal.editorial.trace.board import school_roots
from hcmedu.portal.editorial.trace.power import has_power
from hcmedu.portal.editorial.trace.power import POWERS
from hcmedu.portal.editorial.trace.writing import record
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone import api
from typing import Any
from zope.component.hooks import getSite

import transaction


#: Trees of the plugins of ``acl_users``: values by user or group.
ROLES, PASSWORDS, PROPERTIES = "_principal_roles", "_user_passwords", "_storage"
#: What of an account is told of: a new password is sent to the address, the log calls by the name.
TOLD = ("email", "fullname")


def group_gone(event: Any) -> None:
    """``IGroupDeletedEvent``: who makes a group of that id anew has its rights again."""
    group_id = str(event.principal)
    for root in school_roots():
        if group_id in group_ids(root).values() or has_power(root, group_id):
            record(root, "delete-group", group=group_name(root, group_id))


def before_commit(event: Any) -> None:
    """``IPubBeforeCommit``: tell what this request has done to accounts."""
    if not IHcmeduPortalLayer.providedBy(event.request):
        return
    registered = getSite()._p_jar._registered_objects
    for name, tree in trees() if registered else ():
        if is_touched(tree, registered):
            TELLING[name](committed(tree), dict(tree))


def trees() -> Iterator[tuple[str, Any]]:
    for plugin in api.portal.get_tool("acl_users").objectValues():
        found = {name: plugin.__dict__.get(name) for name in TELLING}
        yield from ((name, tree) for name, tree in found.items() if hasattr(tree, "_p_oid"))


def is_touched(tree: Any, registered: list[Any]) -> bool:
    """Whether the tree is among what was changed, or a bucket that may be one of its own."""
    if not tree._p_oid:
        return False
    buckets = (each for each in registered if isinstance(each, OOBucket) and len(each))
    firsts = (bucket.minKey() for bucket in buckets)
    return any(each is tree for each in registered) or any(
        isinstance(key, str) and key in tree for key in firsts
    )


def committed(tree: Any) -> dict[str, Any]:
    """What the tree held before this transaction; read by a connection of its own."""
    manager = transaction.TransactionManager()
    connection = tree._p_jar.db().open(manager)
    try:
        return dict(connection.get(tree._p_oid))
    finally:
        manager.abort()
        connection.close()


def tell_roles(before: dict[str, Any], now: dict[str, Any]) -> None:
    """Roles on the whole site, of users and groups; those without power are not told."""
    changes = {}
    for who, change in role_changes(before, now).items():
        kept = {how: [role for role in roles if role in POWERS] for how, roles in change.items()}
        if any(kept.values()):
            changes[who] = kept
    for root in school_roots() if changes else ():
        record(root, "site-roles", roles=changes)


def tell_passwords(before: dict[str, Any], now: dict[str, Any]) -> None:
    """Whose account was made, opened or deleted; its groups keep the id of one that is gone."""
    for user_id in sorted(before.keys() - now.keys()):
        tell(user_id, "delete-account")
    for user_id in sorted(now.keys() - before.keys()):
        tell(user_id, "create-account")
    for user_id in sorted(before.keys() & now.keys()):
        if before[user_id] != now[user_id]:
            tell(user_id, "password")


def tell_properties(before: dict[str, Any], now: dict[str, Any]) -> None:
    for user_id in sorted(now):
        old, new = before.get(user_id, {}), now[user_id]
        fields = [name for name in TOLD if old.get(name) != new.get(name)]
        if fields:
            tell(user_id, "account", account_fields=fields)


def tell(user_id: str, action: str, **details: Any) -> None:
    """In the log of each school where this person has power."""
    for root in school_roots():
        if has_power(root, user_id):
            record(root, action, account=user_id, account_name=name_of(user_id), **details)


TELLING = {ROLES: tell_roles, PASSWORDS: tell_passwords, PROPERTIES: tell_properties}
