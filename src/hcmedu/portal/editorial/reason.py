"""Viewlet: why an item was returned or withdrawn, on top of it."""

from hcmedu.portal.editorial.chains import approval_workflow
from hcmedu.portal.editorial.comments import COMMENT_REQUIRED
from plone import api
from plone.app.event.base import default_timezone
from plone.app.layout.viewlets.common import ViewletBase
from typing import Any


REVIEW_PAGE = "hcmedu-review"
#: Who reads the reason: authors and the board, not everybody who may read a draft.
READ_REASON = "hcmedu.portal: Revise content"


def last_reason(item: Any) -> dict[str, str] | None:
    """``comment``, ``actor`` (full name), ``time`` (dd/mm/yyyy HH:MM) and ``action`` of the last
    transition, when it was a return or a withdrawal."""
    workflow = approval_workflow(item)
    status = workflow and api.portal.get_tool("portal_workflow").getStatusOf(workflow.id, item)
    if not status or status["action"] not in COMMENT_REQUIRED or not status["comments"]:
        return None
    return {
        "comment": status["comments"],
        "actor": full_name(status["actor"]),
        "time": local_time(status["time"]),
        "action": status["action"],
    }


def full_name(user_id: str) -> str:
    user = api.user.get(userid=user_id)
    return (user and user.getProperty("fullname")) or user_id


def local_time(moment: Any) -> str:
    """A Zope ``DateTime`` as 20/11/2026 08:05, in the time zone of the site."""
    zone = default_timezone(as_tzinfo=True)
    return moment.asdatetime().astimezone(zone).strftime("%d/%m/%Y %H:%M")


class ReasonViewlet(ViewletBase):
    """Shown to authors and the board on a draft that was returned, or on a withdrawn item.

    The page of review tells the reason itself.
    """

    reason: dict[str, str] | None = None

    def update(self) -> None:
        super().update()
        if getattr(self.view, "__name__", "") == REVIEW_PAGE:
            return
        if api.user.has_permission(READ_REASON, obj=self.context):
            self.reason = last_reason(self.context)
