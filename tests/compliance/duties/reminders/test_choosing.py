"""When somebody is told of what: borders of days and hours."""

from datetime import date
from datetime import datetime
from hcmedu.portal.compliance.evaluation import Missing
from hcmedu.portal.compliance.evaluation.deadlines import Deadline
from hcmedu.portal.compliance.reminders import choosing
from hcmedu.portal.regulations.model import Check
from hcmedu.portal.regulations.model import CheckKind

import pytest


def at(text):
    return datetime.fromisoformat(f"{text}+07:00")


CHECK = Check("friday", CheckKind.WEEKLY_DEADLINE, "Lịch tuần sau.", (), ("thcs",))
WHAT = Missing("due_review", {"section": "Lịch"})


def deadline(when="2026-11-27T16:00", **more):
    return Deadline(at(when), "A31.friday", "A31", CHECK, WHAT, **more)


@pytest.mark.parametrize(
    ("moment", "days", "wanted"),
    [
        ("2026-11-23T23:59", 3, False),
        ("2026-11-24T00:00", 3, True),
        ("2026-11-27T15:59", 3, True),
        ("2026-11-27T16:00", 3, True),
        ("2026-11-27T16:01", 3, False),
        ("2026-11-26T07:00", 1, True),
        ("2026-11-25T07:00", 1, False),
    ],
)
def test_how_early_somebody_is_told(moment, days, wanted):
    assert bool(choosing.soon([deadline()], at(moment), days)) is wanted


@pytest.mark.parametrize(("done", "wanted"), [(True, False), (False, True), (None, True)])
def test_what_is_done_is_not_told(done, wanted):
    found = choosing.soon([deadline(done=done)], at("2026-11-25T07:00"), 3)
    assert bool(found) is wanted


def test_nobody_is_told_twice():
    known = {choosing.id_of(deadline())}
    assert choosing.soon([deadline()], at("2026-11-25T07:00"), 3, known) == []
    other = deadline(uid="x")
    assert choosing.soon([other], at("2026-11-25T07:00"), 3, known) == [other]


@pytest.mark.parametrize(("done", "wanted"), [(False, True), (None, False), (True, False)])
def test_what_was_missed(done, wanted):
    found = choosing.missed([deadline(done=done)], at("2026-11-27T16:01"))
    assert bool(found) is wanted
    assert choosing.missed([deadline(done=False)], at("2026-11-27T16:00")) == []


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        ("2026-11-30T06:59", date(2026, 11, 23)),
        ("2026-11-30T07:00", date(2026, 11, 30)),
        ("2026-12-06T23:59", date(2026, 11, 30)),
    ],
)
def test_a_week_begins_on_monday_at_seven(moment, week):
    assert choosing.week_of(at(moment)) == week


@pytest.mark.parametrize(
    ("moment", "checked", "wanted"),
    [
        ("2026-11-30T06:59", "", False),
        ("2026-11-30T07:00", "", True),
        ("2026-11-30T07:00", "2026-11-29", True),
        ("2026-11-30T23:59", "2026-11-30", False),
    ],
)
def test_mails_are_asked_for_once_a_day(moment, checked, wanted):
    assert choosing.is_due(at(moment), checked) is wanted


def test_what_is_over_for_long_is_forgotten():
    ids = [choosing.id_of(deadline()), choosing.id_of(deadline("2026-09-04T16:00"))]
    assert choosing.forgettable(ids, date(2026, 11, 30)) == ids[1:]
