"""What a form of a measure sent: read, or refused at its field."""

from datetime import date
from datetime import timedelta
from hcmedu.portal.compliance.review.measures import FIELDS
from hcmedu.portal.compliance.review.measures import IN_FUTURE
from hcmedu.portal.compliance.review.measures import in_order
from hcmedu.portal.compliance.review.measures import IN_PAST
from hcmedu.portal.compliance.review.measures import LONGEST
from hcmedu.portal.compliance.review.measures import Measure
from hcmedu.portal.compliance.review.measures import NEEDED
from hcmedu.portal.compliance.review.measures import NO_DATE
from hcmedu.portal.compliance.review.measures import read
from hcmedu.portal.compliance.review.measures import Show
from hcmedu.portal.compliance.review.measures import to_plain
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st

import pytest


TODAY = date(2026, 11, 27)
GOOD = {"what": "Đăng kế hoạch", "other": "Cô Lan", "due": "30/11/2026"}


def typed(needs_found=False, **changes):
    return read({**GOOD, **changes}, ["hieutruong"], TODAY, needs_found)


@pytest.mark.parametrize(
    ("changes", "is_new", "errors"),
    [
        ({"due": "26/11/2026"}, True, {"due": IN_PAST}),
        ({"due": "27/11/2026"}, True, {}),
        ({"due": "20/11/2026", "done": "19/11/2026"}, True, {}),
        ({"due": "26/11/2026"}, False, {}),
    ],
)
def test_a_new_measure_is_to_be_done_from_today_on(changes, is_new, errors):
    found = read({**GOOD, **changes}, ["hieutruong"], TODAY, False, is_new)
    assert dict(found.errors) == errors


def measure(**changes):
    values = {
        "id": "1",
        "key": "A31.x",
        "section": "A31 Lịch",
        "found": "Thiếu",
        "found_on": TODAY,
        "what": "Đăng",
        "person": "",
        "name": "Cô Lan",
        "due": date(2026, 11, 30),
    }
    return Measure(**{**values, **changes})


class TestRefused:
    @pytest.mark.parametrize(
        ("changes", "errors"),
        [
            ({"what": ""}, {"what": NEEDED["what"]}),
            ({"other": ""}, {"person": NEEDED["person"]}),
            ({"other": "", "person": "admin"}, {"person": NEEDED["person"]}),
            ({"due": ""}, {"due": NEEDED["due"]}),
            ({"due": "mai"}, {"due": NO_DATE}),
            ({"due": "31/11/2026"}, {"due": NO_DATE}),
            ({"due": "01/01/0001"}, {"due": NO_DATE}),
            ({"due": "01/01/9999"}, {"due": NO_DATE}),
            ({"done": "28/11/2026"}, {"done": IN_FUTURE}),
            ({"done": "hôm qua"}, {"done": NO_DATE}),
            ({"needs_found": True}, {"found": NEEDED["found"]}),
        ],
    )
    def test_at_its_field(self, changes, errors):
        assert typed(**changes).errors == errors

    @pytest.mark.parametrize("name", LONGEST)
    def test_too_long(self, name):
        assert list(typed(**{name: "a" * (LONGEST[name] + 1)}).errors) == [name]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=30)))
def test_nothing_that_is_typed_breaks_it(values):
    found = read(values, ["hieutruong"], TODAY, True)
    assert set(found.values) == set(FIELDS)
    assert found.errors or found.due


def test_a_member_of_the_board_has_his_full_name():
    found = typed(person="hieutruong", done="27/11/2026", note="xong")
    made = found.applied(measure(), {"hieutruong": "Nguyễn Thị Hoà"})
    assert (made.person, made.name, made.done, made.note) == (
        "hieutruong",
        "Nguyễn Thị Hoà",
        TODAY,
        "xong",
    )
    assert made.found == "Thiếu"


@pytest.mark.parametrize(
    ("days", "done", "shows"),
    [
        (1, None, {Show.OPEN, Show.ALL}),
        (0, None, {Show.OPEN, Show.ALL}),
        (-1, None, {Show.OPEN, Show.OVERDUE, Show.ALL}),
        (-1, TODAY, {Show.DONE, Show.ALL}),
    ],
)
def test_overdue_begins_the_day_after(days, done, shows):
    each = measure(due=TODAY + timedelta(days=days), done=done)
    assert {show for show in Show if each.shown_in(show, TODAY)} == shows


def test_the_most_urgent_first_what_is_done_last():
    late, soon = measure(id="l", due=date(2026, 11, 1)), measure(id="s")
    done = measure(id="d", due=date(2026, 1, 1), done=TODAY)
    assert in_order([done, soon, late]) == [late, soon, done]


def test_it_is_stored_as_plain_values():
    assert Measure(**to_plain(measure())) == measure()
