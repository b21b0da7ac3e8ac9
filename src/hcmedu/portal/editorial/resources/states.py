"""Bring resources into the state of the items that use them.

This is trusted code: the person acts on the item, and by that on what it uses. Each step is a
transition of the resource's own workflow, with its events; its history names the person and the
item.
"""

from collections.abc import Iterable
from hcmedu.portal import _
from hcmedu.portal.editorial.authorship import authorship
from hcmedu.portal.editorial.chains import approval_workflow
from hcmedu.portal.editorial.resources import along
from plone import api
from plone.uuid.interfaces import IUUID
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any
from zope.globalrequest import getRequest
from zope.i18n import translate


#: Argument of the transitions made here: UID of the item on whose way the resource goes.
WITH_ITEM = "with_item"
#: The round of an item: each state with the transition that leads on from it.
ROUND = (
    ("draft", "submit"),
    ("pending", "approve"),
    ("approved", "publish"),
    ("published", "withdraw"),
    ("withdrawn", "revise"),
)
STATES = tuple(state for state, _action in ROUND)
CHANGED = _("“${title}” was changed after its approval: return the item, and approve it again.")
#: States from which ``return`` leads back to the draft.
RETURNABLE = frozenset({"pending", "approved"})


def goes_with_item(event: Any) -> bool:
    """Whether a transition event comes from here, not from a person's act on the resource."""
    return WITH_ITEM in (event.kwargs or {})


def settle(resources: Iterable[Any], item: Any) -> None:
    """Bring each resource into the state in which it belongs, because of what befell the item."""
    for resource in resources:
        wanted = along.may_become(resource)
        if wanted is not None:
            bring(resource, wanted, item)


def bring(resource: Any, wanted: str, item: Any) -> None:
    now = along.state_of(resource)
    if now == wanted:
        return
    along.keep_own_state(resource)
    for action in way(now, wanted):
        perform(resource, action, item)
    if not along.is_by_use(resource):
        along.forget_own_state(resource)
    resource.reindexObject(idxs=["by_use"])


def way(now: str, wanted: str) -> list[str]:
    """The transitions from one state to another; forward in the round, or back to the draft."""
    start, end = STATES.index(now), STATES.index(wanted)
    if start <= end:
        return [action for _state, action in ROUND[start:end]]
    if now in RETURNABLE:
        return ["return", *way("draft", wanted)]
    return [*(action for _state, action in ROUND[start:]), *way("draft", wanted)]


def perform(resource: Any, action: str, item: Any) -> None:
    """One transition, without asking the guards that are there for persons.

    Only what they protect is asked again: nothing is published but what was approved.
    """
    if action == "publish" and not authorship(resource).is_as_approved:
        message = _(CHANGED, mapping={"title": resource.Title()})
        raise WorkflowException(translate(message, context=getRequest()))
    tool = api.portal.get_tool("portal_workflow")
    workflow = approval_workflow(resource)
    arguments = {"comment": comment_on(item), WITH_ITEM: IUUID(item)}
    tool._invokeWithNotification(
        [workflow],
        resource,
        action,
        workflow._changeStateOf,
        (resource, workflow.transitions[action], arguments),
        {},
    )


def comment_on(item: Any) -> str:
    """Stored text, so in the site's language."""
    message = _("with “${title}”", mapping={"title": item.Title()})
    return translate(message, target_language=api.portal.get_default_language())
