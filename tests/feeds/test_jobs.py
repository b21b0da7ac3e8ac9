"""The worker fetches what is due, keeps what is old, and writes only what has changed."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.feeds.jobs import ask
from hcmedu.portal.feeds.jobs import fetch_feed
from hcmedu.portal.feeds.settings import feeds_of
from hcmedu.portal.feeds.settings import FeedSettings
from hcmedu.portal.feeds.settings import forget_feeds
from hcmedu.portal.feeds.shown import entries as shown
from hcmedu.portal.feeds.states import EVERY
from hcmedu.portal.feeds.states import failing
from hcmedu.portal.feeds.states import LONGEST_PAUSE
from hcmedu.portal.feeds.states import read_state
from hcmedu.portal.feeds.states import State
from hcmedu.portal.feeds.states import TOLD_AFTER
from hcmedu.portal.feeds.states import write_state
from hcmedu.portal.feeds.store import CONFIRMED_EVERY
from hcmedu.portal.feeds.store import drop_old
from hcmedu.portal.feeds.store import records
from hcmedu.portal.feeds.store import take_in
from hcmedu.portal.feeds.testing import http
from hcmedu.portal.feeds.testing import item
from hcmedu.portal.feeds.testing import row
from hcmedu.portal.feeds.testing import rss
from hcmedu.portal.worker.settings import directory
from hcmedu.portal.worker.testing import jobs
from hcmedu.portal.worker.testing import run_jobs
from plone.dexterity.utils import createContentInContainer

import pytest
import time
import transaction


class Answers:
    """A source that answers with what the test says at the time; ``served`` counts."""

    def __init__(self):
        self.say, self.status, self.etag = rss(item("Tin")), "200 OK", ""

    def __call__(self, connection, asked):
        if self.etag and f"If-None-Match: {self.etag}".encode() in asked:
            connection.sendall(http(status="304 Not Modified"))
        else:
            body = self.say.encode()
            connection.sendall(http(body, status=self.status, ETag=self.etag))


@pytest.fixture
def answers():
    return Answers()


@pytest.fixture
def source(serve, answers):
    return serve(answers)


@pytest.fixture
def feed(configure, source):
    (found,) = configure(row(source.url), hosts=[source.host])
    return found


def entries(site, feed):
    return records(site)[feed]["entries"]


def fetch_now(site, feed):
    ask(site, feed)
    return run_jobs()


def last_transaction(site):
    return site._p_jar.db().lastTransaction()


class TestFetching:
    def test_the_clock_asks_for_what_is_due(self, site, feed, source):
        outcomes = run_jobs()
        assert ("hcmedu.feeds.fetch", "/plone", "done") in outcomes
        assert [entry["title"] for entry in entries(site, feed)] == ["Tin"]
        state = read_state(site, feed)
        assert (state.count, state.failures, state.reason) == (1, 0, "")
        assert state.tried == state.succeeded > time.time() - 60

    def test_not_before_its_time(self, site, feed, source):
        run_jobs()
        soon = datetime.now(UTC) + timedelta(minutes=10)
        run_jobs(soon)
        assert len(source.asked) == 1

    @pytest.mark.parametrize("mode", ["paused", "off"])
    def test_nothing_that_is_switched_off(self, configure, source, mode):
        configure(row(source.url, mode=mode), hosts=[source.host])
        run_jobs()
        assert source.asked == []

    def test_nothing_of_what_was_removed_meanwhile(self, site, feed, source):
        ask(site, feed)
        FeedSettings(site).rows = []
        run_jobs()
        assert source.asked == []

    def test_nothing_where_the_school_is_gone(self, site):
        fetch_feed(site, "/plone/khong-co", "x")
        fetch_feed(site, "/plone/portal_catalog", "x")
        assert jobs() == []

    def test_unchanged_is_not_sent_again(self, site, feed, source, answers):
        answers.etag = '"a1"'
        run_jobs()
        fetch_now(site, feed)
        assert b'If-None-Match: "a1"' in source.asked[1]
        assert read_state(site, feed).count == 1
        assert len(entries(site, feed)) == 1

    def test_everything_again_when_the_entries_are_lost(self, site, feed, source, answers):
        answers.etag = '"a1"'
        run_jobs()
        del records(site)[feed]
        fetch_now(site, feed)
        assert b"If-None-Match" not in source.asked[1]
        assert len(entries(site, feed)) == 1

    def test_a_lost_state_is_no_harm(self, site, feed, source):
        run_jobs()
        for path in (directory() / "feeds").glob("*.json"):
            path.write_text("{" * 9)
        fetch_now(site, feed)
        assert read_state(site, feed).count == 1

    def test_one_dead_feed_stops_no_other(self, site, configure, serve, answers):
        good, dead = serve(answers), serve(b"")
        first, second = configure(
            row(dead.url, source="A"), row(good.url, source="B"), hosts=[good.host, dead.host]
        )
        run_jobs()
        assert read_state(site, first).failures == 1
        assert entries(site, second)


class TestWriting:
    def test_nothing_is_written_while_nothing_changes(self, site, feed):
        run_jobs()
        before = last_transaction(site)
        fetch_now(site, feed)
        assert last_transaction(site) == before

    def test_a_failure_writes_nothing(self, site, feed, answers):
        run_jobs()
        answers.status = "503 Unavailable"
        before = last_transaction(site)
        fetch_now(site, feed)
        assert last_transaction(site) == before
        assert read_state(site, feed).failures == 1

    def test_what_changed_is_written(self, site, feed, answers):
        run_jobs()
        answers.say = rss(item("Tin"), item("Tin mới", "https://sgd.example.vn/2"))
        before = last_transaction(site)
        fetch_now(site, feed)
        assert last_transaction(site) != before
        assert len(entries(site, feed)) == 2

    def test_the_last_success_twice_a_day(self, site, feed):
        first = 1_800_000_000
        assert take_in(site, feed, [], "a", first)
        assert not take_in(site, feed, None, "a", first + CONFIRMED_EVERY - 1)
        assert take_in(site, feed, None, "a", first + CONFIRMED_EVERY)

    def test_what_has_no_date_keeps_the_day_it_came(self, site, feed):
        entry = {"key": "a", "title": "A", "summary": "", "link": "", "time": None}
        take_in(site, feed, [entry], "a", 1000)
        take_in(site, feed, [entry, {**entry, "key": "b"}], "b", 5000)
        assert [each["time"] for each in entries(site, feed)] == [1000, 5000]

    def test_plain_values(self, site, feed):
        run_jobs()
        (entry,) = entries(site, feed)
        assert {type(value) for value in entry.values()} <= {str, int, bool}

    def test_entries_of_removed_feeds_go(self, site, feed):
        run_jobs()
        FeedSettings(site).rows = []
        drop_old(site)
        assert feed not in records(site)

    def test_all_is_forgotten(self, site, feed):
        run_jobs()
        forget_feeds(site)
        assert (feeds_of(site), records(site)) == ([], {})


class TestFailing:
    def test_old_entries_stay(self, site, feed, answers):
        run_jobs()
        for status, say in (("500 Error", "x"), ("200 OK", "<html/>"), ("200 OK", "")):
            answers.status, answers.say = status, say
            fetch_now(site, feed)
        state = read_state(site, feed)
        assert (state.failures, state.reason, state.count) == (3, "no_feed", 1)
        assert state.since <= state.tried
        assert entries(site, feed)
        assert [each.id for each, _state in failing(site)] == [feed]

    def test_success_ends_it(self, site, feed, answers):
        answers.status = "404 Not Found"
        run_jobs()
        assert read_state(site, feed).detail == "404"
        answers.status = "200 OK"
        fetch_now(site, feed)
        assert failing(site) == []
        assert read_state(site, feed).since == 0

    def test_pauses_grow(self):
        pauses, state = [], State()
        assert state.is_due(10**9)
        for _time in range(8):
            state = state.failed("status", "", 10**9)
            pauses.append(next(s for s in range(0, 10**6, 60) if state.is_due(10**9 + s)))
        assert pauses == [EVERY, 2 * EVERY, 4 * EVERY, 8 * EVERY, *[LONGEST_PAUSE] * 4]
        assert State(tried=10**9).is_due(10**9 + EVERY)
        assert not State(tried=10**9).is_due(10**9 + EVERY - 1)

    def test_a_clock_that_was_put_back(self):
        assert State(tried=10**9).is_due(10**9 - 86400)

    def test_told_after_a_day_and_once(self):
        state = State().failed("status", "", 10**9)
        assert not state.is_to_be_told(10**9 + TOLD_AFTER - 1)
        assert state.is_to_be_told(10**9 + TOLD_AFTER)
        told = State(**{**state.__dict__, "told": True})
        assert not told.is_to_be_told(10**9 + 9 * TOLD_AFTER)
        assert not told.worked(1, "", "", "", 10**9).told

    def test_what_was_not_foreseen(self, site, feed, monkeypatch):
        def fail(*_args, **_options):
            raise ZeroDivisionError

        monkeypatch.setattr("hcmedu.portal.feeds.jobs.fetch", fail)
        run_jobs()
        assert read_state(site, feed).reason == "unexpected"

    def test_a_folder_that_cannot_be_written(self, site, feed):
        folder = directory() / "feeds"
        folder.parent.mkdir(exist_ok=True, parents=True)
        folder.write_text("in the way")
        try:
            write_state(site, feed, State(tried=1))
            assert read_state(site, feed) == State()
        finally:
            folder.unlink()

    @pytest.mark.parametrize(
        "text", ["", "null", "[]", '{"tried": "x", "failures": true, "other": 1}', '{"tried": 1']
    )
    def test_states_that_are_none(self, site, feed, text):
        write_state(site, feed, State(tried=1))
        (path,) = (directory() / "feeds").glob("*.json")
        path.write_text(text)
        assert read_state(site, feed) == State()


def test_schools_of_one_site_have_feeds_of_their_own(site, configure, source):
    school = createContentInContainer(site, "School", checkConstraints=False, title="Trường B")
    configure(row(source.url), hosts=[source.host], root=school)
    transaction.commit()
    run_jobs()
    assert [entry.title for entry in shown(school)] == ["Tin"]
    assert shown(site) == []
