"""Who may make, open and cancel a working copy; the messages that say why not."""

from AccessControl import getSecurityManager
from hcmedu.portal import _
from hcmedu.portal.editorial.chains import approval_workflow
from hcmedu.portal.editorial.copies.links import baseline_of
from hcmedu.portal.editorial.copies.links import checkout_of
from hcmedu.portal.editorial.copies.links import working_copy_of
from hcmedu.portal.editorial.copies.locks import editing_lock
from hcmedu.portal.editorial.reason import full_name
from hcmedu.portal.editorial.reason import local_time
from plone.app.iterate.permissions import CheckoutPermission
from plone.locking.interfaces import ILockable
from typing import Any


#: Cancel working copies and release locks of other people: board head and administrator.
RELEASE = "hcmedu.portal: Release working copies and locks"
MODIFY = "Modify portal content"
#: States in which an item is changed through a working copy only.
BEFORE_VISITORS = frozenset({"published"})
NOT_PUBLISHED = _("Only published content is changed in a working copy.")
NOT_BY_HAND = _("A working copy replaces the original when the board head approves it.")


def may(permission: str, item: Any) -> bool:
    return bool(getSecurityManager().checkPermission(permission, item))


def may_check_out(item: Any) -> bool:
    """Whether the user may have a working copy of the item, if nobody has one."""
    return approval_workflow(item) is not None and may(CheckoutPermission, item)


def can_check_out(item: Any) -> bool:
    """Whether he may make one now."""
    return may_check_out(item) and obstacle(item) is None


def obstacle(item: Any) -> str | None:
    """Message: what keeps everybody from making a working copy of the item now."""
    workflow = approval_workflow(item)
    if workflow is None or baseline_of(item) is not None:
        return NOT_PUBLISHED
    copy = working_copy_of(item)
    if copy is not None:
        return taken(copy)
    if workflow.getInfoFor(item, "review_state", "") not in BEFORE_VISITORS:
        return NOT_PUBLISHED
    return None


def taken(copy: Any) -> str:
    """Message: who has the working copy, since when."""
    checkout = checkout_of(copy)
    return _(
        "${name} has had a working copy of this item since ${time}.",
        mapping={"name": full_name(checkout.user_id), "time": local_time(checkout.time)},
    )


def may_open(copy: Any) -> bool:
    """Whether the user may go on working at this working copy."""
    return may(MODIFY, copy)


def may_cancel(copy: Any) -> bool:
    """Whoever may delete the draft (its maker, the section's editor); the head at any time."""
    if baseline_of(copy) is None:
        return False
    return may("Delete objects", copy) or may(RELEASE, copy)


def may_release(item: Any) -> bool:
    """Whether the user may end the lock of a person who has the item open.

    Who may edit takes a lock over, unless its owner marked it as not to be stolen; so Plone has it.
    """
    if editing_lock(item) is None:
        return False
    return may(RELEASE, item) or (may(MODIFY, item) and ILockable(item).stealable())
