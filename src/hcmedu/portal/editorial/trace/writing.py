"""Write the log: in the transaction of the deed, so that an aborted deed leaves no entry."""

from AccessControl import getSecurityManager
from AccessControl.SpecialUsers import system
from Acquisition import aq_inner
from Acquisition import aq_parent
from hcmedu.portal.editorial.chains import holds_attachments
from hcmedu.portal.editorial.trace import store
from hcmedu.portal.editorial.trace.deeds import deeds
from hcmedu.portal.editorial.trace.entry import clip
from hcmedu.portal.editorial.trace.entry import linked_uids
from hcmedu.portal.editorial.trace.entry import MAX_COMMENT
from hcmedu.portal.editorial.trace.entry import MAX_TITLE
from hcmedu.portal.editorial.trace.entry import plain
from hcmedu.portal.editorial.trace.log import ensure_log
from hcmedu.portal.school.root import school_root
from hcmedu.portal.school.root import section_of
from plone.app.iterate.dexterity.utils import get_baseline
from plone.app.iterate.interfaces import IWorkingCopy
from plone.uuid.interfaces import IUUID
from sys import intern
from typing import Any


#: Stored as the name of who has no account.
SYSTEM, VISITOR = "system", "visitor"


def record(item: Any, action: str, comment: str = "", **details: Any) -> int | None:
    """Append to the log of the nearest school root; return the key of the entry.

    The actor is the current user. An attachment counts for the document that holds it; a working
    copy is found under its original, too. ``details`` are JSON values. None outside of a school.
    """
    root = school_root(item)
    return None if root is None else append(root, item, action, comment, **details)


def append(root: Any, item: Any, action: str, comment: str = "", **details: Any) -> int:
    """The same for a given school root."""
    subject = subject_of(item)
    if subject is not item:
        details = {"attachment": title_of(item), "attachment_uid": uid_of(item), **details}
    if IWorkingCopy.providedBy(subject) and "baseline" not in details:
        details["baseline"] = uid_of(get_baseline(subject))
    kept = {name: plain(value) for name, value in details.items() if value not in (None, "")}
    uid = uid_of(subject)
    row = (*who(), *what(action, subject, uid), clip(str(comment or ""), MAX_COMMENT), kept or None)
    uids = linked_uids(uid, kept)
    key = store.add(ensure_log(root), row, uids, store.my_shard())
    deeds().remember(root, key, uids)
    return key


def what(action: str, item: Any, uid: str) -> tuple[str, ...]:
    """Strings that come again are interned: a pickle then holds each of them once."""
    portal_type = str(getattr(item, "portal_type", None) or "")
    section = section_code(item)
    return intern(action), uid, title_of(item), path_of(item), intern(portal_type), intern(section)


def who() -> tuple[str, str]:
    """User id and full name of the current user; no id for the system and for visitors."""
    user = getSecurityManager().getUser()
    user_id = user.getId()
    if user_id is None:
        return "", SYSTEM if user.getUserName() == system.getUserName() else VISITOR
    return intern(str(user_id)), intern(clip(full_name(user), MAX_TITLE) or str(user_id))


def full_name(user: Any) -> str:
    """Only users of Plone have properties; the owner of the whole server has none."""
    get_property = getattr(user, "getProperty", None)
    return str(get_property("fullname", "") or "") if get_property is not None else ""


def subject_of(item: Any) -> Any:
    """What is reviewed and told of: the item, or the document that it is attached to."""
    parent = aq_parent(aq_inner(item))
    return parent if parent is not None and holds_attachments(parent) else item


def uid_of(item: Any) -> str:
    return (IUUID(item, None) if item is not None else None) or ""


def title_of(item: Any) -> str:
    return clip(str(item.Title() or item.getId()), MAX_TITLE)


def path_of(item: Any) -> str:
    return "/".join(item.getPhysicalPath())


def section_code(item: Any) -> str:
    section = section_of(item)
    return "" if section is None else str(section.section_code or "")
