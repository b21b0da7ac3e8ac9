"""What to do this week: what is late or due, then what is quickest."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from hcmedu.portal.compliance.evaluation import Finding
from hcmedu.portal.compliance.evaluation import Mend
from hcmedu.portal.compliance.evaluation import Missing
from hcmedu.portal.compliance.evaluation import Result
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.page.rows import decimal
from hcmedu.portal.compliance.page.rows import dues
from hcmedu.portal.compliance.page.todo import is_late
from hcmedu.portal.compliance.page.todo import MOST_DUE
from hcmedu.portal.compliance.page.todo import to_do
from hcmedu.portal.regulations.model import Check
from hcmedu.portal.regulations.model import CheckKind

import pytest


ZONE = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 27, 10, 0, tzinfo=ZONE)


def result(key, status=Status.NOT_MET, action="add", section="", **finding):
    check = Check("x", CheckKind.NOT_EMPTY, "Có", (), ())
    mend = Mend(action, section or key)
    return Result(key, "A31", check, "coverage", Finding(status, mend=mend, **finding))


def keys(results):
    return [each.key for each in results]


def test_what_is_late_comes_first_then_what_is_due():
    found = to_do(
        [
            result("later", due=date(2026, 12, 5)),
            result("friday", due=datetime(2026, 11, 27, 16, tzinfo=ZONE)),
            result("late", due=date(2026, 6, 30)),
            result("week", due=date(2026, 12, 4)),
        ],
        NOW,
    )
    assert keys(found.due) == ["late", "friday", "week"]
    assert keys(found.quick) == ["later"]


def test_what_was_missed_is_told_by_its_day_and_what_came_late_is_nothing_to_do():
    late = Missing("timetable_late", {"due": date(2026, 9, 1)})
    gone = Missing("not_reviewed", {"due": date(2026, 8, 31)})
    results = [
        result("lost", Status.PARTIAL, missing=late, due=date(2026, 12, 1)),
        result("review", missing=gone, due=date(2027, 8, 31)),
    ]
    assert keys(to_do(results, NOW).due) == ["review"]
    assert dues(results[1]) == (date(2026, 8, 31), date(2027, 8, 31))
    assert dues(results[0]) == (None, date(2026, 12, 1))


def test_the_quickest_of_the_rest_come_first():
    rest = [
        result("add"),
        result("edit", action="edit"),
        result("profile", action="profile"),
        result("nearly", Status.PARTIAL, fulfilled=4, total=5),
        result("begun", Status.PARTIAL, fulfilled=1, total=5),
    ]
    assert keys(to_do(rest, NOW).quick) == ["profile", "edit", "nearly", "begun", "add"]


def test_what_one_deed_mends_is_one_thing_to_do():
    twins = [result("empty", section="A25"), result("old", section="A25"), result("x")]
    assert keys(to_do(twins, NOW).quick) == ["empty", "x"]
    late = result("late", section="A25", due=date(2026, 11, 1))
    assert keys(to_do([late, *twins], NOW).quick) == ["x"]


@pytest.mark.parametrize("status", [Status.MET, Status.TO_ATTEST, Status.NOT_APPLICABLE])
def test_nothing_is_to_do_where_nothing_is_missing(status):
    found = to_do([result("x", status, due=date(2026, 1, 1))], NOW)
    assert not found.due and not found.quick


def test_a_list_has_an_end():
    found = to_do([result(str(n), due=date(2026, 11, 1)) for n in range(20)], NOW)
    assert (len(found.due), found.more) == (MOST_DUE, 20 - MOST_DUE)


@pytest.mark.parametrize(
    ("due", "late"),
    [
        (None, False),
        (date(2026, 11, 26), True),
        # A day is over with its end
        (date(2026, 11, 27), False),
        (datetime(2026, 11, 27, 9, 59, tzinfo=ZONE), True),
        (datetime(2026, 11, 27, 10, 0, tzinfo=ZONE), True),
        (datetime(2026, 11, 27, 10, 1, tzinfo=ZONE), False),
    ],
)
def test_when_it_is_late(due, late):
    assert is_late(due, NOW) is late


@pytest.mark.parametrize(
    ("value", "text"), [(87.5, "87,5"), (100.0, "100"), (0.0, "0"), (None, "–")]
)
def test_numbers_are_vietnamese(value, text):
    assert decimal(value) == text
