"""What the worker does: asks each morning who is to be told, and sends one mail a person.

A job may run twice; what was told stands in the school's memory, in the transaction of the mail.
"""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hashlib import blake2b
from hcmedu.portal import _
from hcmedu.portal.compliance.calendar import deadlines_of
from hcmedu.portal.compliance.evaluation.deadlines import Deadline
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.reminders import choosing
from hcmedu.portal.compliance.reminders.memory import Memory
from hcmedu.portal.compliance.reminders.memory import open_memory
from hcmedu.portal.compliance.reminders.recipients import Recipients
from hcmedu.portal.compliance.reminders.writing import Writer
from hcmedu.portal.compliance.settings import settings_of
from hcmedu.portal.compliance.settings.reach import official
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.notify.clock import school_roots
from hcmedu.portal.editorial.notify.delivery import deliver
from hcmedu.portal.editorial.notify.delivery import Refused
from hcmedu.portal.editorial.notify.message import build
from hcmedu.portal.editorial.notify.message import is_configured
from hcmedu.portal.worker import defer
from hcmedu.portal.worker import periodic
from hcmedu.portal.worker import task
from plone.uuid.interfaces import IUUID
from typing import Any

import logging


PLAN, MAIL = "hcmedu.compliance.remind-school", "hcmedu.compliance.mail"
#: What was missed longer ago is not told of each Monday; what is still missing is, for good.
BACK = timedelta(days=14)
logger = logging.getLogger("hcmedu.portal.compliance")


@periodic("hcmedu.compliance.remind", minutes=15, title=_("Remind of the deadlines of the law"))
def remind(site: Any) -> None:
    if not is_configured():
        return
    for root in school_roots(site):
        if settings_of(root).reminders and choosing.is_due(now(), open_memory(root).checked):
            defer(PLAN, key=IUUID(root), root=IUUID(root))


@task(PLAN, title=_("Look whom to remind of deadlines"))
def plan(site: Any, root: str) -> None:
    """Of one school: another one that can't be read must not be in its way."""
    school = find_school(site, root)
    if school is not None and settings_of(school).reminders:
        remind_school(school, now())


def find_school(site: Any, uid: str) -> Any | None:
    return next((each for each in school_roots(site) if IUUID(each) == uid), None)


def remind_school(root: Any, moment: datetime) -> list[str]:
    """Ask for the mails of the day, once; ids of those who are to get one."""
    memory = open_memory(root)
    if not choosing.is_due(moment, memory.checked):
        return []
    week = choosing.week_of(moment)
    memory.check(moment.date(), week)
    recipients = Recipients(root)
    coming = soon_of(root, moment)
    found = {user for each in coming for user in recipients.in_charge(each)}
    found = {user for user in found if own_news(recipients, memory, user, coming)}
    found |= {user for user in recipients.overseers(moment) if memory.wants_digest(user, week)}
    for user in sorted(found):
        defer(MAIL, key=f"{IUUID(root)}:{user}", root=IUUID(root), user=user)
    return sorted(found)


def soon_of(root: Any, moment: datetime) -> list[Deadline]:
    days = settings_of(root).reminder_days
    last = moment.date() + timedelta(days=days)
    return choosing.soon(deadlines_of(root, moment.date(), last, moment), moment, days)


def own_news(
    recipients: Recipients, memory: Memory, user: str, coming: list[Deadline]
) -> list[Deadline]:
    """What this person is in charge of and was not told yet."""
    told = memory.told(user)
    return [each for each in recipients.of(user, coming) if choosing.id_of(each) not in told]


@task(MAIL, title=_("Mails about deadlines"))
def send_mail(site: Any, root: str, user: str) -> None:
    """What is true when it is sent; nothing where there is nothing to tell any more."""
    school = find_school(site, root)
    if school is not None and settings_of(school).reminders and is_configured():
        mail_person(school, user, now())


def mail_person(root: Any, user: str, moment: datetime) -> bool:
    """Whether there was something to tell; at most one mail a day."""
    memory, recipients, to = open_memory(root), Recipients(root), official(user)
    today, week = moment.date(), choosing.week_of(moment)
    if to is None or memory.is_mailed(user, today):
        return False
    news = own_news(recipients, memory, user, soon_of(root, moment))
    oversees = user in recipients.overseers(moment) and memory.wants_digest(user, week)
    report = report_of(root, moment) if oversees else None
    missed = missed_of(root, moment) if oversees else []
    if not news and report is None:
        return False
    subject, body = Writer(root, moment).mail(to, news, missed, report)
    try:
        deliver(build(to, subject, body, key_of(root, user, today), datetime.now(UTC)))
    except Refused as error:  # for good: no other try would help
        logger.warning("a mail about deadlines was refused: %s", error)
    memory.remember(user, today, map(choosing.id_of, news), week if oversees else None)
    return True


def key_of(root: Any, user: str, today: date) -> str:
    """For the Message-ID: a second try of the mail of a day has the same one."""
    digest = blake2b(f"{IUUID(root)} {user}".encode(), digest_size=12).hexdigest()
    return f"hcmedu-compliance-{digest}-{today:%Y%m%d}"


def missed_of(root: Any, moment: datetime) -> list[Deadline]:
    first = moment.date() - BACK
    return choosing.missed(deadlines_of(root, first, moment.date(), moment), moment)
