"""What stands before every public form: a trap for robots, a ticket, a throttle.

No foreign captcha: it would tell a company who writes to the school, and stop who can't see. A page
shows ``context/@@hcmedu-form-guard`` inside of its form; what comes back is for ``examine``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hcmedu.portal import _
from hcmedu.portal.school.root import school_root
from hcmedu.portal.submissions.clients import client_of
from hcmedu.portal.submissions.files import NOT_KEPT
from hcmedu.portal.submissions.refusals import refuse
from hcmedu.portal.submissions.store import secret_of
from hcmedu.portal.submissions.throttle import Allowance
from hcmedu.portal.submissions.throttle import is_left
from hcmedu.portal.submissions.throttle import take
from hcmedu.portal.submissions.throttle import wait
from hcmedu.portal.submissions.tickets import Fault
from hcmedu.portal.submissions.tickets import new_ticket
from hcmedu.portal.submissions.tickets import read_ticket
from plone.protect.authenticator import check
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zExceptions import Forbidden


TRAP, TICKET = "hcmedu_homepage", "hcmedu_ticket"
TOO_MANY = 429
#: One address: many parents share one behind the network of their mobile operator.
SENDING = Allowance("sending", 30, 600)
#: One address in a day: a tenth of what the school takes.
DAILY = Allowance("daily", 300, 24 * 3600)
#: One school: what fills a disk is stopped, a last day of a deadline is not.
SCHOOL = Allowance("school", 3000, 24 * 3600)

MESSAGES = {
    Fault.FORGED: _("This form is no longer valid. Please press the button once more."),
    Fault.TOO_OLD: _("This form was open for too long. Please press the button once more."),
    Fault.TOO_SOON: _("That was very quick. Please look over the form and press the button again."),
}
NOT_AUTHENTIC = MESSAGES[Fault.FORGED]
TRAPPED = _("The field that must stay empty was filled in. Please empty it and send again.")


@dataclass(frozen=True)
class Verdict:
    """``nonce`` makes a submission the only one; ``message`` tells the person why not, or None."""

    nonce: str
    message: Any | None = None


def is_authentic(context: Any, request: Any, what: str) -> bool:
    """Whether the token that Plone's forms hold came back; what is forged is told in the log.

    A form without it does nothing and comes back with ``NOT_AUTHENTIC``, and with what was typed:
    Zope's own answer of 403 loses it for its author, and writes it into a log.
    """
    try:
        check(request)
    except Forbidden:
        refuse("authenticator", what, context, request)
        return False
    return True


def ticket_secret(context: Any) -> bytes:
    """Signs tickets of one page: drawn for another one, or in another school, they are forged."""
    return secret_of(school_root(context)) + IUUID(context, "").encode()


def examine(context: Any, request: Any, what: str, counts: bool = True) -> Verdict:
    """Whether a sent form is taken; what is not is told in the log under the name ``what``.

    Who sent too much is answered with the status 429; any other fault with the form alone.
    Call it last, when all fields are right: it uses up one of the sender's tries. ``counts``: False
    for a form whose tries are counted elsewhere.
    """
    root = school_root(context)
    if request.form.get(TRAP):
        return _refused(context, request, what, "trap", TRAPPED)
    ticket = read_ticket(ticket_secret(context), str(request.form.get(TICKET, "")))
    if ticket.fault is not None:
        return _refused(context, request, what, ticket.fault.value, MESSAGES[ticket.fault])
    if counts:
        client = client_of(request)
        for allowance, key in ((SENDING, client), (DAILY, client), (SCHOOL, IUUID(root))):
            if not take(allowance, key):
                return _refused(context, request, what, "throttle", slow(request, allowance, key))
    return Verdict(ticket.nonce)


def _refused(context: Any, request: Any, what: str, reason: str, message: Any) -> Verdict:
    refuse(reason, what, context, request)
    return Verdict("", message)


def slow(request: Any, allowance: Allowance, key: str) -> Any:
    """Answer 429 with ``Retry-After`` to programs; the message tells a person the same."""
    request.response.setStatus(TOO_MANY)
    request.response.setHeader("Retry-After", str(wait(allowance, key)))
    return too_many(allowance, key)


def too_many(allowance: Allowance, key: str) -> Any:
    """When the next try is possible, for a person."""
    minutes = -(-wait(allowance, key) // 60)
    return _(
        "Too much was sent from your connection. Please try again in ${minutes} minutes.",
        mapping={"minutes": minutes},
    )


class GuardFields(BrowserView):
    """``@@hcmedu-form-guard``: the hidden fields. The page that holds them is kept by no cache."""

    index: Callable[[], str] = ViewPageTemplateFile("guard.pt")
    trap, ticket_name = TRAP, TICKET

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", NOT_KEPT)
        return self.index()

    def ticket(self) -> str:
        return new_ticket(ticket_secret(self.context))


def is_free(request: Any) -> bool:
    """Whether this address may still send; nothing is counted."""
    return is_left(SENDING, client_of(request))
