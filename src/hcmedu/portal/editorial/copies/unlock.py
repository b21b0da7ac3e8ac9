"""End the lock of a person who has an item open and forgot it: viewlet, page and REST.

Stock Plone lets everybody who may edit steal a lock, with one click on a link. Here it takes a POST
with a token, and the board head can do it where he may not edit himself.
"""

from DateTime import DateTime
from hcmedu.portal import _
from hcmedu.portal.editorial.copies.locks import editing_lock
from hcmedu.portal.editorial.copies.locks import end_editing
from hcmedu.portal.editorial.copies.rights import may
from hcmedu.portal.editorial.copies.rights import may_release
from hcmedu.portal.editorial.copies.rights import MODIFY
from hcmedu.portal.editorial.reason import full_name
from hcmedu.portal.editorial.reason import local_time
from hcmedu.portal.editorial.trace import record
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.locking.browser.locking import LockingOperations
from plone.locking.interfaces import ILockable
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.deserializer import json_body
from plone.restapi.services import Service
from plone.restapi.services.locking import lock_info
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import Unauthorized
from zope.i18n import translate
from zope.interface import alsoProvides


NOT_YOURS = _("You are not allowed to release this lock.")


def release(item: Any) -> None:
    """End the lock; ``Unauthorized`` unless this user may. The log tells whose it was."""
    if not may_release(item):
        raise Unauthorized("Not allowed to release this lock")
    holder = editing_lock(item)["creator"]
    end_editing(item)
    if holder != api.user.get_current().getId():
        record(item, "release-lock", holder=holder)


class ReleaseLock(BrowserView):
    """``@@hcmedu-release-lock``: POST with token; back to the item."""

    def __call__(self) -> Any:
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        if editing_lock(self.context) is not None:
            release(self.context)
            api.portal.show_message(_("The lock was released."), self.request)
        state = api.content.get_view("plone_context_state", self.context, self.request)
        return self.request.response.redirect(state.view_url())


class LockOperations(LockingOperations):
    """``plone_lock_operations``: the same rules for the stock address."""

    def force_unlock(self, redirect: bool = True) -> None:
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        if editing_lock(self.context) is not None:
            release(self.context)
        if redirect:
            self.redirect()


class LockInfo(ViewletBase):
    """Who has the item open, for those who may edit it or release the lock."""

    lock: dict[str, Any] | None = None

    def update(self) -> None:
        super().update()
        lock = editing_lock(self.context)
        if lock is None or ILockable(self.context).can_safely_unlock():
            return
        self.may_release = may_release(self.context)
        if self.may_release or may(MODIFY, self.context):
            self.lock = lock
            self.holder = full_name(lock["creator"])
            self.since = local_time(DateTime(lock["time"]))

    def render(self) -> str:
        return self.index() if self.lock is not None else ""


class Unlock(Service):
    """``DELETE @lock``: one's own lock, or with ``force`` that of another person."""

    def reply(self) -> dict[str, Any]:
        lockable = ILockable(self.context, None)
        if lockable is None or editing_lock(self.context) is None:
            return lock_info(self.context) if may(MODIFY, self.context) else self._refuse()
        own = lockable.can_safely_unlock() and may(MODIFY, self.context)
        forced = bool(json_body(self.request).get("force"))
        if not own and not (forced and may_release(self.context)):
            return self._refuse()
        alsoProvides(self.request, IDisableCSRFProtection)
        end_editing(self.context) if own else release(self.context)
        return lock_info(self.context)

    def _refuse(self) -> dict[str, Any]:
        status = 401 if api.user.is_anonymous() else 403
        self.request.response.setStatus(status)
        message = translate(NOT_YOURS, context=self.request)
        return {"error": {"type": "Forbidden", "message": message}}
