"""The snapshot of the week: Monday morning, once, however often the worker asks."""

from datetime import datetime
from datetime import timedelta
from hcmedu.portal import _
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.history import store
from hcmedu.portal.compliance.history.snapshots import Kind
from hcmedu.portal.compliance.history.snapshots import snapshot_of
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.notify.clock import school_roots
from hcmedu.portal.worker import periodic
from plone import api
from typing import Any
from zope.i18n import translate


#: Monday at this hour; when the worker stood still then, as soon as it runs again.
MORNING = 5


@periodic("hcmedu.compliance.weekly", minutes=30, title=_("Keep the self-assessment of the week"))
def keep_weekly(site: Any) -> None:
    moment = now()
    for root in school_roots(site):
        if is_due(root, moment):
            keep_now(root, moment)


def is_due(root: Any, moment: datetime) -> bool:
    """Whether the week that runs has no snapshot of the clock yet."""
    monday = week_begin(moment)
    if moment < monday + timedelta(hours=MORNING):
        return False
    return all(each.at < monday for each in store.heads(root) if each.kind is Kind.WEEKLY)


def keep_now(root: Any, moment: datetime) -> str:
    """Keep the report of that moment, and let go what is too old; the id."""
    snapshot = snapshot_of(report_of(root, moment), say, Kind.WEEKLY)
    key = store.keep(root, snapshot)
    store.thin(root, moment)
    return key


def week_begin(moment: datetime) -> datetime:
    day = moment - timedelta(days=moment.weekday())
    return day.replace(hour=0, minute=0, second=0, microsecond=0)


def say(message: Any) -> str:
    """In the site's language: what is kept has one."""
    return translate(message, target_language=api.portal.get_default_language())
