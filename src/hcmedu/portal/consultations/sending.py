"""``@@gui-y-kien``: where the form is sent to; ``@@da-gui-y-kien``: the receipt, shown once."""

from collections.abc import Callable
from functools import cached_property
from hcmedu.portal.consultations import gate
from hcmedu.portal.consultations.form import IOpinion
from hcmedu.portal.consultations.form import OpinionForm
from hcmedu.portal.consultations.form import WHAT
from hcmedu.portal.consultations.register import opinions
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.submissions.files import NOT_KEPT
from hcmedu.portal.submissions.receipts import read_receipt
from hcmedu.portal.submissions.receipts import shown_receipt
from hcmedu.portal.submissions.refusals import refuse
from Products.Five.browser import BrowserView
from typing import Any
from urllib.parse import urlparse


#: Holds the receipt for the page that follows, for its path alone; the address tells nothing.
COOKIE = "hcmedu_y_kien"
COOKIE_SECONDS = 600
ANCHOR = "hcmedu-gop-y"


class SendView(BrowserView):
    """By POST an opinion is taken in; by GET one is led to the form below its topic."""

    index: Callable[[], str]

    def __call__(self) -> Any:
        self.request.response.setHeader("Cache-Control", NOT_KEPT)
        if self.request.method != "POST":
            url = f"{self.context.absolute_url()}#{ANCHOR}"
            return self.request.response.redirect(url)
        if self.shut is not None:
            refuse(self.shut.value, WHAT, self.context, self.request)
            return self.index()
        self.form.update()
        return self.done(self.form.receipt) if self.form.receipt else self.index()

    @cached_property
    def shut(self) -> gate.Shut | None:
        return gate.shut(self.context)

    @cached_property
    def form(self) -> OpinionForm:
        form = OpinionForm(self.context, self.request)
        form.live = True
        return form

    def done(self, receipt: str) -> str:
        url = f"{self.context.absolute_url()}/@@da-gui-y-kien"
        response = self.request.response
        response.setCookie(
            COOKIE,
            receipt,
            path=urlparse(url).path,
            max_age=COOKIE_SECONDS,
            http_only=True,
            same_site="Lax",
            secure=url.startswith("https:"),
        )
        return response.redirect(url, status=303)

    def message(self) -> str:
        """Why nothing was taken."""
        return gate.MESSAGES[self.shut]

    def times(self) -> dict[str, str]:
        """Opening and closing time."""
        return {name: format_moment(getattr(self.context, name)) for name in ("opens", "closes")}

    def typed(self) -> list[tuple[str, str]]:
        """Title and text of what came too late, so that its author can copy it."""
        found = [
            (name, self.request.form.get(f"opinion.widgets.{name}")) for name in ("name", "text")
        ]
        return [(IOpinion[name].title, value) for name, value in found if isinstance(value, str)]


class SentView(BrowserView):
    """The receipt of what this browser just sent; afterwards the topic again."""

    index: Callable[[], str]

    def __call__(self) -> Any:
        response = self.request.response
        response.setHeader("Cache-Control", NOT_KEPT)
        url = self.context.absolute_url()
        receipt = read_receipt(str(self.request.cookies.get(COOKIE, "")))
        if receipt is None or receipt not in opinions(self.context):
            return response.redirect(url)
        response.expireCookie(COOKIE, path=urlparse(f"{url}/@@da-gui-y-kien").path)
        self.receipt = shown_receipt(receipt)
        return self.index()
