"""``@workingcopy``: the same rules through REST.

GET is the stock service: it tells of a working copy those only who may have one.
"""

from hcmedu.portal import _
from hcmedu.portal.editorial.copies.links import baseline_of
from hcmedu.portal.editorial.copies.links import working_copy_of
from hcmedu.portal.editorial.copies.rights import may_cancel
from hcmedu.portal.editorial.copies.rights import may_check_out
from hcmedu.portal.editorial.copies.rights import NOT_BY_HAND
from hcmedu.portal.editorial.copies.rights import obstacle
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.services import Service
from typing import Any
from zope.i18n import translate
from zope.interface import alsoProvides


NOT_ALLOWED = _("You are not allowed to do this.")


class WorkingCopyService(Service):
    def refuse(self, status: int, kind: str, message: str) -> dict[str, Any]:
        self.request.response.setStatus(status)
        return {"error": {"type": kind, "message": translate(message, context=self.request)}}

    def not_allowed(self) -> dict[str, Any]:
        status = 401 if api.user.is_anonymous() else 403
        return self.refuse(status, "Unauthorized" if status == 401 else "Forbidden", NOT_ALLOWED)

    def allow_writing(self) -> None:
        """REST asks for no token of a form: it takes no cookie of another site's page along."""
        alsoProvides(self.request, IDisableCSRFProtection)


class Create(WorkingCopyService):
    """201 with the address of the copy; 409 when somebody has one, and who it is."""

    def reply(self) -> dict[str, Any]:
        if not may_check_out(self.context):
            return self.not_allowed()
        message = obstacle(self.context)
        if message is not None:
            return self.refuse(409, "Conflict", message)
        self.allow_writing()
        copy = ICheckinCheckoutPolicy(self.context).checkout()
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", copy.absolute_url())
        return {"@id": copy.absolute_url()}


class Update(WorkingCopyService):
    """The stock check-in: refused to everybody, since the approval of the board head does it."""

    def reply(self) -> dict[str, Any]:
        return self.refuse(403, "Forbidden", NOT_BY_HAND)


class Delete(WorkingCopyService):
    """Cancels the working copy; asked of the copy itself or of its original."""

    def reply(self) -> Any:
        copy = working_copy_of(self.context)
        if copy is None and baseline_of(self.context) is not None:
            copy = self.context
        if copy is None:
            return self.refuse(404, "NotFound", _("There is no working copy of this item."))
        if not may_cancel(copy):
            return self.not_allowed()
        self.allow_writing()
        ICheckinCheckoutPolicy(copy).cancelCheckout()
        return self.reply_no_content()
