"""What a link's answer means, and what several tries mean together."""

from datetime import date
from datetime import timedelta
from hcmedu.portal.compliance.links.trying import after
from hcmedu.portal.compliance.links.trying import Answer
from hcmedu.portal.compliance.links.trying import Record
from hcmedu.portal.compliance.links.trying import try_link
from hcmedu.portal.feeds.addresses import PUBLIC
from hcmedu.portal.feeds.addresses import Rules
from hypothesis import given
from hypothesis import strategies as st

import pytest


DAY = date(2026, 11, 23)
ALIVE, DEAD, UNKNOWN = Answer.ALIVE, Answer.DEAD, Answer.UNKNOWN


@pytest.mark.parametrize(
    ("head", "get", "answer", "asked"),
    [
        ("200 OK", "500 Error", ALIVE, 1),
        ("204 No Content", "500 Error", ALIVE, 1),
        ("301 Moved Permanently", "500 Error", ALIVE, 1),
        ("405 Method Not Allowed", "200 OK", ALIVE, 2),
        ("404 Not Found", "200 OK", ALIVE, 2),
        ("501 Not Implemented", "302 Found", ALIVE, 2),
        ("404 Not Found", "404 Not Found", DEAD, 2),
        ("410 Gone", "410 Gone", DEAD, 2),
        ("503 Unavailable", "503 Unavailable", DEAD, 2),
        ("403 Forbidden", "403 Forbidden", UNKNOWN, 2),
        ("401 Unauthorized", "429 Too Many Requests", UNKNOWN, 2),
    ],
)
def test_status(serve, head, get, answer, asked):
    source = serve(head=head, get=get)
    assert try_link(source.url, source.rules) == (answer, (head if asked == 1 else get)[:3])
    assert len(source.asked) == asked


def test_nothing_of_the_page_is_read_and_nothing_told(serve):
    source = serve(head="405 No", get="200 OK")
    try_link(source.url, source.rules)
    methods = [asked.split()[0] for asked in source.asked]
    assert methods == [b"HEAD", b"GET"]
    assert not any(b"ookie" in asked or b"uthorization" in asked for asked in source.asked)


def test_a_server_that_breaks_off_the_first_question(serve):
    source = serve()
    source.answer = lambda connection, asked: (
        None if asked.startswith(b"HEAD") else source.page(connection, asked)
    )
    assert try_link(source.url, source.rules) == (ALIVE, "200")


def test_nobody_listens(serve):
    source = serve()
    source.close()
    assert try_link(source.url, source.rules) == (DEAD, "unreachable")


def test_a_name_that_nobody_has():
    assert try_link("http://khong-co.invalid/", PUBLIC) == (DEAD, "unknown_host")


class TestHistory:
    def tries(self, *answers, step=7):
        known = None
        for number, answer in enumerate(answers):
            known = after(known, answer, "x", DAY + timedelta(days=number * step))
        return known

    @pytest.mark.parametrize(
        ("answers", "alive"),
        [
            ([ALIVE], True),
            ([DEAD], None),
            ([ALIVE, DEAD], True),
            ([ALIVE, DEAD, DEAD], False),
            ([DEAD, DEAD], False),
            ([DEAD, ALIVE], True),
            ([DEAD, UNKNOWN, DEAD], None),
            ([DEAD, DEAD, ALIVE], True),
            ([UNKNOWN], None),
            ([ALIVE, UNKNOWN], None),
        ],
    )
    def test_dead_after_two_days_of_failing(self, answers, alive):
        known = self.tries(*answers)
        assert known.is_alive(known.tried) is alive

    def test_twice_on_one_day_is_once(self):
        assert self.tries(ALIVE, DEAD, step=0).is_alive(DAY) is True
        known = self.tries(DEAD, DEAD, DEAD, step=0)
        assert (known.failures, known.is_alive(DAY)) == (1, None)

    def test_what_is_old_counts_no_more(self):
        known = Record(DAY, ALIVE, was_alive=True)
        assert known.is_alive(DAY + timedelta(days=30)) is True
        assert known.is_alive(DAY + timedelta(days=31)) is None

    @pytest.mark.parametrize(("failures", "days"), [(0, 7), (1, 1), (2, 7), (9, 7)])
    def test_next_try(self, failures, days):
        known = Record(DAY, DEAD if failures else ALIVE, failures=failures)
        assert known.is_due(DAY + timedelta(days=days))
        assert not known.is_due(DAY + timedelta(days=days - 1))

    def test_a_clock_that_was_put_back(self):
        assert Record(DAY, ALIVE).is_due(DAY - timedelta(days=1))


@given(st.lists(st.tuples(st.sampled_from(Answer), st.integers(0, 9)), min_size=1, max_size=8))
def test_never_dead_without_two_failures_in_a_row_on_different_days(tries):
    known, day, failed = None, DAY, set()
    for answer, pause in tries:
        day += timedelta(days=pause)
        failed = failed | {day} if answer is DEAD else set()
        known = after(known, answer, "", day)
    assert (known.is_alive(day) is False) == (len(failed) >= 2)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://2130706433/",
        "http://user:pass@127.0.0.1/",
        "http://127.0.0.1:22/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://example.vn:6379/",
        "http://a\r\nHost: b/",
        "",
    ],
)
def test_what_is_never_asked(address, monkeypatch):
    monkeypatch.setattr("socket.socket.connect", lambda *_args: pytest.fail("connected"))
    answer, _reason = try_link(address, PUBLIC)
    assert answer is UNKNOWN


def test_metadata_even_of_an_allowed_host():
    rules = Rules(frozenset({"169.254.169.254"}))
    assert try_link("http://169.254.169.254/", rules) == (UNKNOWN, "internal")
