"""Deadlines as iCalendar: what a phone reads, the same each time, and nothing that breaks out."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.compliance.calendar.entries import by_month
from hcmedu.portal.compliance.calendar.entries import Entries
from hcmedu.portal.compliance.calendar.entries import State
from hcmedu.portal.compliance.calendar.entries import state_of
from hcmedu.portal.compliance.calendar.ical import calendar
from hcmedu.portal.compliance.evaluation import Missing
from hcmedu.portal.compliance.evaluation.deadlines import Deadline
from hcmedu.portal.regulations.model import Check
from hcmedu.portal.regulations.model import CheckKind
from hcmedu.portal.regulations.model import Citation
from icalendar import Calendar

import pytest


def at(text):
    return datetime.fromisoformat(f"{text}+07:00")


NOW = at("2026-11-24T09:00")
WEEK = Missing("due_week", {"monday": date(2026, 11, 30), "sunday": date(2026, 12, 6)})


def deadline(when="2026-11-27T16:00", demand="Thực đơn tuần sau.", cited=True, what=WEEK, **more):
    citations = (Citation("289", "VII"),) if cited else ()
    check = Check("friday", CheckKind.WEEKLY_DEADLINE, demand, citations, ("thcs",))
    return Deadline(at(when), "A30.friday", "A30", check, what, **more)


@pytest.fixture
def write(portal):
    def made(*found, title="Trường THCS"):
        return calendar(title, Entries(portal, NOW, "vi"), "uid-of-school", found)

    return made


def events(data):
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_what_a_phone_reads(write):
    (event,) = events(write(deadline()))
    assert event.decoded("dtstart") == datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    assert str(event["summary"]).startswith("Thực đơn: Đăng nội dung của tuần từ 30/11/2026")
    assert str(event["description"]) == "Thực đơn tuần sau.\n289/VP-CNTT, mục VII"
    assert str(event["url"]).startswith("http")
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-1)


def test_a_whole_day_is_told_as_one(write):
    (event,) = events(write(deadline("2026-11-27T23:59", all_day=True)))
    assert event.decoded("dtstart") == date(2026, 11, 27)
    (alarm,) = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(hours=-16)


def test_the_calendar_is_the_same_each_time_and_events_keep_their_names(write):
    first, second = deadline(), deadline("2026-12-04T16:00")
    assert write(first, second) == write(first, second)
    names = [str(each["uid"]) for each in events(write(first, second))]
    assert len(set(names)) == 2
    done = deadline(done=True, demand="Nói cách khác")
    assert [str(each["uid"]) for each in events(write(done))] == names[:1]


@pytest.mark.parametrize("done", [True, False, None])
def test_nothing_tells_whether_it_is_done(write, done):
    assert write(deadline(done=done)) == write(deadline())


def test_a_rule_of_the_school_has_no_article(write):
    (event,) = events(write(deadline(cited=False)))
    assert "Quy định riêng của trường" in str(event["description"])


BREAK = "END:VEVENT{0}BEGIN:VEVENT{0}SUMMARY:Tin giả{0}ATTACH:https://x.example/virus"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028"])
@pytest.mark.parametrize("place", ["demand", "title", "what"])
def test_no_text_begins_a_line_of_its_own(write, line_end, place):
    text = BREAK.format(line_end)
    consultation = Missing("due_consultation", {"title": text})
    values = {"demand": text} if place == "demand" else {}
    values |= {"what": consultation} if place == "what" else {}
    data = write(deadline(**values), title=text if place == "title" else "Trường")
    found = Calendar.from_ical(data)
    assert len(list(found.walk("VEVENT"))) == 1
    lines = data.decode().replace("\r\n ", "").splitlines()
    assert not [each for each in lines if each.startswith(("ATTACH", "SUMMARY:Tin giả"))]


@pytest.mark.parametrize("text", ['a;b,c\\d"e', "<script>alert(1)</script>", "=1+1", "x" * 5000])
def test_texts_come_back_as_they_were(write, text):
    consultation = Missing("due_consultation", {"title": text})
    (event,) = events(write(deadline(demand=text, what=consultation)))
    summary = str(event["summary"])
    assert (text in summary and len(summary) <= 200) or summary.endswith("xx…")
    assert text in str(event["description"])


@pytest.mark.parametrize(
    ("when", "done", "state"),
    [
        ("2026-12-25T16:00", False, State.TO_COME),
        ("2026-11-27T16:00", None, State.SOON),
        ("2026-11-27T16:00", False, State.SOON),
        ("2026-11-27T16:00", True, State.DONE),
        ("2026-11-24T08:59", False, State.MISSED),
        ("2026-11-24T08:59", None, State.PAST),
        ("2026-11-24T09:00", False, State.SOON),
    ],
)
def test_how_a_deadline_stands(when, done, state):
    assert state_of(deadline(when, done=done), NOW) is state


def test_what_can_be_done_no_more_is_no_task():
    gone = deadline("2026-11-20T16:00", done=False, lasting=False)
    assert state_of(gone, NOW) is State.FAILED
    assert state_of(gone, NOW, NOW) is State.PAST
    still = deadline("2026-11-20T16:00", done=False)
    assert state_of(still, NOW, NOW) is State.MISSED


def test_months_stand_in_the_order_of_the_school_year(portal):
    days = ["2026-10-02T16:00", "2026-09-04T16:00", "2026-11-06T16:00", "2027-01-08T16:00"]
    entries = [Entries(portal, NOW, "vi").make(deadline(day)) for day in days]
    months = by_month(entries, NOW.date())
    assert [each.title for each in months] == ["09/2026", "10/2026", "11/2026", "01/2027"]
    assert [each.is_running for each in months] == [False, False, True, False]
