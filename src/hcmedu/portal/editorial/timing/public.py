"""What visitors get of an item: is it expired, are its files closed, was it taken down?"""

from AccessControl import getSecurityManager
from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterator
from DateTime import DateTime
from hcmedu.portal.editorial.chains import approval_workflow
from hcmedu.portal.editorial.chains import holds_attachments
from hcmedu.portal.editorial.resources import is_by_use
from hcmedu.portal.editorial.resources import state_of
from hcmedu.portal.editorial.resources import takers
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.editorial.timing import rules
from hcmedu.portal.editorial.timing.schedule import dates_of
from hcmedu.portal.school.root import school_root
from typing import Any


#: Whose own it is to read what is closed to visitors: the board.
VIEW_CLOSED = "hcmedu.portal: View closed files"


def may(permission: str, item: Any) -> bool:
    return bool(getSecurityManager().checkPermission(permission, item))


def belongings(item: Any) -> Iterator[Any]:
    """The item, and the document that it is attached to."""
    yield item
    holder = aq_parent(aq_inner(item))
    if holder is not None and holds_attachments(holder):
        yield holder


def expired_since(item: Any, now: DateTime) -> DateTime | None:
    """When the item, or the document that it is attached to, expired; None: it has not.

    What is public only because texts use it expires with the last of them.
    """
    found = [
        expires
        for expires in (dates_of(each)[1] for each in belongings(item))
        if rules.is_expired(expires, now)
    ]
    return min(found) if found else _users_expired_since(item, now)


def _users_expired_since(item: Any, now: DateTime) -> DateTime | None:
    if not is_by_use(item):
        return None
    users = [each for each in takers(item) if state_of(each) == "published"]
    moments = [expired_since(each, now) for each in users]
    return max(moments) if moments and None not in moments else None


def closed_since(item: Any, now: DateTime | None = None) -> DateTime | None:
    """Since when visitors get no files of this item any more; None: they do, or the user may."""
    since = expired_since(item, now or DateTime())
    if since is None or not settings(school_root(item)).close_expired_files:
        return None
    return None if may(VIEW_CLOSED, item) else since


def is_gone(item: Any) -> bool:
    """Whether the item was public once, and was taken down.

    Also while it is mended. What never was public is no business of visitors.
    """
    subject = list(belongings(item))[-1]
    workflow = approval_workflow(subject)
    if workflow is None:
        return False
    history = (getattr(aq_base(subject), "workflow_history", None) or {}).get(workflow.id, ())
    states = [status["review_state"] for status in history]
    return "published" in states[:-1] and states[-1] != "published"
