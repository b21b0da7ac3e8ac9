"""Two snapshots compared, whatever the catalogue was at their time."""

from datetime import datetime
from datetime import timedelta
from datetime import timezone
from hcmedu.portal.compliance.evaluation import Score
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.evaluation.model import POINTS
from hcmedu.portal.compliance.history.comparing import change_of
from hcmedu.portal.compliance.history.comparing import compare
from hcmedu.portal.compliance.history.comparing import score_changes
from hcmedu.portal.compliance.history.snapshots import Kind
from hcmedu.portal.compliance.history.snapshots import Line
from hcmedu.portal.compliance.history.snapshots import Snapshot
from hcmedu.portal.compliance.history.thinning import superfluous
from hcmedu.portal.compliance.history.thinning import years_before
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st

import pytest


ZONE = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 23, 6, 0, tzinfo=ZONE)
KEYS = "abcdefgh"
#: Of each key its status; None: there was no such check.
STATES = st.lists(st.sampled_from([None, *Status]), min_size=len(KEYS), max_size=len(KEYS)).map(
    lambda found: {key: each for key, each in zip(KEYS, found, strict=True) if each}
)
#: On a busy machine an example takes long, and says nothing.
patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def snapshot(statuses, demand="Yêu cầu"):
    lines = tuple(
        Line(f"A.{key}", status, "c1", "A", "Mục", demand) for key, status in statuses.items()
    )
    return Snapshot("id", NOW, Kind.WEEKLY, "", "", None, {}, (), "v", lines)


@patiently
@given(STATES, STATES)
def test_each_check_stands_in_one_part(before, after):
    found = compare(snapshot(before), snapshot(after))
    parts = (found.better, found.worse, found.new, found.gone, found.missing)
    keys = [pair.line.key for part in parts for pair in part]
    demanded = {
        f"A.{key}"
        for states in (before, after)
        for key, status in states.items()
        if POINTS[status] is not None
    }
    assert len(keys) == len(set(keys))
    assert set(keys) <= demanded
    assert len(keys) + found.kept == len(demanded)


@patiently
@given(STATES, STATES)
def test_backwards_better_is_worse_and_new_is_gone(before, after):
    there, back = (
        compare(snapshot(before), snapshot(after)),
        compare(snapshot(after), snapshot(before)),
    )
    keys = [{pair.line.key for pair in part} for part in (there.better, there.new, there.missing)]
    assert keys == [
        {pair.line.key for pair in part} for part in (back.worse, back.gone, back.missing)
    ]


@patiently
@given(STATES)
def test_nothing_changes_against_itself(states):
    found = compare(snapshot(states), snapshot(states))
    assert not (found.better or found.worse or found.new or found.gone)


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [
        (Status.NOT_MET, Status.PARTIAL, "better"),
        (Status.PARTIAL, Status.MET, "better"),
        (Status.MET, Status.PARTIAL, "worse"),
        (Status.MET, Status.TO_ATTEST, "worse"),
        (Status.TO_ATTEST, Status.MET, "better"),
        (Status.NOT_MET, Status.TO_ATTEST, "missing"),
        (Status.PARTIAL, Status.PARTIAL, "missing"),
        (Status.NOT_APPLICABLE, Status.NOT_MET, "new"),
        (Status.MET, Status.NOT_APPLICABLE, "gone"),
    ],
)
def test_half_is_neither_met_nor_missed(before, after, part):
    found = compare(snapshot({"a": before}), snapshot({"a": after}))
    assert [pair.line.key for pair in getattr(found, part)] == ["A.a"]


def test_a_demand_that_is_gone_is_told_in_its_old_words():
    found = compare(snapshot({"a": Status.MET}, "Yêu cầu cũ"), snapshot({}))
    assert found.gone[0].line.demand == "Yêu cầu cũ"


def test_a_check_in_other_words_is_the_same_check():
    found = compare(
        snapshot({"a": Status.NOT_MET}, "Cũ"), snapshot({"a": Status.MET}, "Yêu cầu mới")
    )
    assert found.better[0].line.demand == "Yêu cầu mới"


def test_scores_of_criteria_that_only_one_has():
    changes = score_changes({"a": Score(1, 2)}, {"b": Score(2, 2)})
    assert changes == {"b": (None, 100.0), "a": (50.0, None)}
    assert change_of(None, 50.0) is None
    assert change_of(87.4, 87.5) == 0.1


WEEKS = st.lists(st.integers(0, 52 * 12), max_size=80, unique=True)


@patiently
@given(WEEKS)
def test_thinning_leaves_one_of_each_month_and_all_of_three_years(weeks):
    weekly = [(str(week), NOW - timedelta(weeks=week)) for week in weeks]
    gone = superfluous(weekly, NOW)
    limit = years_before(NOW, 3)
    left = [at for key, at in weekly if key not in gone]
    old = [(at.year, at.month) for at in left if at < limit]
    assert len(old) == len(set(old))
    assert {(at.year, at.month) for at in left} == {(at.year, at.month) for _key, at in weekly}
    assert all(at < limit for key, at in weekly if key in gone)
    assert not superfluous([pair for pair in weekly if pair[0] not in gone], NOW)


def test_the_29th_of_february_has_a_day_three_years_ago():
    leap = datetime(2028, 2, 29, 6, 0, tzinfo=ZONE)
    assert years_before(leap, 3) == datetime(2025, 2, 28, 6, 0, tzinfo=ZONE)
