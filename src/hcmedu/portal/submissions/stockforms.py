"""Plone's own public forms, throttled: contact, forgotten password, log in.

Their pages are Plone's; only how often one address may send them is ours. Of logins only those that
failed are counted, so that a staff room behind one address works all morning.
"""

from Acquisition import aq_inner
from Acquisition import aq_parent
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
from Products.PluggableAuthService.interfaces.authservice import IPluggableAuthService
from typing import Any
from zope.annotation.interfaces import IAnnotations

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
    """Names in the address, and of what it led to, without what only says that they are views.

    Zope adds to the path what a form names by ``login:method=``.
    """
    path = request.other.get("PATH_INFO") or request.environ.get("PATH_INFO", "")
    published = request.get("PUBLISHED")
    view = getattr(published, "__self__", published)
    names = {*path.split("/"), getattr(view, "__name__", None) or ""}
    return {plain(name) for name in names} & (STOCK | LOGIN)


def plain(name: str) -> str:
    return name.removeprefix("@@").removeprefix("++view++")


def has_password(request: Any) -> bool:
    """Whether a password is tried: Plone takes one from any address, by form or by header."""
    scheme = (getattr(request, "_auth", "") or "").partition(" ")[0].lower()
    return scheme == "basic" or ("__ac_name" in request.form and "__ac_password" in request.form)


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


def before_site(site: Any, event: Any) -> None:
    """Subscriber, on the way to the site, before anybody is recognised: once all tries are used
    up, the right password is answered as a wrong one."""
    request = event.request
    if has_password(request) and not is_left(FAILING, client_of(request)):
        _stop(request, WHAT_LOGIN, FAILING, client_of(request))


def recognised(event: Any) -> None:
    """Subscriber ``IPubAfterTraversal``: a password on any address after which nobody is there."""
    request = event.request
    if IHcmeduPortalLayer.providedBy(request) and not steps(request) & LOGIN:
        note_failure(request)


def refused(event: Any) -> None:
    """Subscriber ``IPubFailure``: the address is for somebody, and the password was wrong."""
    request = event.request
    is_new = not event.retry and not isinstance(event.exc_info[1], TooManyRequests)
    if is_new and IHcmeduPortalLayer.providedBy(request) and not steps(request) & LOGIN:
        note_failure(request)


def note_failure(request: Any) -> None:
    """Count a password that let nobody in; once for a request."""
    if not has_password(request) or lets_in(request):
        return
    noted = IAnnotations(request)
    if WHAT_LOGIN not in noted:
        noted[WHAT_LOGIN] = True
        take(FAILING, client_of(request))
        refuse("failed", WHAT_LOGIN, api.portal.get(), request)


def lets_in(request: Any) -> bool:
    """Whether the password is somebody's, be the page for him or not.

    Zope says of both that nobody is there: it looks for a user who may see the page.
    """
    site = api.portal.get()
    folders = (each.acl_users for each in (site, aq_parent(aq_inner(site))))
    return any(
        folder._extractUserIds(request, folder.plugins)
        for folder in folders
        if IPluggableAuthService.providedBy(folder)
    )


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
