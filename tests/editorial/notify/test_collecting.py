"""When mails go out: pure rules."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.editorial.notify.collecting import due
from hcmedu.portal.editorial.notify.collecting import INTERVAL
from hcmedu.portal.editorial.notify.collecting import is_claimed
from hcmedu.portal.editorial.notify.collecting import is_given_up
from hcmedu.portal.editorial.notify.collecting import LEASE
from hcmedu.portal.editorial.notify.collecting import monday_morning
from hcmedu.portal.editorial.notify.collecting import PATIENCE
from hcmedu.portal.editorial.notify.collecting import pause
from hcmedu.portal.editorial.notify.collecting import reminder_due
from hypothesis import given
from hypothesis import strategies as st
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest


ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
START = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
TICK = timedelta(minutes=1)


def mails(submissions, tick=TICK):
    """Moments of mails, each with the submissions that it lists; one look each ``tick``."""
    waiting, sent, now = sorted(submissions), [], START
    while waiting:
        seen = [moment for moment in waiting if moment <= now]
        if seen and due(seen[0], sent[-1][0] if sent else None) <= now:
            sent.append((now, seen))
            waiting = waiting[len(seen) :]
        now += tick
    return sent


MOMENTS = st.lists(
    st.integers(0, 4 * 3600).map(lambda seconds: START + timedelta(seconds=seconds)), max_size=40
)


@given(MOMENTS)
def test_never_two_mails_within_the_interval(submissions):
    moments = [moment for moment, _told in mails(submissions)]
    assert all(later - earlier >= INTERVAL for earlier, later in pairwise(moments))


@given(MOMENTS)
def test_nothing_waits_longer_than_the_interval_and_one_look(submissions):
    for moment, told in mails(submissions):
        assert all(moment - submitted <= INTERVAL + TICK for submitted in told)


@given(MOMENTS)
def test_each_submission_is_told_once(submissions):
    told = [submitted for _moment, listed in mails(submissions) for submitted in listed]
    assert told == sorted(submissions)


def test_what_is_submitted_within_a_minute_is_one_mail():
    submissions = [START + timedelta(seconds=seconds) for seconds in (0, 20, 50)]
    assert [len(told) for _moment, told in mails(submissions)] == [3]


@given(st.integers(1, 10_000))
def test_pauses_double_up_to_an_hour(attempts):
    assert pause(attempts) <= pause(attempts + 1) <= timedelta(hours=1)


def test_the_first_pause_is_a_minute():
    assert [pause(number).total_seconds() / 60 for number in range(1, 8)] == [
        *(1, 2, 4, 8, 16, 32, 60)
    ]


def test_after_five_days_a_mail_is_given_up():
    assert not is_given_up(START, START + PATIENCE - TICK)
    assert is_given_up(START, START + PATIENCE)


def test_a_claim_ends_with_its_lease():
    assert not is_claimed(None, START)
    assert is_claimed(START, START)
    assert not is_claimed(START, START + LEASE)


def test_a_claim_from_the_future_does_not_hold():
    """The clock of the machine was set back since."""
    assert not is_claimed(START + timedelta(days=1), START)


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        ((2026, 11, 23, 6, 59), (2026, 11, 16)),
        ((2026, 11, 23, 7, 0), (2026, 11, 23)),
        ((2026, 11, 25, 12, 0), (2026, 11, 23)),
        ((2026, 11, 29, 23, 59), (2026, 11, 23)),
        ((2027, 1, 3, 12, 0), (2026, 12, 28)),
    ],
)
def test_the_latest_monday_morning(now, monday):
    found = monday_morning(datetime(*now, tzinfo=ZONE))
    assert found == datetime(*monday, 7, 0, tzinfo=ZONE)


@given(st.lists(st.integers(1, 5 * 24 * 60), min_size=1, max_size=60))
def test_one_reminder_for_each_monday_whenever_the_worker_looks(gaps):
    """``gaps`` in minutes between looks; a stopped worker makes up for the last Monday only."""
    reminded = now = datetime(2026, 11, 25, 12, 0, tzinfo=ZONE)
    for gap in gaps:
        before, now = now, now + timedelta(minutes=gap)
        was_due = reminder_due(now, reminded)
        assert was_due == (monday_morning(now) > before)
        reminded = now if was_due else reminded
