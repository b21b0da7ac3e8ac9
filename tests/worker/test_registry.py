"""Names of tasks, and the pauses between their tries."""

from hcmedu.portal.worker import periodic
from hcmedu.portal.worker import task
from hcmedu.portal.worker.registry import find_task
from hcmedu.portal.worker.registry import LONGEST_PAUSE
from hcmedu.portal.worker.registry import periodic_tasks
from hcmedu.portal.worker.registry import Task
from hcmedu.portal.worker.registry import title_of
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

import pytest


def nothing(site):
    """A task's function."""


def another(site):
    """Another one."""


@settings(deadline=None)
@given(
    retries=st.integers(0, 5000),
    delay=st.floats(0.001, 1e6, allow_nan=False),
    tries=st.integers(1, 6000),
)
def test_pauses_double_up_to_an_hour_and_end(retries, delay, tries):
    work = Task("t", nothing, "t", retries, delay)
    pause, before = work.pause(tries), work.pause(tries - 1)
    assert (pause is None) == (tries > retries)
    if pause is not None:
        assert 0 < pause <= LONGEST_PAUSE
        assert pause in (LONGEST_PAUSE, pytest.approx(2 * before))
        assert pause == LONGEST_PAUSE or tries > 1 or pause == pytest.approx(delay)


def test_the_pauses_of_a_mail():
    work = Task("t", nothing, "t", 8, 60)
    pauses = [work.pause(tries) for tries in range(1, 10)]
    assert pauses == [60, 120, 240, 480, 960, 1920, 3600, 3600, None]


def test_two_functions_cannot_share_a_name():
    task("test.name")(nothing)
    with pytest.raises(ValueError, match=r"test\.name"):
        task("test.name")(another)
    with pytest.raises(ValueError, match=r"test\.name"):
        periodic("test.name", minutes=1)(another)


def test_a_module_may_be_loaded_again():
    task("test.name", retries=1)(nothing)
    task("test.name", retries=2)(nothing)
    assert find_task("test.name").retries == 2


@pytest.mark.parametrize("options", [{"retries": -1}, {"delay": 0}, {"delay": -1}])
def test_impossible_tries_are_refused(options):
    with pytest.raises(ValueError, match="retries"):
        task("test.name", **options)


def test_the_clock_has_no_seconds():
    with pytest.raises(ValueError, match="minute"):
        periodic("test.name", minutes=0)


def test_titles_are_what_people_read():
    task("test.mail", title="Gửi thư")(nothing)
    periodic("test.clock", minutes=5, title="Xuất bản đúng giờ")(another)
    titles = [title_of(name) for name in ("test.mail", "test.clock", "test.gone")]
    assert titles == ["Gửi thư", "Xuất bản đúng giờ", "test.gone"]
    assert "test.clock" in [work.name for work in periodic_tasks()]
