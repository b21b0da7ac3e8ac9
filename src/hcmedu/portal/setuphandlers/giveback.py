"""The way back: content into the workflows of before, seen by the same people as now."""

from AccessControl.Permission import Permission
from Acquisition import aq_base
from hcmedu.portal.behaviors.section import ISection
from hcmedu.portal.setuphandlers.content import last_status
from hcmedu.portal.setuphandlers.content import reindex
from hcmedu.portal.setuphandlers.content import set_state
from hcmedu.portal.setuphandlers.content import walk
from hcmedu.portal.setuphandlers.takeover import TAKEN_OVER
from hcmedu.portal.setuphandlers.visibility import is_public
from hcmedu.portal.setuphandlers.visibility import is_state_machine
from hcmedu.portal.setuphandlers.visibility import keep
from hcmedu.portal.setuphandlers.visibility import matching_state
from hcmedu.portal.setuphandlers.visibility import Roles
from hcmedu.portal.setuphandlers.visibility import roles_that_see
from plone import api
from typing import Any
from zope.interface import noLongerProvides


#: Layouts of the add-on that content may have chosen; without it they have no view.
LAYOUTS = frozenset({"section_view", "school_home"})
#: States to prefer in a workflow of before, by the state of ours that an item leaves.
PREFERRED = {
    "published": ("published", "external", "visible"),
    "pending": ("pending", "private"),
}
PRIVATE = ("private", "draft", "internal")


def managed_permissions(workflows: list[Any]) -> frozenset[str]:
    return frozenset(name for workflow in workflows for name in workflow.permissions)


def give_back(site: Any, ours: frozenset[str], permissions: frozenset[str]) -> int:
    """Map every item that was in one of ``ours``; return how many.

    The chains of before are in force already. ``permissions``: what our workflows managed.
    """
    count = 0
    for item in walk(site):
        before = roles_that_see(item)
        unmark(item)
        if leave(item, ours, permissions, before):
            count += 1
    return count


def unmark(item: Any) -> None:
    """A section stays as a plain folder; its code stays on it, for a later installation."""
    if ISection.providedBy(item):
        noLongerProvides(item, ISection)
    drop_layout(item)


def drop_layout(item: Any) -> None:
    if getattr(aq_base(item), "layout", None) not in LAYOUTS:
        return
    if item.hasProperty("layout"):
        item._delProperty("layout")
    else:
        del item.layout


def leave(item: Any, ours: frozenset[str], permissions: frozenset[str], before: Roles) -> bool:
    """Undo what our workflows did to one item; False when there is nothing to undo."""
    left = current_of(item, ours)
    workflows = api.portal.get_tool("portal_workflow").getWorkflowsFor(item)
    workflows = [workflow for workflow in workflows if is_state_machine(workflow)]
    if left is None:
        # Content of other add-ons has its state; our attachments had none and may need one now.
        workflows = [workflow for workflow in workflows if not last_status(item, workflow.id)]
        if not workflows:
            return False
    for name in permissions:
        Permission(name, (), item).setRoles([])
    for workflow in workflows:
        enter(item, workflow, left, before)
    keep(item, before)
    reindex(item)
    return True


def current_of(item: Any, ours: frozenset[str]) -> dict[str, Any] | None:
    """The newest status in one of our workflows."""
    statuses = [status for name in ours if (status := last_status(item, name))]
    return max(statuses, key=lambda status: status["time"], default=None)


def enter(item: Any, workflow: Any, left: dict[str, Any] | None, before: Roles) -> None:
    """Back into the old state when nobody changed it since; else into one that is seen alike."""
    untouched = left is not None and left.get(TAKEN_OVER) and last_status(item, workflow.id)
    if not untouched:
        public = is_public(before)
        preferred = PREFERRED["published"] if public else _preferred_hidden(left)
        wanted = matching_state(workflow, public, preferred)
        set_state(item, workflow, wanted, "hcmedu.portal: uninstall")
    workflow.updateRoleMappingsFor(item)


def _preferred_hidden(left: dict[str, Any] | None) -> tuple[str, ...]:
    state = left["review_state"] if left else None
    return PREFERRED["pending"] if state == "pending" else PRIVATE
