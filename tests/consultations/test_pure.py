"""Texts, times and counts: no Plone is asked."""

from collections import Counter
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.consultations import texts
from hcmedu.portal.consultations import timeleft
from hcmedu.portal.consultations.deletion import is_over
from hcmedu.portal.consultations.model import Row
from hcmedu.portal.consultations.model import State
from hcmedu.portal.consultations.model import Who
from hcmedu.portal.consultations.totals import chart
from hcmedu.portal.consultations.totals import counted
from hypothesis import given
from hypothesis import strategies as st

import pytest


NOW = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3 * 86400 + 4 * 3600 + 59 * 60, "3 days 4 hours left"),
        (86400, "1 days 0 hours left"),
        (86399, "23 hours 59 minutes left"),
        (3600, "1 hours 0 minutes left"),
        (3599, "59 minutes left"),
        (60, "1 minutes left"),
        (59, "Less than a minute left"),
        (1, "Less than a minute left"),
    ],
)
def test_time_left_names_the_two_largest_units(seconds, words):
    message = timeleft.time_left(seconds)
    text = str(message)
    for name, value in (message.mapping or {}).items():
        text = text.replace(f"${{{name}}}", str(value))
    assert text == words


@pytest.mark.parametrize(("microseconds", "left"), [(1, 1), (0, 0), (-1, 0), (1_000_001, 2)])
def test_the_last_moment_still_is_one(microseconds, left):
    assert timeleft.seconds_left(NOW + timedelta(microseconds=microseconds), NOW) == left


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0903.123.456", "0903 123 456"),
        ("+84 903 123 456", "0903 123 456"),
        (" hoa@example.com ", "hoa@example.com"),
        ("hoa@example", None),
        ("@", None),
        ("12345", None),
        ("=HYPERLINK(1)", None),
        ("hoa@example.com\nBcc: a@b.vn", None),
        ("", None),
    ],
)
def test_a_contact_is_a_phone_number_or_an_address(typed, kept):
    assert texts.contact(typed) == kept


@given(st.text())
def test_no_text_keeps_hidden_signs(text):
    kept = texts.tidy(text)
    assert not any(texts.is_hidden(s) for s in kept if s not in f"\n{texts.JOINERS}")
    assert texts.tidy(kept) == kept
    assert "\n" not in texts.tidy_line(text)


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\u2066", "\ufeff", "\ud800", "\x07"])
def test_signs_that_turn_a_text_round_are_gone(sign):
    assert texts.tidy(f"a{sign}b") == "ab"


@pytest.mark.parametrize(
    ("closes", "over"),
    [
        (NOW, False),
        (datetime(2025, 11, 27, 8, 0, 1, tzinfo=UTC), False),
        (datetime(2025, 11, 27, 8, 0, tzinfo=UTC), True),
        (None, False),
    ],
)
def test_the_period_counts_from_the_end(closes, over):
    assert is_over(closes, 12, NOW) is over


def row(state, who=Who.PARENT, answered=False):
    return Row(receipt="R", created=NOW, state=state, who=who, answered=answered)


def test_what_was_deleted_still_counts():
    found = counted([row(State.PUBLISHED, answered=True), row(State.REJECTED)], {"pupil": 3})
    assert found.received == Counter({Who.PARENT: 2, Who.PUPIL: 3})
    assert (found.published[Who.PARENT], found.answered) == (1, 1)
    svg = chart(found, "Ý kiến <b>", str)
    assert "&lt;b&gt;" in svg and "<b>" not in svg


def test_without_opinions_there_is_no_chart():
    assert chart(counted([], {}), "Ý kiến", str) == ""
