"""Attachments of a working copy: copies of the original's, and on approval the original's own.

The storage of the relation remembers which copy came from which attachment (UID → UID). So a
changed attachment keeps its address and its UID, and links to it stay whole.
"""

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Mapping
from hcmedu.portal.editorial.chains import holds_attachments
from hcmedu.portal.editorial.copies.fields import transfer
from hcmedu.portal.editorial.copies.values import References
from OFS.event import ObjectWillBeMovedEvent
from plone.app.redirector.interfaces import IRedirectionStorage
from plone.dexterity.interfaces import IDexterityContainer
from plone.dexterity.interfaces import IDexterityContent
from plone.dexterity.interfaces import IDexterityFTI
from plone.dexterity.utils import addContentToContainer
from plone.folder.interfaces import IExplicitOrdering
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.component import createObject
from zope.component import getUtility
from zope.component import queryUtility
from zope.container.contained import notifyContainerModified
from zope.container.interfaces import INameChooser
from zope.event import notify
from zope.interface import alsoProvides
from zope.lifecycleevent import ObjectCreatedEvent
from zope.lifecycleevent import ObjectModifiedEvent
from zope.lifecycleevent import ObjectMovedEvent


#: An attachment and its counterpart at the other end.
Pair = tuple[Any, Any]


def attachments(holder: Any) -> list[Any]:
    """Files and images of an item that holds attachments, in their order; else nothing."""
    if not holds_attachments(holder):
        return []
    return [child for child in holder.objectValues() if IDexterityContent.providedBy(child)]


def duplicate(source: Any, container: Any, new_id: str, *markers: Any) -> Any:
    """A new object with the content of ``source``, added to the container by the current user."""
    fti = getUtility(IDexterityFTI, name=source.portal_type)
    copy = createObject(fti.factory)
    copy.portal_type = source.portal_type
    copy.id = new_id
    alsoProvides(copy, *markers)
    transfer(source, copy.__of__(container))
    copy.effective_date = source.effective_date  # shown; the original keeps its own
    notify(ObjectCreatedEvent(copy))
    return addContentToContainer(container, copy, checkConstraints=False)


def copy_attachments(original: Any, copy: Any) -> list[Pair]:
    """Give the working copy its own attachments; (of the original, of the copy)."""
    return [(each, duplicate(each, copy, each.getId())) for each in attachments(original)]


def partners_of(copy: Any, original: Any, pairs: Mapping[str, str]) -> list[Pair]:
    """(of the copy, of the original) for each attachment that has its counterpart.

    ``pairs``: UIDs as the checkout noted them. One that was removed and uploaded again under the
    same name is a changed one.
    """
    mine, theirs = attachments(copy), {IUUID(each): each for each in attachments(original)}
    found = [(each, theirs.pop(pairs[IUUID(each)])) for each in mine if _known(each, pairs, theirs)]
    had = set(pairs.values())
    left = {(e.getId(), e.portal_type): e for uid, e in theirs.items() if uid in had}
    matched = {IUUID(each) for each, _partner in found}
    for each in mine:
        key = (each.getId(), each.portal_type)
        if IUUID(each) not in matched and key in left:
            found.append((each, left.pop(key)))
    return found


def _known(attachment: Any, pairs: Mapping[str, str], theirs: Mapping[str, Any]) -> bool:
    partner = theirs.get(pairs.get(IUUID(attachment), ""))
    return partner is not None and partner.portal_type == attachment.portal_type


def merge_attachments(
    copy: Any, original: Any, pairs: Mapping[str, str], partners: list[Pair], known: References
) -> None:
    """Make the original's attachments those of the working copy: changed, new, removed, reordered.

    A new one moves over with its UID. What came to the original by other ways since the checkout
    stays, after the others.
    """
    by_uid = {IUUID(each): partner for each, partner in partners}
    _remove(original, set(pairs.values()) - {IUUID(partner) for partner in by_uid.values()})
    order = []
    for attachment in attachments(copy):
        partner = by_uid.get(IUUID(attachment))
        if partner is None:
            partner = move(attachment, original)
            forget_owner(partner)
        elif transfer(attachment, partner, known):
            notify(ObjectModifiedEvent(partner))
        order.append(partner.getId())
    arrange(original, order)


def _remove(original: Any, uids: set[str]) -> None:
    for name in [each.getId() for each in attachments(original) if IUUID(each) in uids]:
        original._delObject(name)


def move(item: Any, target: Any) -> Any:
    """Move an item with its UID; its way through the working copy leaves no redirection."""
    source, old = aq_parent(aq_inner(item)), item.getId()
    old_path = "/".join(item.getPhysicalPath())
    new = INameChooser(target).chooseName(old, item)
    notify(ObjectWillBeMovedEvent(item, source, old, target, new))
    source._delObject(old, suppress_events=True)
    item = aq_base(item)
    item._setId(new)
    target._setObject(new, item, set_owner=0, suppress_events=True)
    item = target._getOb(new)
    notify(ObjectMovedEvent(item, source, old, target, new))
    notifyContainerModified(source)
    notifyContainerModified(target)
    storage = queryUtility(IRedirectionStorage)
    if storage is not None and storage.has_path(old_path):
        storage.remove(old_path)
    return item


def forget_owner(attachment: Any) -> None:
    """Its owner is the owner of the original, by acquisition, not who made the working copy."""
    attachment.manage_delLocalRoles([name for name, _roles in attachment.get_local_roles()])
    attachment.reindexObjectSecurity()


def move_contents(copy: Any, original: Any) -> None:
    """What people added to the working copy of a folder is content with states of its own."""
    if not holds_attachments(copy) and IDexterityContainer.providedBy(copy):
        for child in [each for each in copy.objectValues() if IDexterityContent.providedBy(each)]:
            move(child, original)


def arrange(original: Any, order: list[str]) -> None:
    """Put the attachments into this order, what else lies there behind them."""
    ordering = original.getOrdering()
    if not IExplicitOrdering.providedBy(ordering):
        return
    present = list(ordering.idsInOrder())
    wanted = [*order, *(name for name in present if name not in order)]
    if present == wanted:
        return
    for position, name in enumerate(wanted):
        ordering.moveObjectToPosition(name, position, suppress_events=True)
    notifyContainerModified(original)
