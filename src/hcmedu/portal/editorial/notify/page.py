"""``@@hcmedu-outbox`` and the word on the notices on top of the board's settings."""

from datetime import datetime
from datetime import UTC
from hcmedu.portal import _
from hcmedu.portal.editorial.notify.outbox import find_outbox
from hcmedu.portal.editorial.notify.outbox import Outbox
from hcmedu.portal.editorial.notify.status import Row
from hcmedu.portal.editorial.notify.status import rows
from hcmedu.portal.editorial.notify.status import Status
from hcmedu.portal.editorial.notify.status import status_of
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser import BrowserView
from zExceptions import BadRequest


PAGE = "@@hcmedu-outbox"
MAIL_SETTINGS = "Plone Site Setup: Mail"


class OutboxPage(BrowserView):
    """Shows the letters on GET; takes one of two buttons on POST with a valid token."""

    def __call__(self) -> str:
        if self.request.method == "POST":
            return self.act()
        return self.index()

    def act(self) -> str:
        """'Try again' or 'Discard' for one letter that was given up."""
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        form, outbox = self.request.form, find_outbox(self.context)
        chosen = [name for name in ACTIONS if name in form]
        if not isinstance(form.get("letter"), str) or len(chosen) != 1:
            raise BadRequest("One letter and one button, please.")
        act, said = ACTIONS[chosen[0]]
        if outbox is not None and act(outbox, form["letter"]):
            api.portal.show_message(said, self.request)
        else:
            gone = _("This mail is no longer among the failed ones; nothing was done.")
            api.portal.show_message(gone, self.request, "warning")
        return self.request.response.redirect(f"{self.context.absolute_url()}/{PAGE}")

    def status(self) -> Status:
        return status_of(self.context)

    def failed(self) -> list[Row]:
        outbox = find_outbox(self.context)
        return list(rows(outbox.failed())) if outbox is not None else []

    def waiting(self) -> list[Row]:
        outbox = find_outbox(self.context)
        return list(rows(outbox.letters())) if outbox is not None else []


def _try_again(outbox: Outbox, key: str) -> bool:
    return outbox.try_again(key, datetime.now(UTC))


#: What each button does, and what is said when it was done.
ACTIONS = {
    "try_again": (_try_again, _("The mail is sent again within minutes.")),
    "discard": (Outbox.discard, _("The mail was discarded.")),
}


class StatusViewlet(ViewletBase):
    """On top of the settings: whether notices go out, and if not, why."""

    def update(self) -> None:
        super().update()
        self.status = status_of(self.context)

    def mail_settings_url(self) -> str:
        """Where to set the mail server; empty for those who may not."""
        portal = api.portal.get()
        may = api.user.has_permission(MAIL_SETTINGS, obj=portal)
        return f"{portal.absolute_url()}/@@mail-controlpanel" if may else ""

    def outbox_url(self) -> str:
        return f"{self.context.absolute_url()}/{PAGE}"
