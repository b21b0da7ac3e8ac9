"""What happens to a working copy and its original besides what people do with them."""

from hcmedu.portal import _
from hcmedu.portal.editorial.chains import APPROVAL_WORKFLOWS
from hcmedu.portal.editorial.copies.links import baseline_of
from hcmedu.portal.editorial.copies.links import unlink
from hcmedu.portal.editorial.copies.links import working_copy_of
from hcmedu.portal.editorial.copies.locks import forget_lockable
from hcmedu.portal.editorial.copies.rights import taken
from OFS.interfaces import IObjectClonedEvent
from plone import api
from plone.app.iterate.interfaces import IBaseline
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.app.iterate.interfaces import IWorkingCopy
from plone.locking.interfaces import ILockable
from Products.CMFCore.WorkflowCore import ObjectDeleted
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import noLongerProvides

import transaction


#: States of an original into which an approved copy comes in; there nobody edits it otherwise.
REPLACEABLE = frozenset({"published", "withdrawn"})


def approved(copy: Any, event: Any) -> None:
    """The board head approved a working copy: it replaces the original at once.

    Registered for the marker that stands on the object itself, so that it comes after every other
    subscriber. The workflow tool is told that the copy is gone, and hands out the original as the
    result of the transition.
    """
    if event.workflow.id not in APPROVAL_WORKFLOWS or event.new_state.id != "approved":
        return
    if event.transition is None or baseline_of(copy) is None:
        return
    comment = (event.kwargs or {}).get("comment") or translate(
        _("Replaced by a working copy"), context=getRequest()
    )
    try:
        original = ICheckinCheckoutPolicy(copy).checkin(comment)
    except Exception:
        # Bulk actions go on after an error: half a replacement must never be stored.
        transaction.doom()
        raise
    raise ObjectDeleted(original)


def check_original(copy: Any, event: Any) -> None:
    """Veto the approval while the original is in a state in which people edit it."""
    original = baseline_of(copy)
    if event.transition is None or event.transition.id != "approve" or original is None:
        return
    if api.content.get_state(original, default=None) not in REPLACEABLE:
        _refuse(_("The original is neither published nor withdrawn: it can't be replaced now."))


def check_revision(original: Any, event: Any) -> None:
    """Veto ``revise`` of a withdrawn item: two drafts of one item would overwrite each other."""
    if event.transition is None or event.transition.id != "revise":
        return
    copy = working_copy_of(original)
    if copy is not None:
        _refuse(taken(copy))


def _refuse(message: str) -> None:
    """Translated here, since the workflow tool hands exceptions on as bare text."""
    raise WorkflowException(translate(message, context=getRequest()))


def checked_out(event: Any) -> None:
    """``ICheckoutEvent``."""
    tell_catalog(event.object)


def checked_in(event: Any) -> None:
    """``IAfterCheckinEvent``, after the stock subscribers."""
    forget_lockable(event.object)
    tell_catalog(event.object)


def cancelled(event: Any) -> None:
    """``ICancelCheckoutEvent``: the working copy is being deleted, by whatever way."""
    unlink(event.object)
    forget_lockable(event.baseline)
    tell_catalog(event.baseline)


def original_removed(original: Any, event: Any) -> None:
    """The original is being deleted: its working copy becomes an item of its own.

    It stays in its state. Should it be approved, it waits for publication as every new item does.
    """
    copy = working_copy_of(original)
    noLongerProvides(original, IBaseline)
    if copy is None:
        return
    unlink(copy)
    noLongerProvides(copy, IWorkingCopy)
    forget_lockable(copy)
    tell_catalog(copy)


def duplicated(item: Any, event: Any) -> None:
    """A copy that somebody made of a working copy or of an original is neither of them.

    ``IObjectCopiedEvent`` tells it of the copy itself, before it is added; ``IObjectClonedEvent``
    of what lies inside of a copied container as well.
    """
    for marker in (IWorkingCopy, IBaseline):
        if marker.providedBy(item):
            noLongerProvides(item, marker)
    lockable = ILockable(item, None)
    if lockable is not None:
        lockable.clear_locks()
    forget_lockable(item)
    if IObjectClonedEvent.providedBy(event):
        tell_catalog(item)


def tell_catalog(item: Any) -> None:
    """What lists show of a working copy or its original; the modification date stays."""
    item.reindexObject(idxs=["object_provides"])
