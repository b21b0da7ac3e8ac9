"""State of force: a pure function of four dates."""

from datetime import date
from datetime import timedelta
from hcmedu.portal.content.force import ForceState
from hcmedu.portal.content.force import state_on
from hcmedu.portal.content.force import STATE_TITLES
from hypothesis import given
from hypothesis import strategies as st

import pytest


DAY = date(2026, 11, 20)
BEFORE = DAY - timedelta(days=1)
AFTER = DAY + timedelta(days=1)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
maybe = st.none() | days


@pytest.mark.parametrize(
    "begins, until, replaced, state",
    [
        (None, None, None, "in_force"),
        (DAY, None, None, "in_force"),
        (AFTER, None, None, "not_yet"),
        (BEFORE, DAY, None, "in_force"),
        (BEFORE, BEFORE, None, "expired"),
        (None, BEFORE, None, "expired"),
        (BEFORE, None, DAY, "replaced"),
        (BEFORE, None, AFTER, "in_force"),
        (BEFORE, BEFORE, BEFORE, "replaced"),
        (AFTER, None, BEFORE, "replaced"),
    ],
)
def test_state(begins, until, replaced, state):
    assert state_on(DAY, begins, until, replaced) == state


def test_every_state_has_a_title():
    assert set(STATE_TITLES) == set(ForceState)


@given(days, maybe, maybe, maybe)
def test_exactly_what_the_dates_say(today, begins, until, replaced):
    state = state_on(today, begins, until, replaced)
    assert (state == "replaced") == (replaced is not None and replaced <= today)
    if state == "in_force":
        assert begins is None or begins <= today
        assert until is None or today <= until


@given(days, days, maybe, maybe, st.integers(1, 400))
def test_a_document_never_comes_back_into_force(today, begins, until, replaced, later):
    order = ["not_yet", "in_force", "expired", "replaced"]
    now = state_on(today, begins, until, replaced)
    then = state_on(today + timedelta(days=later), begins, until, replaced)
    assert order.index(then) >= order.index(now)
