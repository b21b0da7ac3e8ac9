"""When opinions go: with their topic, and by the period that the school's settings state."""

from Acquisition import aq_base
from collections.abc import Iterator
from datetime import datetime
from dateutil.relativedelta import relativedelta
from hcmedu.portal import _
from hcmedu.portal.consultations.mails import TOLD_KEY
from hcmedu.portal.consultations.model import Row
from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.register import kind_of
from hcmedu.portal.consultations.register import PREFIX
from hcmedu.portal.consultations.register import remove
from hcmedu.portal.consultations.register import rows
from hcmedu.portal.consultations.register import strip
from hcmedu.portal.consultations.settings import ConsultationSettings
from hcmedu.portal.consultations.settings import SETTINGS_KEY
from hcmedu.portal.consultations.totals import DELETED_KEY
from hcmedu.portal.consultations.totals import forget_deleted
from hcmedu.portal.consultations.totals import note_deleted
from hcmedu.portal.content import moments
from hcmedu.portal.editorial.trace.board import school_roots
from hcmedu.portal.school.root import school_root
from hcmedu.portal.submissions.packing import note_deletion
from hcmedu.portal.submissions.store import kinds
from hcmedu.portal.submissions.store import move_shelf
from hcmedu.portal.submissions.store import remove_shelf
from hcmedu.portal.worker import periodic
from plone import api
from typing import Any
from zope.annotation.interfaces import IAnnotations


def is_over(closes: datetime | None, months: int, moment: datetime) -> bool:
    """Whether so many months have gone by since the end; without an end never."""
    return closes is not None and moment >= closes + relativedelta(months=months)


@periodic(
    "hcmedu.consultations.forget", minutes=360, title=_("Delete personal data of old opinions")
)
def forget_old(site: Any) -> None:
    """A second run finds nothing left to do."""
    done = [forget(topic) for root in school_roots() for topic in topics_with_opinions(root)]
    if any(done):
        note_deletion(site)


def topics_with_opinions(root: Any) -> Iterator[Any]:
    """Topics of the school that somebody wrote to, whoever may see them."""
    catalog = api.portal.get_tool("portal_catalog")
    uids = [kind.removeprefix(PREFIX) for kind in kinds(root) if kind.startswith(PREFIX)]
    for brain in catalog.unrestrictedSearchResults(UID=uids) if uids else ():
        topic = brain._unrestrictedGetObject()
        if school_root(topic) == root:
            yield topic


def forget(topic: Any) -> bool:
    """Delete what is over of one topic; whether anything was deleted."""
    months = ConsultationSettings(school_root(topic)).months_kept
    if not is_over(moments.in_zone(topic.closes), months, moments.now()):
        return False
    found = rows(topic)
    gone = [row for row in found if row.state != State.PUBLISHED]
    kept = [row for row in found if row.state == State.PUBLISHED and not row.stripped]
    note_and_remove(topic, gone)
    for row in kept:
        strip(topic, row.receipt)
    return bool(gone or kept)


def note_and_remove(topic: Any, gone: list[Row]) -> None:
    if gone:
        note_deleted(topic, gone)
    for row in gone:
        remove(topic, row.receipt)


def topic_removed(topic: Any, event: Any) -> None:
    """Subscriber, before a topic or what holds it is deleted: while its school is known."""
    root = school_root(topic)
    if root is None:
        return
    forget_deleted(topic)
    if remove_shelf(root, kind_of(topic)):
        note_deletion(api.portal.get())


def topic_moved(topic: Any, event: Any) -> None:
    """Subscriber, before a topic or what holds it goes elsewhere: into another school perhaps."""
    if event.oldParent is None or event.newParent is None:
        return
    old, new = school_root(event.oldParent), school_root(event.newParent)
    if old is not None and new is not None and aq_base(old) is not aq_base(new):
        move_shelf(old, new, kind_of(topic))


def forget_school(root: Any) -> None:
    """Settings, numbers and clock of a school; its opinions lie in the store."""
    for key in (SETTINGS_KEY, DELETED_KEY, TOLD_KEY):
        IAnnotations(root).pop(key, None)
