"""Plone's own public forms, throttled: contact, forgotten password, log in.

Their pages are Plone's; only how often one address may send them is ours. Of logins only those that
failed are counted, so that a staff room behind one address works all morning.
"""

from collections.abc import Callable
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from hcmedu.portal.submissions.clients import client_of
from hcmedu.portal.submissions.files import NOT_KEPT
from hcmedu.portal.submissions.guard import too_many
from hcmedu.portal.submissions.refusals import refuse
from hcmedu.portal.submissions.throttle import Allowance
from hcmedu.portal.submissions.throttle import is_left
from hcmedu.portal.submissions.throttle import take
from plone import api
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any

import json


#: Forms that make the portal write a mail or an account: each POST counts.
STOCK = frozenset(
    {
        "contact-info",
        "login-help",
        "mail_password",
        "mail_password_form",
        "passwordreset",
        "pwreset_form",
        "register",
        "reset-password",
        "sendto_form",
        "@email-notification",
        "@email-send",
    }
)
LOGIN = frozenset({"failsafe_login", "login", "login_form", "@login", "require_login"})
SENDING = Allowance("stock-form", 10, 600)
FAILING = Allowance("login", 20, 600)
TOO_MANY = 429
WHAT, WHAT_LOGIN = "stock form", "login"


class TooManyRequests(Exception):
    """The address has used up what it may send. Zope finds the status 429 by the class's name."""

    def __init__(self, allowance: Allowance, key: str) -> None:
        super().__init__(allowance.name)
        self.message = too_many(allowance, key)


def steps(request: Any) -> set[str]:
    """Names in the address, without what only says that they are views."""
    path = request.environ.get("PATH_INFO", "")
    return {step.removeprefix("@@") for step in path.split("/")} & (STOCK | LOGIN)


def concerned(request: Any) -> bool:
    return request.method == "POST" and IHcmeduPortalLayer.providedBy(request)


def before(event: Any) -> None:
    """Subscriber ``IPubAfterTraversal``: raises ``TooManyRequests`` before the form acts."""
    request = event.request
    if not concerned(request):
        return
    found, key = steps(request), client_of(request)
    if found & STOCK and not take(SENDING, key):
        _stop(request, WHAT, SENDING, key)
    if found & LOGIN and not is_left(FAILING, key):
        _stop(request, WHAT_LOGIN, FAILING, key)


def _stop(request: Any, what: str, allowance: Allowance, key: str) -> None:
    refuse("throttle", what, api.portal.get(), request)
    raise TooManyRequests(allowance, key)


def after(event: Any) -> None:
    """Subscriber ``IPubBeforeCommit``: a login after which nobody is logged in has failed."""
    request = event.request
    if not concerned(request) or not steps(request) & LOGIN or not has_failed(request):
        return
    take(FAILING, client_of(request))
    refuse("failed", WHAT_LOGIN, api.portal.get(), request)


def has_failed(request: Any) -> bool:
    """Whoever gets in is sent on by Plone's form, and gets a token by REST."""
    status = request.response.getStatus()
    if "@login" in steps(request):
        return status >= 400
    return status == 200 and api.user.is_anonymous()


class TooManyPage(BrowserView):
    """The answer of 429; programs get JSON."""

    template: Callable[[], str] = ViewPageTemplateFile("toomany.pt")

    def __call__(self) -> str:
        response = self.request.response
        response.setHeader("Cache-Control", NOT_KEPT)
        self.message = self.context.message
        self.context = api.portal.get()
        if "text/html" in self.request.getHeader("Accept", ""):
            return self.template()
        response.setHeader("Content-Type", "application/json")
        return json.dumps({"type": "TooManyRequests"})
