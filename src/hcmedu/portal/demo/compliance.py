"""The demo school's self-review: the head's word, rules of its own, measures, weeks gone by."""

from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from hcmedu.portal.compliance.attesting import attest
from hcmedu.portal.compliance.attesting import attestations
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.history import store
from hcmedu.portal.compliance.history.clock import say
from hcmedu.portal.compliance.history.snapshots import Kind
from hcmedu.portal.compliance.history.snapshots import snapshot_of
from hcmedu.portal.compliance.review.measures import Measure
from hcmedu.portal.compliance.review.store import add
from hcmedu.portal.compliance.review.store import measures
from hcmedu.portal.compliance.settings import settings_of
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.demo import loading
from hcmedu.portal.school.profile import ISchoolProfile
from typing import Any

import yaml


#: Weeks of which the school has kept its report, and the hour of Monday at which it does.
WEEKS, EARLY, NOON = 12, time(5, 0), time(11, 0)


def load_compliance(today: date) -> dict[str, Any]:
    path = loading.HERE / "compliance.yaml"
    return yaml.load(path.read_text(encoding="utf-8"), loading.loader(today))


def fill_compliance(root: Any, today: date) -> None:
    """Each part unless the school has something of it already."""
    data, head = load_compliance(today), ISchoolProfile(root).principal
    if not attestations(root):
        for row in data["attested"]:
            attest(root, row["key"], head, row["note"], row["day"])
    settings = settings_of(root)
    if not settings.own:
        settings.public_status = True
        settings.own = [{"id": "", "day": None, "month": None, **row} for row in data["own"]]
    if not measures(root):
        add(root, *(as_measure(row) for row in data["measures"]))
    if not store.heads(root):
        keep_weeks(root, today, data["assessment"], head)


def as_measure(row: dict[str, Any]) -> Measure:
    return Measure(**{"id": "", "person": "", **row})


def keep_weeks(root: Any, today: date, assessment: dict[str, Any], head: str) -> None:
    """Reports as of the Mondays before this week, by what was public then; one is an assessment."""
    monday = today - timedelta(days=today.weekday())
    for weeks_ago in range(WEEKS, 0, -1):
        day = monday - timedelta(weeks=weeks_ago)
        keep(root, day, EARLY, Kind.WEEKLY)
        if weeks_ago == assessment["weeks_ago"]:
            keep(root, day, NOON, Kind.ASSESSMENT, assessment["title"], head)


def keep(root: Any, day: date, at: time, kind: Kind, title: str = "", by: str = "") -> None:
    report = report_of(root, in_zone(datetime.combine(day, at)))
    store.keep(root, snapshot_of(report, say, kind, title, by))
