"""What holds for every school, whatever was published: monotone, of facts and date, bounded."""

from datetime import datetime
from datetime import timedelta
from hcmedu.portal.compliance.evaluation import evaluate
from hcmedu.portal.compliance.evaluation import Fact
from hcmedu.portal.compliance.evaluation import Report
from hcmedu.portal.compliance.evaluation import Rows
from hcmedu.portal.compliance.evaluation import SchoolFacts
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.wording import SENTENCES
from hypothesis import assume
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from tests.compliance.evaluation.tables import sections
from tests.compliance.evaluation.worlds import complete_items
from tests.compliance.evaluation.worlds import LAW
from tests.compliance.evaluation.worlds import NOW
from tests.compliance.evaluation.worlds import schools
from tests.compliance.evaluation.worlds import worlds

import random


few = settings(max_examples=40, deadline=None)
RANK = {Status.NOT_MET: 0, Status.TO_ATTEST: 1, Status.PARTIAL: 2, Status.MET: 3}
ACTIONS = {"add", "edit", "profile", "attest", "open", "board", "feeds"}


def report_of(school: SchoolFacts, facts: list[Fact], at: datetime = NOW) -> Report:
    return evaluate(LAW, school, Rows(facts, sections()), at)


@few
@given(schools(), worlds(), complete_items())
def test_publishing_what_is_demanded_makes_nothing_worse(school, facts, new):
    # A link that is known to be dead is not what was demanded
    assume((school.alive or {}).get(new.values.get("getRemoteUrl"), True))
    before, after = report_of(school, facts), report_of(school, [*facts, new])
    worse = [
        (old.key, old.status, now.finding)
        for old, now in zip(before.results, after.results, strict=True)
        if is_worse(old.status, now.status)
    ]
    assert worse == []
    for criterion, score in before.scores.items():
        assert (after.scores[criterion].share or 0) >= (score.share or 0)
    assert (after.overall or 0) >= (before.overall or 0)


def is_worse(old: Status, new: Status) -> bool:
    """What did not apply may begin to, but then it is met: else the share of the points sinks."""
    if Status.NOT_APPLICABLE in (old, new):
        return old is not new and new is not Status.MET
    return RANK[new] < RANK[old]


@few
@given(schools(), worlds(), st.integers(0, 10**6))
def test_a_report_is_a_function_of_facts_and_moment(school, facts, seed):
    shuffled = random.Random(seed).sample(facts, len(facts))
    assert report_of(school, facts) == report_of(school, facts) == report_of(school, shuffled)


@few
@given(schools(), worlds(), st.integers(-4000, 4000))
def test_points_stay_within_their_bounds_on_any_day(school, facts, number):
    day = NOW + timedelta(days=number)
    report, empty = report_of(school, facts, day), report_of(school, [], day)
    # What binds a school does not depend on what it published
    assert [each.key for each in report.results] == [each.key for each in empty.results]
    assert report.overall is None or 0 <= report.overall <= 100
    for score in report.scores.values():
        assert 0 <= score.points <= score.counted
        assert score.to_attest <= score.counted
    assert (report.overall == 100.0) <= (report.of(*RANK) == report.of(Status.MET))


@few
@given(schools(), worlds())
def test_each_result_explains_itself(school, facts):
    for result in report_of(school, facts).results:
        finding = result.finding
        assert len(finding.evidence) <= 10
        told = finding.missing is not None
        assert told or finding.status in (Status.MET, Status.NOT_APPLICABLE), result.key
        assert not told or finding.missing.key in SENTENCES
        assert finding.mend is None or finding.mend.action in ACTIONS
        if finding.fulfilled is not None and finding.total is not None:
            is_full = finding.fulfilled >= finding.total
            assert is_full or finding.status is not Status.MET, result.key
