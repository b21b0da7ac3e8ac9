"""What happens to content: made, changed, copied, moved, renamed, deleted."""

from Acquisition import aq_base
from collections.abc import Iterable
from hcmedu.portal.editorial.chains import holds_attachments
from hcmedu.portal.editorial.trace import store
from hcmedu.portal.editorial.trace.deeds import deeds
from hcmedu.portal.editorial.trace.differences import changed_fields
from hcmedu.portal.editorial.trace.entry import ACTION
from hcmedu.portal.editorial.trace.entry import PATH
from hcmedu.portal.editorial.trace.entry import TITLE
from hcmedu.portal.editorial.trace.writing import append
from hcmedu.portal.editorial.trace.writing import path_of
from hcmedu.portal.editorial.trace.writing import record
from hcmedu.portal.editorial.trace.writing import subject_of
from hcmedu.portal.editorial.trace.writing import title_of
from hcmedu.portal.editorial.trace.writing import uid_of
from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.school.root import school_root
from plone import api
from plone.app.workflow.interfaces import ILocalrolesModifiedEvent
from typing import Any
from z3c.relationfield.interfaces import IRelationBrokenEvent
from zope.container.interfaces import IContainerModifiedEvent
from zope.lifecycleevent.interfaces import IObjectAddedEvent
from zope.lifecycleevent.interfaces import IObjectRemovedEvent


#: Changes of an object that are deeds of their own, told elsewhere, or of nobody: a relation breaks
#: when the item at its other end is deleted.
OTHER_DEEDS = (IContainerModifiedEvent, ILocalrolesModifiedEvent, IRelationBrokenEvent)


def placed(item: Any, event: Any) -> None:
    """``IObjectMovedEvent``: added, removed, moved; also with the container around it."""
    if deeds().under_way:
        return
    if IObjectAddedEvent.providedBy(event):
        added(item, event)
    elif IObjectRemovedEvent.providedBy(event):
        removed(item, event)
    elif event.object is item:
        moved(item, event)


def added(item: Any, event: Any) -> None:
    """Made or copied. What comes in a container counts when it has states of its own."""
    if is_attachment(item):
        if event.object is item:
            attachment_changed(event.newParent, item, "add")
    elif counts(item, event):
        _original, origin = deeds().copies.get(id(aq_base(item)), (None, None))
        if origin is None:
            record(item, "create")
        else:
            record(item, "copy", **origin)


def copied(copy: Any, event: Any) -> None:
    """``IObjectCopiedEvent``, before the copy has a place: remember what it is a copy of.

    The copy is held until the end of the transaction, so that its identity is not given to another.
    """
    origin = {}
    if event.object is copy:
        origin = {"source": uid_of(event.original), "source_path": path_of(event.original)}
    deeds().copies[id(aq_base(copy))] = (aq_base(copy), origin)


def removed(item: Any, event: Any) -> None:
    """Deleted, with the state that it had.

    The log of a school goes with the school: its own end is told by the school root above.
    """
    root = school_root(event.oldParent)
    if root is None or uid_of(item) in deeds().closed:
        return
    if is_attachment(item):
        if event.object is item:
            attachment_changed(event.oldParent, item, "remove")
    elif counts(item, event) and belongs_to(item, root):
        append(root, item, "delete", state=state_of(item))


def moved(item: Any, event: Any) -> None:
    if is_same(event.oldParent, event.newParent):
        renamed(item, event)
        return
    if holds_attachments(event.oldParent):
        attachment_changed(event.oldParent, item, "remove")
    if holds_attachments(event.newParent):
        attachment_changed(event.newParent, item, "add")
        return
    place = {"source_path": f"{path_of(event.oldParent)}/{event.oldName}"}
    record(item, "move", **place)
    former = school_root(event.oldParent)
    if former is not None and not is_same(former, school_root(item)):
        append(former, item, "move", **place)


def renamed(item: Any, event: Any) -> None:
    """Also when code that makes content gives it its name afterwards: then it is one deed."""
    if is_attachment(item):
        attachment_changed(event.newParent, item, "rename")
    elif not _named_at_birth(item):
        record(item, "rename", old_id=event.oldName, id=event.newName)


def _named_at_birth(item: Any) -> bool:
    for log, key in deeds().of(uid_of(item)):
        row = list(store.get(log, key))
        if row[ACTION] in ("create", "copy"):
            row[TITLE], row[PATH] = title_of(item), path_of(item)
            store.amend(log, key, tuple(row))
            return True
    return False


def modified(item: Any, event: Any) -> None:
    """``IObjectModifiedEvent`` but for the ones that tell of something else.

    One that names no field says nothing new after another deed of the same transaction.
    """
    if deeds().under_way or any(each.providedBy(event) for each in OTHER_DEEDS):
        return
    fields = changed_fields(item, getattr(event, "descriptions", ()))
    if not fields and deeds().of(uid_of(item)):
        return
    if is_attachment(item):
        attachment_changed(subject_of(item), item, "modify", fields)
    else:
        record(item, "modify", fields=fields)


def attachment_changed(
    holder: Any, item: Any, change: str, fields: Iterable[str] | None = None
) -> None:
    """A change of an attachment is one of its document: ``add``, ``modify``, ``rename``,
    ``remove``."""
    record(
        holder,
        "modify",
        attachment=title_of(item),
        attachment_uid=uid_of(item),
        change=change,
        fields=fields or None,
    )


def counts(item: Any, event: Any) -> bool:
    """What came or went in a container is told of when it has states of its own."""
    return event.object is item or has_workflow(item)


def belongs_to(item: Any, root: Any) -> bool:
    """Content of that school root, or a school in it."""
    return ISchoolRoot.providedBy(item) or is_same(school_root(item), root)


def is_attachment(item: Any) -> bool:
    return subject_of(item) is not item


def is_same(first: Any, second: Any) -> bool:
    return aq_base(first) is aq_base(second)


def has_workflow(item: Any) -> bool:
    return bool(api.portal.get_tool("portal_workflow").getChainFor(item))


def state_of(item: Any) -> str | None:
    return api.portal.get_tool("portal_workflow").getInfoFor(item, "review_state", None)
