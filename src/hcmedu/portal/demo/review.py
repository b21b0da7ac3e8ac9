"""History and self-review of the demo school: its past weeks as they would have been judged."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.history import store as history
from hcmedu.portal.compliance.history.clock import say
from hcmedu.portal.compliance.history.snapshots import Kind
from hcmedu.portal.compliance.history.snapshots import snapshot_of
from hcmedu.portal.compliance.review import store
from hcmedu.portal.compliance.review.measures import Measure
from hcmedu.portal.compliance.serial import owner_title
from hcmedu.portal.compliance.wording import sentence
from hcmedu.portal.content.moments import in_zone
from pathlib import Path
from typing import Any

import yaml


PATH = Path(__file__).parent / "review.yaml"
MORNING = time(5, 30)


def seed_review(root: Any, today: date) -> None:
    """Only where there is neither yet: what a school keeps stays."""
    rows = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    if not history.heads(root):
        seed_history(root, today, rows)
    if not store.measures(root):
        store.add(root, *measures(root, today, rows["measures"]))


def seed_history(root: Any, today: date, rows: Mapping[str, Any]) -> None:
    monday = today - timedelta(days=today.weekday())
    for week in range(rows["weeks"]):
        keep(root, monday - timedelta(weeks=week), Kind.WEEKLY)
    for row in rows["assessments"]:
        keep(root, today - timedelta(days=row["days_ago"]), Kind.ASSESSMENT, row["title"])


def keep(root: Any, day: date, kind: Kind, title: str = "") -> None:
    moment = in_zone(datetime.combine(day, MORNING))
    made = snapshot_of(report_of(root, moment), say, kind)
    history.keep(root, replace(made, title=title))


def measures(root: Any, today: date, rows: list[Mapping[str, Any]]) -> Iterator[Measure]:
    """For the first findings one each; without a finding, only what people found."""
    moment = in_zone(datetime.combine(today, MORNING))
    findings = iter(report_of(root, moment).of(Status.NOT_MET, Status.PARTIAL))
    for row in rows:
        result = None if "found" in row else next(findings, None)
        if result is None and "found" not in row:
            continue
        missing = result.finding.missing if result else None
        yield Measure(
            id="",
            key=result.key if result else "",
            section=f"{result.owner} {owner_title(result.owner)}" if result else "",
            found=say(sentence(missing)) if missing else row.get("found") or result.check.demand,
            found_on=today - timedelta(days=30),
            what=row["what"],
            person="",
            name=row["name"],
            due=today + timedelta(days=row["due_in"]),
            done=today - timedelta(days=row["done"]) if "done" in row else None,
            note=row.get("note", ""),
        )
