"""Mails of the office: what is due and overdue, each working day; that a report is there.

Numbers only: a mail may be read by others. The clock notes that it has asked in the transaction in
which the job is taken in; the job is tried again when the mail server does not answer.
"""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import UTC
from hcmedu.portal import _
from hcmedu.portal.cases import register
from hcmedu.portal.cases.desk.office import GROUPS
from hcmedu.portal.cases.desk.report import Month
from hcmedu.portal.cases.model import ENDED
from hcmedu.portal.cases.settings import settings
from hcmedu.portal.cases.timelimits import days_off
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.editorial.notify.clock import school_roots
from hcmedu.portal.editorial.notify.delivery import deliver
from hcmedu.portal.editorial.notify.delivery import Refused
from hcmedu.portal.editorial.notify.message import build
from hcmedu.portal.editorial.notify.message import is_configured
from hcmedu.portal.editorial.notify.people import person
from hcmedu.portal.editorial.notify.people import users
from hcmedu.portal.vietnamese import format_date
from hcmedu.portal.vietnamese.workdays import is_working_day
from hcmedu.portal.worker import defer
from hcmedu.portal.worker import periodic
from hcmedu.portal.worker import task
from persistent.mapping import PersistentMapping
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.i18n import translate

import logging


#: Annotation of a school root: the day of the last reminder, the month of the last report.
CLOCK_KEY = "hcmedu.portal.cases.clock"
MORNING = time(7, 30)
CLERKS, HEADS = GROUPS
REMINDER, REPORT = "reminder", "report"
logger = logging.getLogger("hcmedu.portal.cases")


@periodic("hcmedu.cases.remind", minutes=10, title=_("Remind the clerks of cases"))
def remind(site: Any) -> None:
    if not is_configured():
        return
    for root in school_roots(site):
        if settings(root).remind:
            remind_school(root, now())


def remind_school(root: Any, moment: datetime) -> list[tuple[str, str]]:
    """Ask for the mails of this moment, once: kind and user of each.

    A clock that was never set begins with the month to come.
    """
    asked: list[tuple[str, str]] = []
    state = _clock(root)
    today, month = moment.date(), str(Month.of(moment.date()))
    if state["reported"] != month:
        if state["reported"]:
            asked += _ask(root, REPORT, HEADS)
        state["reported"] = month
    if moment.time() < MORNING or state["reminded"] == today.isoformat():
        return asked
    state["reminded"] = today.isoformat()
    if is_working_day(today, days_off(root)) and any(due(root, today)):
        # A school too small for clerks: its head handles what comes in
        asked += _ask(root, REMINDER, CLERKS) or _ask(root, REMINDER, HEADS)
    return asked


def _clock(root: Any) -> PersistentMapping:
    annotations = IAnnotations(root)
    if CLOCK_KEY not in annotations:
        annotations[CLOCK_KEY] = PersistentMapping(reminded="", reported="")
    return annotations[CLOCK_KEY]


def forget_clock(root: Any) -> None:
    IAnnotations(root).pop(CLOCK_KEY, None)


def due(root: Any, today: date) -> tuple[int, int]:
    """How many open cases are overdue, and how many end today."""
    open_rows = [row for row in register.rows(root) if row.state not in ENDED]
    return (
        sum(row.overdue(today) for row in open_rows),
        sum(row.due == today for row in open_rows),
    )


def _ask(root: Any, kind: str, group: str) -> list[tuple[str, str]]:
    known = group_ids(root)
    found = sorted(users([known[group]]) if group in known else ())
    for user_id in found:
        key = f"{IUUID(root)}:{kind}:{user_id}"
        defer("hcmedu.cases.mail", key=key, root=IUUID(root), kind=kind, user=user_id)
    return [(kind, user_id) for user_id in found]


@task("hcmedu.cases.mail", title=_("Mails about cases"))
def send_mail(site: Any, root: str, kind: str, user: str) -> None:
    """What is true when it is sent; nothing when there is nothing to tell any more."""
    school = next((each for each in school_roots(site) if IUUID(each) == root), None)
    to = person(user)
    written = _written(school, kind) if school is not None and to is not None else None
    if written is None or not is_configured():
        return
    key = f"hcmedu-{kind}-{root}-{user}-{now():%Y%m%d}"
    try:
        deliver(build(to, *written, key, datetime.now(UTC)))
    except Refused as error:  # for good: no other try would help
        logger.warning("a mail about cases was refused: %s", error)


def _written(root: Any, kind: str) -> tuple[str, str] | None:
    """Subject and body, in the language of the site."""
    if kind == REPORT:
        return _report_text(root)
    overdue, today = due(root, now().date())
    if not overdue and not today:
        return None
    mapping = {"overdue": overdue, "today": today, "new": register.waiting(root, now().date())[0]}
    mapping |= {"day": format_date(now().date()), "url": f"{root.absolute_url()}/@@hcmedu-cases"}
    subject = _("Cases: ${overdue} overdue, ${today} due today", mapping=mapping)
    body = (
        _("Cases on ${day}:", mapping=mapping),
        _("- overdue: ${overdue}", mapping=mapping),
        _("- due today: ${today}", mapping=mapping),
        _("- not begun: ${new}", mapping=mapping),
        _("The list: ${url}", mapping=mapping),
    )
    return _say(subject), "\n".join(map(_say, body)) + "\n"


def _report_text(root: Any) -> tuple[str, str]:
    month = Month.of(now().date()).shifted(-1)
    url = f"{root.absolute_url()}/@@hcmedu-cases-report?month={month}"
    mapping = {"month": month.title, "url": url}
    subject = _("Report on applications and feedback of ${month}", mapping=mapping)
    body = _("The report on applications and feedback of ${month} is there:", mapping=mapping)
    return _say(subject), f"{_say(body)}\n\n{url}\n"


def _say(message: Any) -> str:
    return translate(message, target_language=api.portal.get_default_language())
