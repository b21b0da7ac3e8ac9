"""Who wrote an item, who changed it last, and which revision of it was approved.

Kept with the item as one plain dict in its annotations, so that it costs no object of its own.
A change of an attachment is a change of the document that holds it. Four eyes
(``approval``) and the publication of exactly what was approved rest on it.
"""

from AccessControl import getSecurityManager
from Acquisition import aq_inner
from Acquisition import aq_parent
from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from hcmedu.portal.editorial.chains import approval_workflow
from hcmedu.portal.editorial.chains import holds_attachments
from hcmedu.portal.editorial.chains import start
from plone.base.interfaces import IPloneSiteRoot
from typing import Any
from z3c.relationfield.interfaces import IRelationBrokenEvent
from zope.annotation.interfaces import IAnnotations
from zope.container.interfaces import IContainerModifiedEvent
from zope.lifecycleevent.interfaces import IObjectAddedEvent


AUTHORSHIP_KEY = "hcmedu.portal.authorship"
#: States that nobody but an approver brings content into.
APPROVED_STATES = frozenset({"approved", "published"})
APPROVE = "hcmedu.portal: Approve content"


@dataclass(frozen=True)
class Authorship:
    """``first``/``last``: user ids; ``revision`` grows with each change and is never used twice.

    An item from before the add-on has revision 0 and nobody's name.
    """

    first: str | None = None
    last: str | None = None
    changed: datetime | None = None
    revision: int = 0
    approved_revision: int | None = None
    approved_by: str | None = None

    @property
    def is_as_approved(self) -> bool:
        """Unchanged since its approval; also what was there before approvals were recorded."""
        return self.revision == (self.approved_revision or 0)


def authorship(item: Any) -> Authorship:
    """The record of an item; an attachment has the one of its document."""
    stored = IAnnotations(subject_of(item)).get(AUTHORSHIP_KEY)
    return Authorship(**stored) if stored else Authorship()


def subject_of(item: Any) -> Any:
    """What is reviewed: the item, or the document that it is attached to."""
    parent = aq_parent(aq_inner(item))
    return parent if parent is not None and holds_attachments(parent) else item


def touch(item: Any, user_id: str | None = None) -> Authorship:
    """The item (or what it is attached to) was changed by that person, by default the user."""
    subject = subject_of(item)
    before = authorship(subject)
    who = user_id or current_user_id()
    return store(
        subject,
        first=before.first or who,
        last=who,
        changed=now(),
        revision=next_revision(before.revision),
        approved_revision=before.approved_revision,
        approved_by=before.approved_by,
    )


def begin(item: Any, user_id: str | None = None) -> Authorship:
    """The item came into being here: created, copied or imported by that person."""
    who = user_id or current_user_id()
    return store(item, first=who, last=who, changed=now(), revision=next_revision(0))


def approved(item: Any, user_id: str | None = None) -> Authorship:
    """The item as it is now was approved by that person."""
    before = authorship(item)
    return store(
        item,
        first=before.first,
        last=before.last,
        changed=before.changed,
        revision=before.revision,
        approved_revision=before.revision,
        approved_by=user_id or current_user_id(),
    )


def store(item: Any, **values: Any) -> Authorship:
    IAnnotations(item)[AUTHORSHIP_KEY] = values
    return Authorship(**values)


def forget(item: Any) -> None:
    IAnnotations(item).pop(AUTHORSHIP_KEY, None)


def next_revision(previous: int) -> int:
    """Microseconds since 1970: never used twice, not even after an older version was restored."""
    return max(int(now().timestamp() * 1_000_000), previous + 1)


def now() -> datetime:
    return datetime.now(UTC)


def current_user_id() -> str | None:
    return getSecurityManager().getUser().getId()


# Subscribers -------------------------------------------------------------------------------------


def item_changed(item: Any, event: Any) -> None:
    """``IObjectModifiedEvent``; what is put into a container tells so by an event of its own.

    That something else was deleted, to which the item relates, is no change of the item.
    """
    others = (IContainerModifiedEvent, IRelationBrokenEvent)
    if not any(each.providedBy(event) for each in others):
        touch(item)


def item_placed(item: Any, event: Any) -> None:
    """``IObjectMovedEvent``: added, moved, removed; also with the container around it."""
    if IPloneSiteRoot.providedBy(item):
        return  # comes into being before there is a site to ask for workflows
    if event.newParent is not None and IObjectAddedEvent.providedBy(event):
        begin(item)
        refuse_foreign_approval(item)
    if event.object is not item:
        return
    for parent in (event.oldParent, event.newParent):
        if parent is not None and holds_attachments(parent):
            touch(parent)


def refuse_foreign_approval(item: Any) -> None:
    """What is imported or restored with a public state starts as a draft, but for approvers."""
    workflow = approval_workflow(item)
    if workflow is None:
        return
    state = workflow.getInfoFor(item, "review_state", "")
    if state in APPROVED_STATES and not may_approve_here(item):
        start(item)


def may_approve_here(item: Any) -> bool:
    return bool(getSecurityManager().checkPermission(APPROVE, item))
