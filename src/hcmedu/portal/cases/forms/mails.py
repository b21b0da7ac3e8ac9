"""Mails about a case: to its sender on receipt and on each step, to the office that something came.

The worker writes and sends them. No mail holds anything that a visitor typed: neither could a
stranger have the school write to others, nor lies personal data in mailboxes.
"""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal import _
from hcmedu.portal.cases import register
from hcmedu.portal.cases.forms.lookup import PAGE
from hcmedu.portal.cases.model import KIND
from hcmedu.portal.cases.model import STATE_TITLES
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.editorial.notify.delivery import deliver
from hcmedu.portal.editorial.notify.delivery import Refused
from hcmedu.portal.editorial.notify.message import build
from hcmedu.portal.editorial.notify.message import is_configured
from hcmedu.portal.editorial.notify.people import heads
from hcmedu.portal.editorial.notify.people import mail_address
from hcmedu.portal.editorial.notify.people import Person
from hcmedu.portal.editorial.notify.people import person
from hcmedu.portal.editorial.notify.people import users
from hcmedu.portal.submissions.receipts import shown_receipt
from hcmedu.portal.submissions.store import shelf_to_fill
from hcmedu.portal.vietnamese import format_date
from hcmedu.portal.worker import defer
from hcmedu.portal.worker import task
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.i18n import translate

import logging


SENDER, OFFICE = "hcmedu.cases.mail-sender", "hcmedu.cases.mail-office"
#: The office gets at most one mail in that time.
INTERVAL = timedelta(minutes=15)
#: Annotation of the school root: when the office was told last, ISO 8601 in UTC.
TOLD_KEY = "hcmedu.portal.cases.told"
DESK = "@@hcmedu-cases"
CLERKS = "tiep-nhan"
logger = logging.getLogger(__name__)


def case_received(root: Any, event: Any) -> None:
    """Subscriber: ask for both mails once the case is stored."""
    if is_configured():
        _ask_sender(root, event.receipt)
        defer(OFFICE, key=_path(root), after=60, path=_path(root))


def case_moved(root: Any, event: Any) -> None:
    """Subscriber: the sender is told of a new state, or of a message to him."""
    if is_configured():
        _ask_sender(root, event.receipt)


def _ask_sender(root: Any, receipt: str) -> None:
    case = register.find(root, receipt)
    if case is not None and address_of(case):
        path, step = _path(root), len(case.steps) - 1
        defer(SENDER, key=f"{path}:{receipt}:{step}", path=path, receipt=receipt, step=step)


def address_of(case: Any) -> str:
    """What was entered, if it is one address and nothing else; empty otherwise."""
    found = mail_address(case.email)
    return found if found == case.email else ""


def _path(root: Any) -> str:
    return "/".join(root.getPhysicalPath())


@task(SENDER, title=_("Mail to the sender of a case"))
def mail_sender(site: Any, path: str, receipt: str, step: int) -> None:
    """Nothing for a case that is gone, or a step that is told already or that only the office
    reads."""
    root = site.unrestrictedTraverse(path, None)
    case = register.find(root, receipt) if root is not None else None
    to = Person("", "", address_of(case), None) if case is not None else None
    if to is None or not to.email or step >= len(case.steps):
        return
    cases = shelf_to_fill(root, KIND)
    if step <= cases.get(receipt).get("mailed", -1):
        return
    if is_news(case.steps, step):
        subject, body = sender_text(root, case, step)
        send(to, subject, body, f"case-{receipt.lower()}-{step}")
    cases.change(receipt, {"mailed": step}, {})


def is_news(steps: Any, index: int) -> bool:
    """The first step, another state than before, or a message."""
    step = steps[index]
    return index == 0 or bool(step.message) or step.state != steps[index - 1].state


def sender_text(root: Any, case: Any, index: int) -> tuple[str, str]:
    """Subject and body; the message of the office stands in it where the phone proves nothing
    either: the address is the sender's own."""
    step = case.steps[index]
    receipt = shown_receipt(case.row.receipt)
    subject = _("Case ${receipt}: ${state}", mapping={"receipt": receipt, "state": state(step)})
    due = case.row.due
    lines = [
        _("${school} tells you of your case.", mapping={"school": root.Title()}),
        "",
        _("Receipt number: ${receipt}", mapping={"receipt": receipt}),
        _("Form: ${form}", mapping={"form": case.row.form_title}),
        _("State: ${state}", mapping={"state": state(step)}),
        _("Result by: ${date}", mapping={"date": format_date(due)}) if due else None,
        "",
        step.message or None,
        "" if step.message else None,
        _("Look up the state by receipt and phone number: ${url}", mapping={"url": link(root)}),
    ]
    return say(subject), "\n".join(say(line) for line in lines if line is not None) + "\n"


def state(step: Any) -> str:
    return say(STATE_TITLES[step.state])


def say(text: Any) -> str:
    return translate(text, target_language=api.portal.get_default_language())


def link(root: Any) -> str:
    return f"{root.absolute_url()}/{PAGE}"


@task(OFFICE, title=_("Mail to the office: something came in"))
def mail_office(site: Any, path: str) -> None:
    """Too soon after the last mail it waits, and so tells of all that came meanwhile."""
    root = site.unrestrictedTraverse(path, None)
    if root is None:
        return
    annotations, moment = IAnnotations(root), datetime.now(UTC)
    told = datetime.fromisoformat(annotations.get(TOLD_KEY, "2000-01-01T00:00:00+00:00"))
    if moment - told < INTERVAL:
        wait = (told + INTERVAL - moment).total_seconds()
        defer(OFFICE, key=f"{path}:later", after=wait, path=path)
        return
    count = sum(row.created > told for row in register.rows(root) if row.state == "received")
    if not count:
        return
    for to in office(root, moment):
        send(to, *office_text(root, count), f"office-{to.user_id}-{moment:%Y%m%d%H%M%S}")
    annotations[TOLD_KEY] = moment.isoformat()


def office(root: Any, moment: datetime) -> list[Person]:
    """The clerks; the heads while there are none."""
    group = group_ids(root).get(CLERKS)
    ids = sorted(users([group])) if group else []
    found = [each for each in map(person, ids) if each is not None]
    return found or [each for each in map(person, heads(root, moment)) if each is not None]


def office_text(root: Any, count: int) -> tuple[str, str]:
    subject = _("New in the register of cases: ${count}", mapping={"count": count})
    body = _(
        "${count} applications or feedback came in at ${school} and wait to be handled: ${url}",
        mapping={"count": count, "school": root.Title(), "url": f"{root.absolute_url()}/{DESK}"},
    )
    return say(subject), say(body) + "\n"


def send(to: Person, subject: str, body: str, key: str) -> None:
    """What the server refuses for good is given up; any other failure is tried again."""
    try:
        deliver(build(to, subject, body, key, datetime.now(UTC)))
    except Refused as error:
        logger.warning("A mail about a case was refused: %s", error)


def forget_told(root: Any) -> None:
    IAnnotations(root).pop(TOLD_KEY, None)
