"""``@@tra-cuu-ho-so``: where a case stands, for who has its receipt and its phone number.

Nobody learns whether a receipt exists: one answer for a wrong receipt, a wrong phone and a case of
another school. Nothing that was sent is shown, nor who in the office did what.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from hcmedu.portal import _
from hcmedu.portal.cases import register
from hcmedu.portal.cases.forms.validators import phone_digits
from hcmedu.portal.cases.model import State
from hcmedu.portal.cases.model import STATE_CLASSES
from hcmedu.portal.cases.model import STATE_TITLES
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.content.moments import now
from hcmedu.portal.interfaces import ITitledPage
from hcmedu.portal.submissions.clients import client_of
from hcmedu.portal.submissions.files import NOT_KEPT
from hcmedu.portal.submissions.guard import examine
from hcmedu.portal.submissions.guard import is_authentic
from hcmedu.portal.submissions.guard import NOT_AUTHENTIC
from hcmedu.portal.submissions.guard import slow
from hcmedu.portal.submissions.receipts import read_receipt
from hcmedu.portal.submissions.receipts import shown_receipt
from hcmedu.portal.submissions.refusals import refuse
from hcmedu.portal.submissions.throttle import Allowance
from hcmedu.portal.submissions.throttle import take
from hcmedu.portal.vietnamese import format_date
from plone.uuid.interfaces import IUUID
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.interface import implementer

import hmac


WHAT, PAGE = "case look-up", "@@tra-cuu-ho-so"
#: One address, and one receipt from all addresses together.
ADDRESS = Allowance("case-lookup", 30, 600)
RECEIPT = Allowance("case-receipt", 10, 3600)
NOT_FOUND = _(
    "There is no case with this receipt number and this phone number. Please compare both with "
    "your receipt; the number has 12 signs."
)


@dataclass(frozen=True)
class Event:
    """A step as its sender sees it."""

    time: datetime
    title: Any
    message: str


@dataclass(frozen=True)
class Status:
    """``full``: whether the phone number proved who asks; else the messages are left out."""

    receipt: str
    form_title: str
    created: datetime
    state: State
    due: date | None
    overdue: bool
    events: tuple[Event, ...]
    full: bool


def status_of(root: Any, receipt: str | None, phone: str, today: date) -> Status | None:
    """None when receipt or phone is wrong; a case without a phone asks for none.

    Both numbers are compared whatever was found, in the same time.
    """
    case = register.find(root, receipt or "-")
    wanted = case.phone if case is not None else "-"
    if not hmac.compare_digest(wanted.encode(), phone_digits(phone).encode()) or case is None:
        return None
    return Status(
        receipt=shown_receipt(case.row.receipt),
        form_title=case.row.form_title,
        created=case.row.created,
        state=case.row.state,
        due=case.row.due,
        overdue=case.row.overdue(today),
        events=events_of(case.steps) if case.phone else (),
        full=bool(case.phone),
    )


def events_of(steps: Any) -> tuple[Event, ...]:
    """Changes of the state, and messages; a note of the office alone is nothing to tell."""
    events: list[Event] = []
    before = None
    for step in steps:
        if step.state != before or step.message:
            events.append(Event(in_zone(step.time), STATE_TITLES[step.state], step.message))
        before = step.state
    return tuple(events)


@implementer(ITitledPage)
class LookUp(BrowserView):
    """The page; what was typed comes by POST and stands in no address."""

    heading = _("Look up the state of a case")
    index: Callable[[], str] = ViewPageTemplateFile("lookup.pt")
    problem: Any = ""
    status: Status | None = None

    def __call__(self) -> str:
        self.request.response.setHeader("Cache-Control", NOT_KEPT)
        if self.request.method == "POST":
            self.look_up()
        return self.index()

    def look_up(self) -> None:
        self.problem = self.forged() or self.throttled()
        if self.problem:
            return
        found = status_of(self.context, self.receipt, self.typed("phone"), now().date())
        if found is None:
            refuse("not found", WHAT, self.context, self.request)
            self.problem = NOT_FOUND
        self.status = found

    def forged(self) -> Any:
        """The message, where it is not the page's form that came back."""
        if not is_authentic(self.context, self.request, WHAT):
            return NOT_AUTHENTIC
        return examine(self.context, self.request, WHAT, counts=False).message

    def throttled(self) -> Any:
        """The message, with an answer of 429; each try counts, right or wrong."""
        keys = [(ADDRESS, client_of(self.request))]
        if self.receipt:
            keys.append((RECEIPT, f"{IUUID(self.context)}:{self.receipt}"))
        for allowance, key in keys:
            if not take(allowance, key):
                refuse("throttle", WHAT, self.context, self.request)
                return slow(self.request, allowance, key)
        return ""

    @property
    def receipt(self) -> str | None:
        return read_receipt(self.typed("receipt"))

    def typed(self, name: str) -> str:
        """A field as it was typed by POST, right or wrong."""
        value = self.request.form.get(name, "") if self.request.method == "POST" else ""
        return value.strip()[:60] if isinstance(value, str) else ""

    # --- for the template

    def date(self, day: date | None) -> str:
        return format_date(day) if day else ""

    def moment(self, moment: datetime) -> str:
        return f"{moment:%H:%M}, {format_date(moment.date())}"

    def title(self, state: State) -> Any:
        return STATE_TITLES[state]

    def css(self, state: State) -> str:
        return STATE_CLASSES[state]
