"""Pages of plone.app.iterate, with our rules: make, open, cancel a working copy."""

from hcmedu.portal import _
from hcmedu.portal.editorial.copies.links import baseline_of
from hcmedu.portal.editorial.copies.links import checkout_of
from hcmedu.portal.editorial.copies.links import working_copy_of
from hcmedu.portal.editorial.copies.rights import may_cancel
from hcmedu.portal.editorial.copies.rights import may_open
from hcmedu.portal.editorial.copies.rights import NOT_BY_HAND
from hcmedu.portal.editorial.copies.rights import obstacle
from hcmedu.portal.editorial.reason import full_name
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.protect import CheckAuthenticator
from Products.Five.browser import BrowserView
from typing import Any
from zExceptions import Unauthorized


class CopyView(BrowserView):
    """A page with one question and two buttons; it does something on a POST with a token only."""

    def __call__(self) -> Any:
        form = self.request.form
        if "form.button.Cancel" in form or "form.button.Keep" in form:
            return self.leave(self.context)
        if self.request.method == "POST":
            CheckAuthenticator(self.request)
            return self.act()
        return self.ask()

    def ask(self) -> Any:
        return self.index()

    def act(self) -> Any:
        """What a posted form with its token does. Abstract: each page does its own."""
        raise NotImplementedError

    def leave(self, target: Any, message: str | None = None, kind: str = "info") -> Any:
        if message is not None:
            api.portal.show_message(message, self.request, type=kind)
        state = api.content.get_view("plone_context_state", target, self.request)
        return self.request.response.redirect(state.view_url())


class Checkout(CopyView):
    """``content-checkout`` of a published item; the permission stands in ZCML.

    Who has the working copy already is led to it; whoever comes second is told who has it.
    """

    def ask(self) -> Any:
        return self._elsewhere() or self.index()

    def act(self) -> Any:
        elsewhere = self._elsewhere()
        if elsewhere is not None:
            return elsewhere
        copy = ICheckinCheckoutPolicy(self.context).checkout()
        api.portal.show_message(_("The working copy was made."), self.request)
        return self.request.response.redirect(f"{copy.absolute_url()}/edit")

    def _elsewhere(self) -> Any | None:
        copy = working_copy_of(self.context)
        if copy is not None and may_open(copy):
            return self.request.response.redirect(f"{copy.absolute_url()}/edit")
        message = obstacle(self.context)
        return None if message is None else self.leave(self.context, message, "warning")


class Checkin(CopyView):
    """``content-checkin``: there is no way around the approval."""

    def __call__(self) -> Any:
        return self.leave(self.context, NOT_BY_HAND, "warning")


class Cancel(CopyView):
    """``content-cancel-checkout`` of a working copy."""

    def __call__(self) -> Any:
        if not may_cancel(self.context):
            raise Unauthorized("Not allowed to cancel this working copy")
        return super().__call__()

    def act(self) -> Any:
        original = ICheckinCheckoutPolicy(self.context).cancelCheckout()
        return self.leave(original, _("The working copy was cancelled."))

    @property
    def maker(self) -> str:
        return full_name(checkout_of(self.context).user_id)

    @property
    def original(self) -> Any:
        return baseline_of(self.context)
