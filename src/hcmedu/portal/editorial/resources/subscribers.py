"""What befalls an item befalls what it uses: transitions, changes, check-in, deletion."""

from collections.abc import Iterable
from hcmedu.portal import _
from hcmedu.portal.editorial.chains import APPROVAL_WORKFLOWS
from hcmedu.portal.editorial.chains import holds_attachments
from hcmedu.portal.editorial.resources import along
from hcmedu.portal.editorial.resources.links import is_resource
from hcmedu.portal.editorial.resources.references import state_of
from hcmedu.portal.editorial.resources.references import unique
from hcmedu.portal.editorial.resources.references import used_by_item
from hcmedu.portal.editorial.resources.review import may_go_along
from hcmedu.portal.editorial.resources.states import bring
from hcmedu.portal.editorial.resources.states import goes_with_item
from hcmedu.portal.editorial.resources.states import RETURNABLE
from hcmedu.portal.editorial.resources.states import settle
from plone.uuid.interfaces import IUUID
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any
from zope.container.interfaces import IContainerModifiedEvent
from zope.globalrequest import getRequest
from zope.i18n import translate


UNDER_REVIEW = _(
    "“${title}” uses it and is under review: it goes back with that item, not by itself."
)


# Transitions -------------------------------------------------------------------------------------


def transition_made(item: Any, event: Any) -> None:
    """``IAfterTransitionEvent``: what the item uses goes its way."""
    if event.workflow.id not in APPROVAL_WORKFLOWS:
        return
    if is_resource(item):
        resource_moved(item, event)
    elif event.transition is None or event.new_state.getId() not in along.ACTIVE:
        release(item)
        if event.transition is not None and event.transition.id == "revise":
            take_back(item)
    elif event.transition.id == "submit":
        used = used_by_item(item)
        if used:
            hold(item, (each for each in used if may_go_along(each)))
    else:
        settle(along.taken_along(item), item)


def hold(item: Any, wanted: Iterable[Any]) -> None:
    """These and no others go the way of the item from now on."""
    chosen = unique(list(wanted))
    kept = {IUUID(each) for each in chosen}
    dropped = [each for each in along.taken_along(item) if IUUID(each) not in kept]
    for resource in chosen:
        along.take_along(item, resource)
    along.let_go([item], dropped)
    settle([*chosen, *dropped], item)


def release(item: Any) -> None:
    """Nothing goes the way of the item any more."""
    resources = along.taken_along(item)
    if resources:
        along.let_go([item], resources)
        settle(resources, item)


def take_back(item: Any) -> None:
    """The author revises what was taken down: the pictures that went down with it, too."""
    for resource in used_by_item(item):
        down = state_of(resource) == "withdrawn" and along.is_by_use(resource)
        if down and not along.takers(resource) and may_go_along(resource):
            bring(resource, "draft", item)


def resource_moved(resource: Any, event: Any) -> None:
    """A person changed the state of a resource itself: from now on that is its own.

    What was taken down by itself comes back by itself only, whichever items still use it.
    """
    if goes_with_item(event):
        return
    if event.transition is None or event.new_state.getId() in ("withdrawn", "draft"):
        along.let_go(along.takers(resource), [resource])
    if along.forget_own_state(resource):
        resource.reindexObject(idxs=["by_use"])


def refuse_way_back(resource: Any, event: Any) -> None:
    """``IBeforeTransitionEvent``: nobody takes a picture out of a text that is under review.

    He could change it then, while the head reads the text.
    """
    if event.transition is None or event.workflow.id not in APPROVAL_WORKFLOWS:
        return
    if goes_with_item(event) or event.new_state.getId() != "draft":
        return
    if event.old_state.getId() not in RETURNABLE:
        return
    for item in along.takers(resource):
        if state_of(item) in RETURNABLE:
            message = _(UNDER_REVIEW, mapping={"title": item.Title()})
            raise WorkflowException(translate(message, context=getRequest()))


# Changes -----------------------------------------------------------------------------------------


def item_changed(item: Any, event: Any) -> None:
    """``IObjectModifiedEvent`` of an item under review, or of one that a check-in renewed.

    Under review the rights of who changed it decide. To what is approved nothing is added but
    what is public anyway: only a new approval brings more.
    """
    if IContainerModifiedEvent.providedBy(event) or is_resource(item):
        return
    state = state_of(item)
    if state not in along.ACTIVE:
        return
    used, held = used_by_item(item), {IUUID(each) for each in along.taken_along(item)}
    if used or held:
        hold(item, (each for each in used if IUUID(each) in held or may_join(each, state)))


def may_join(resource: Any, state: str) -> bool:
    if state == "pending":
        return may_go_along(resource)
    return state_of(resource) == "published"


def checked_in(event: Any) -> None:
    """``ICheckinEvent``: what was approved with the working copy goes with the original now.

    Before the copy is merged and deleted; ``item_changed`` drops what the new text no longer uses.
    """
    working_copy, baseline = event.object, event.baseline
    if is_resource(working_copy) or state_of(working_copy) != "approved":
        return
    if state_of(baseline) not in along.ACTIVE:
        return  # withdrawn meanwhile: its text is replaced, nothing becomes public
    resources = along.taken_along(working_copy)
    for resource in resources:
        along.take_along(baseline, resource)
    settle(resources, baseline)


# Places ------------------------------------------------------------------------------------------


def content_removed(content: Any, event: Any) -> None:
    """``IObjectWillBeRemovedEvent``: of an item, or of a resource."""
    if is_resource(content):
        along.let_go(along.takers(content), [content])
        return
    resources = along.taken_along(content)
    along.let_go([content], resources)
    settle((each for each in resources if not lies_in(each, event.object)), content)


def lies_in(content: Any, container: Any) -> bool:
    """Whether it is removed in the same breath."""
    above = container.getPhysicalPath()
    return content.getPhysicalPath()[: len(above)] == above


def resource_placed(resource: Any, event: Any) -> None:
    """``IObjectMovedEvent``: an attachment goes the way of its document only."""
    if event.object is resource and holds_attachments(event.newParent):
        along.let_go(along.takers(resource), [resource])
        along.forget_own_state(resource)
