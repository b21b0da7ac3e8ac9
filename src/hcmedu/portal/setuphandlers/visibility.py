"""Who may see an item, and how to keep exactly that while its workflow changes."""

from AccessControl.PermissionRole import rolesForPermissionOn
from Products.DCWorkflow.DCWorkflow import DCWorkflowDefinition
from typing import Any


VIEW = "View"
#: What decides whether an item, and its title in a listing, is seen.
SEEING = (VIEW, "Access contents information")
#: The state of one of the add-on's workflows that visitors see.
PUBLIC = "published"

Roles = dict[str, frozenset[str]]


def roles_that_see(item: Any) -> Roles:
    """Roles by permission, with what is acquired; ``Anonymous`` stands for everybody."""
    return {name: effective_roles(name, item) for name in SEEING}


def effective_roles(permission: str, item: Any) -> frozenset[str]:
    roles = frozenset(rolesForPermissionOn(permission, item))
    return frozenset({"Anonymous"}) if "Anonymous" in roles else roles


def is_public(roles: Roles) -> bool:
    return "Anonymous" in roles[VIEW]


def keep(item: Any, before: Roles) -> bool:
    """Write onto the item itself what its state does not express; True when that was needed.

    It stands until the next transition, which applies the rights of the new state as usual.
    """
    kept = False
    for name, roles in before.items():
        if effective_roles(name, item) != roles:
            item.manage_permission(name, sorted(roles), acquire=0)
            kept = True
    return kept


def states_by_publicity(workflow: Any) -> tuple[list[str], list[str]]:
    """States of a DCWorkflow that visitors see, and those that they do not see.

    A workflow that does not manage View leaves visibility to the parent: no state counts as public.
    """
    public, hidden = [], []
    for state_id, state in workflow.states.items():
        roles = (state.permission_roles or {}).get(VIEW, ())
        (public if "Anonymous" in roles else hidden).append(state_id)
    return public, hidden


def matching_state(workflow: Any, public: bool, preferred: tuple[str, ...]) -> str:
    """A state as visible as wanted: a preferred one, else the initial one, else the first.

    Where the workflow has no such state its initial state is taken; ``keep`` does the rest.
    """
    shown, hidden = states_by_publicity(workflow)
    candidates = shown if public else hidden
    for name in (*preferred, workflow.initial_state):
        if name in candidates:
            return name
    return candidates[0] if candidates else workflow.initial_state


def is_state_machine(workflow: Any) -> bool:
    return isinstance(workflow, DCWorkflowDefinition)
