"""The rules about dates, without Plone: every time is handed in."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.editorial.timing.rules import date_problem
from hcmedu.portal.editorial.timing.rules import DateProblem
from hcmedu.portal.editorial.timing.rules import is_due
from hcmedu.portal.editorial.timing.rules import is_expired
from hcmedu.portal.editorial.timing.rules import is_reversed
from hcmedu.portal.editorial.timing.rules import publication_date
from hcmedu.portal.editorial.timing.rules import publishes_at
from hypothesis import given
from hypothesis import strategies as st

import pytest


NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
#: Few different moments, so that borders are met.
moments = st.integers(-5, 5).map(lambda seconds: NOW + seconds * SECOND)
dates = st.none() | moments


@pytest.mark.parametrize(
    ("offset", "publishes"), [(-1, False), (0, False), (1, True)], ids=["before", "at", "after"]
)
def test_only_a_date_after_the_approval_is_an_order(offset, publishes):
    effective = NOW + offset * SECOND
    assert publishes_at(effective, NOW) == (effective if publishes else None)


def test_no_date_is_no_order():
    assert publishes_at(None, NOW) is None


@pytest.mark.parametrize(("offset", "due"), [(-1, True), (0, True), (1, False)])
def test_due_from_its_second_on(offset, due):
    assert is_due(NOW + offset * SECOND, None, NOW) is due


@pytest.mark.parametrize(("offset", "due"), [(-1, False), (0, False), (1, True)])
def test_what_expired_meanwhile_is_not_due(offset, due):
    assert is_due(NOW - SECOND, NOW + offset * SECOND, NOW) is due


@pytest.mark.parametrize(("offset", "expired"), [(-1, True), (0, True), (1, False)])
def test_expired_from_its_second_on(offset, expired):
    assert is_expired(NOW + offset * SECOND, NOW) is expired


def test_what_has_no_expiry_date_never_expires():
    assert not is_expired(None, NOW)


@pytest.mark.parametrize(
    ("effective", "expires", "problem"),
    [
        (None, None, None),
        (NOW + SECOND, None, None),
        (None, NOW + SECOND, None),
        (None, NOW, DateProblem.PASSED),
        (NOW - 2 * SECOND, NOW - SECOND, DateProblem.PASSED),
        (NOW + SECOND, NOW + 2 * SECOND, None),
        (NOW + 2 * SECOND, NOW + 2 * SECOND, DateProblem.ORDER),
        (NOW + 3 * SECOND, NOW + 2 * SECOND, DateProblem.ORDER),
    ],
)
def test_problems(effective, expires, problem):
    assert date_problem(effective, expires, NOW) is problem


@pytest.mark.parametrize(
    ("effective", "again", "scheduled", "kept"),
    [
        (None, False, False, False),
        (NOW + SECOND, False, False, False),  # a person publishes before the date
        (NOW - SECOND, False, False, False),  # the form wrote the day of the submission
        (NOW - 400 * SECOND, False, False, True),  # an archive
        (NOW - SECOND, False, True, True),  # the worker came late
        (NOW, False, True, True),
        (NOW - SECOND, True, False, True),  # published a second time
        (NOW + SECOND, True, False, False),
    ],
)
def test_publication_date(effective, again, scheduled, kept):
    created = NOW - 100 * SECOND
    found = publication_date(effective, created, NOW, again=again, scheduled=scheduled)
    assert found == (effective if kept else NOW)


@given(dates, moments, moments, st.booleans(), st.booleans())
def test_nothing_is_published_with_a_date_to_come(effective, created, now, again, scheduled):
    found = publication_date(effective, created, now, again=again, scheduled=scheduled)
    assert found <= now
    assert found in (now, effective)


@given(dates, moments, moments, moments)
def test_publishing_again_moves_no_date(effective, created, now, later):
    """What has its date keeps it, however often it is taken down and published."""
    later = max(now, later)
    first = publication_date(effective, created, now, again=False, scheduled=False)
    assert publication_date(first, created, later, again=True, scheduled=False) == first


@given(dates, dates, moments, moments)
def test_what_may_be_approved_is_seen_one_day(effective, expires, approved, later):
    """Approved dates leave a time in which the item is public, and it is due by then only."""
    if date_problem(effective, expires, approved) is not None:
        return
    moment = publishes_at(effective, approved)
    begin = approved if moment is None else moment
    assert not is_expired(expires, begin)
    if is_due(moment, expires, later):
        assert moment > approved and moment <= later and not is_expired(expires, later)


@given(dates, dates, moments)
def test_reversed_dates_are_a_problem_at_any_time(effective, expires, now):
    if is_reversed(effective, expires):
        assert date_problem(effective, expires, now) is not None


@given(dates, moments, moments)
def test_expiry_is_final(expires, now, later):
    if is_expired(expires, now) and later >= now:
        assert is_expired(expires, later)
