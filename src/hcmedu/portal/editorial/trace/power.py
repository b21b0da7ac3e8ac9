"""Who decides, sets up or handles in a school: by local roles, by groups in groups, by the site."""

from collections.abc import Iterable
from plone import api
from Products.PluggableAuthService.PropertiedUser import PropertiedUser
from typing import Any


#: Roles that decide, set up, handle what visitors send in, or read what no visitor reads;
#: ``Manager`` does all but decide.
POWERS = frozenset(
    {"Manager", "Reviewer", "Site Administrator", "School Clerk", "School Supervisor"}
)


def has_power(root: Any, principal_id: str) -> bool:
    """Of a user or group, there or gone: its own roles and those of all groups that it is in.

    Who is deleted and made anew under the same id is in the same groups again.
    """
    return bool(POWERS.intersection(roles_of(root, groups_above(principal_id))))


def groups_above(principal_id: str) -> set[str]:
    """The principal and every group that holds it, be it through another group."""
    users = api.portal.get_tool("acl_users")
    found, rest = {principal_id}, [principal_id]
    while rest:
        principal = PropertiedUser(rest.pop()).__of__(users)
        new = set(users._getGroupsForPrincipal(principal)) - found
        found |= new
        rest += new
    return found


def roles_of(root: Any, principals: Iterable[str]) -> set[str]:
    """On the whole site and on this root."""
    found: set[str] = set()
    for each in principals:
        found.update(root.get_local_roles_for_userid(each))
        for manager in role_managers():
            found.update(manager._principal_roles.get(each, ()))
    return found


def role_managers() -> list[Any]:
    """Plugins that store roles on the whole site by principal."""
    plugins = api.portal.get_tool("acl_users").objectValues()
    return [each for each in plugins if hasattr(each, "_principal_roles")]
