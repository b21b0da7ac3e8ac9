"""The demo school's feeds: paused, filled from a file, and no success is told."""

from datetime import date
from hcmedu.portal.demo.feeds import fill_feeds
from hcmedu.portal.demo.feeds import load_feeds
from hcmedu.portal.feeds.kinds import KINDS
from hcmedu.portal.feeds.settings import feeds_of
from hcmedu.portal.feeds.shown import entries
from hcmedu.portal.feeds.shown import kinds_shown
from hcmedu.portal.feeds.states import read_state
from hcmedu.portal.feeds.states import State

import pytest


def test_one_of_each_kind_and_none_is_fetched(school):
    found = feeds_of(school)
    assert [feed.kind for feed in found] == list(KINDS) == kinds_shown(school)
    assert not any(feed.is_fetched for feed in found)
    assert {read_state(school, feed.id) for feed in found} == {State()}


def test_entries_say_that_they_are_samples_and_as_of_when(school):
    shown = entries(school)
    assert len(shown) == 9
    assert all("tin mẫu" in entry.source and entry.as_of for entry in shown)


def test_a_second_run_adds_nothing(school):
    assert fill_feeds(school, date(2026, 11, 27)) == 0


@pytest.mark.parametrize("day", ["2026-01-01", "2026-02-28", "2026-11-29", "2028-02-29"])
def test_the_file_loads_on_any_day(day):
    data = load_feeds(date.fromisoformat(day))
    moments = [entry["time"] for feed in data["feeds"] for entry in feed["entries"]]
    assert max(moments) <= data["fetched"]
    links = [entry["link"] for feed in data["feeds"] for entry in feed["entries"]]
    assert len(links) == len(set(links))
