"""Applications and feedback of the demo school: invented people, in every state."""

from collections.abc import Mapping
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from hcmedu.portal.cases import register
from hcmedu.portal.cases.model import About
from hcmedu.portal.cases.model import Answer
from hcmedu.portal.cases.model import NewCase
from hcmedu.portal.cases.model import State
from hcmedu.portal.cases.model import Step
from hcmedu.portal.cases.timelimits import due_day
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.content.moments import now
from pathlib import Path
from plone import api
from typing import Any

import yaml


PATH = Path(__file__).parent / "cases.yaml"
MORNING = time(8, 20)


def seed_cases(root: Any, today: date, clerk: str) -> int:
    """How many came in; one that is there already stays as it is. ``clerk``: id of who handles."""
    rows = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    return sum(_seed(root, row, number, today, clerk) for number, row in enumerate(rows))


def _seed(root: Any, row: Mapping[str, Any], number: int, today: date, clerk: str) -> bool:
    came = today - timedelta(days=row["days_ago"])
    new = _new(root, row, came)
    receipts = {each.receipt for each in register.rows(root)}
    receipt = register.take_in(root, new, [], f"demo-{number}", _moment(came))
    if receipt in receipts:
        return False
    was = State.RECEIVED
    for step in row.get("steps", ()):
        state = State(step.get("state", was))
        moment = _moment(came + timedelta(days=step["after"]))
        told = Step(moment, state, clerk, step.get("message", ""), step.get("note", ""))
        register.move(root, receipt, told, was)
        was = state
    return True


def _new(root: Any, row: Mapping[str, Any], came: date) -> NewCase:
    answers = (Answer(f"field-{n}", *pair) for n, pair in enumerate(row["answers"]))
    kind = (Answer("nguoi_gop_y", "Người góp ý", row["kind"]),) if "kind" in row else ()
    return NewCase(
        about=About(row["about"]),
        form=_form(root, row["form"]),
        form_title=row["form"],
        name=row["name"],
        phone=row["phone"],
        procedure=_procedure(root, row.get("code", "")),
        due=due_day(root, came, row.get("limit")),
        answers=(*kind, *answers),
    )


def _form(root: Any, title: str) -> str:
    """UID of the form of that title in this school; empty where there is none."""
    return next((brain.UID for brain in _brains(root, "EasyForm") if brain.Title == title), "")


def _procedure(root: Any, code: str) -> str:
    """The same for the procedure of that code."""
    found = _brains(root, "Procedure") if code else ()
    return next((b.UID for b in found if b._unrestrictedGetObject().code == code), "")


def _brains(root: Any, portal_type: str) -> Any:
    catalog = api.portal.get_tool("portal_catalog")
    path = "/".join(root.getPhysicalPath())
    return catalog.unrestrictedSearchResults(portal_type=portal_type, path=path)


def _moment(day: date) -> datetime:
    """In the morning, never later than now."""
    return min(in_zone(datetime.combine(day, MORNING)), now())
