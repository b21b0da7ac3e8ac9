"""What is due when, and whether it is done."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from hcmedu.portal.compliance.evaluation import Attestation
from hcmedu.portal.compliance.evaluation import evaluate
from hcmedu.portal.compliance.evaluation import Fact
from hcmedu.portal.compliance.evaluation import Rows
from hcmedu.portal.compliance.evaluation import SchoolFacts
from hcmedu.portal.compliance.evaluation.deadlines import Deadline
from hcmedu.portal.compliance.evaluation.deadlines import deadlines
from hcmedu.portal.compliance.evaluation.deadlines import due_within
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import Check
from hcmedu.portal.regulations.model import CheckKind
from hcmedu.portal.regulations.model import Citation

import pytest


ZONE = timezone(timedelta(hours=7))
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZONE)
THCS = SchoolFacts(levels=frozenset({"thcs"}))
YEAR = date(2026, 9, 1), date(2027, 8, 31)


def fact(code: str, kind: str, published: datetime = NOW, uid: str = "1", **values) -> Fact:
    return Fact(uid, "Bài", f"/{uid}", kind, (code,), published, values)


def found(key: str, *facts: Fact, school=THCS, first=YEAR[0], last=YEAR[1], now=NOW, assumed=None):
    rows = Rows(facts, {})
    every = deadlines(catalogue(), school, rows, now, first, last, assumed)
    return [each for each in every if each.key == key]


def days(some: list[Deadline]) -> list[date]:
    return [each.when.date() for each in some]


def test_each_friday_at_four_brings_the_week_after():
    weeks = found("A31.friday", first=date(2026, 11, 20), last=date(2026, 11, 27))
    hour = datetime(2026, 11, 20, 16, 0, tzinfo=ZONE)
    assert [each.when for each in weeks] == [hour, hour + timedelta(weeks=1)]
    assert weeks[0].what.values == {"monday": date(2026, 11, 23), "sunday": date(2026, 11, 29)}
    assert weeks[0].all_day is False
    assert weeks[0].mend.values["week_start"] == date(2026, 11, 23)


def test_a_week_that_is_there_is_done():
    plan = fact("A31", "Schedule", schedule_kind="weekly", week_start=date(2026, 11, 23))
    weeks = found("A31.friday", plan, first=date(2026, 11, 20), last=date(2026, 11, 27))
    assert [each.done for each in weeks] == [True, False]
    assert weeks[0].mend is None


def test_a_week_whose_plan_came_late_was_not_kept():
    came = datetime(2026, 11, 13, 16, 0, tzinfo=ZONE)
    plan = fact("A31", "Schedule", came, schedule_kind="weekly", week_start=date(2026, 11, 16))
    day = date(2026, 11, 13)
    assert [each.done for each in found("A31.friday", plan, first=day, last=day)] == [False]


def test_the_week_of_tet_has_no_deadline():
    weeks = found("A31.friday", first=date(2026, 2, 6), last=date(2026, 2, 20))
    assert days(weeks) == [date(2026, 2, 6), date(2026, 2, 20)]


def test_menus_have_no_deadline_in_summer():
    school = SchoolFacts(levels=frozenset({"mam-non"}))
    weeks = found("A30.friday", school=school, first=date(2026, 5, 15), last=date(2026, 9, 4))
    assert days(weeks) == [
        date(2026, 5, 15),
        date(2026, 5, 22),
        date(2026, 8, 28),
        date(2026, 9, 4),
    ]


def test_the_circular_of_2024_has_one_day_in_june():
    [june] = found("A13.tt-09-2024-june")
    assert june.when == datetime(2027, 6, 29, 23, 59, tzinfo=ZONE)
    assert june.all_day is True
    assert june.what.values == {"year": "2026-2027", "number": 5}
    assert june.done is False
    assert june.mend.values["school_year"] == "2026-2027"


def test_disclosures_are_done_once_all_forms_are_there():
    forms = [each.id for each in catalogue().disclosure_forms({"thcs"}, "tt-09-2024")]
    rows = [
        fact("A13", "Disclosure", uid=form, disclosure_form=form, school_year="2026-2027")
        for form in forms
    ]
    assert [each.done for each in found("A13.tt-09-2024-june", *rows)] == [True]
    assert [each.done for each in found("A13.tt-09-2024-june", *rows[1:])] == [False]


def test_the_circular_of_2017_if_assumed_has_its_days():
    june = found("A13.tt-36-2017-june", assumed="tt-36-2017")
    september = found("A13.tt-36-2017-september", assumed="tt-36-2017")
    assert days(june) == [date(2027, 6, 30)]
    assert days(september) == [date(2026, 9, 30)]
    assert found("A13.tt-09-2024-june", assumed="tt-36-2017") == []


def test_an_unknown_circular_is_refused():
    with pytest.raises(KeyError):
        deadlines(catalogue(), THCS, Rows([], {}), NOW, *YEAR, assumed="nothing")


def test_reviews_end_before_the_school_year():
    reviews = found("A01.before-school-year", first=date(2025, 1, 1))
    assert days(reviews) == [date(2025, 8, 31), date(2026, 8, 31), date(2027, 8, 31)]
    article = fact("A01", "Document", datetime(2026, 7, 1, 8, 0, tzinfo=ZONE))
    reviews = found("A01.before-school-year", article, first=date(2025, 1, 1))
    assert [each.done for each in reviews] == [False, True, False]


def test_timetables_begin_with_year_and_term():
    table = fact("A29", "Schedule", schedule_kind="timetable", school_year="2026-2027", term="1")
    year = found("A29.start-of-year", table)
    terms = found("A29.start-of-term", table)
    assert [(each.when.date(), each.done) for each in year] == [(date(2026, 9, 1), True)]
    # Term I begins with the school year
    assert days(terms) == [date(2027, 1, 15)]
    assert [(each.done, each.what.values["term"]) for each in terms] == [(False, "II")]
    assert terms[0].mend.values["term"] == "2"


def test_the_newest_picture_gets_too_old_on_a_day():
    picture = fact("A25", "Image", datetime(2026, 11, 5, 8, 0, tzinfo=ZONE))
    assert days(found("A25.one-month", picture)) == [date(2026, 12, 5)]
    assert found("A25.one-month") == []


def test_each_month_wants_its_video():
    video = fact("A24", "Link", datetime(2026, 10, 31, 23, 0, tzinfo=ZONE))
    months = found("A24.one-a-month", video, first=date(2026, 10, 5), last=date(2026, 12, 31))
    assert days(months) == [date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)]
    assert [each.done for each in months] == [True, False, False]


def test_a_title_alone_is_no_video_of_the_month_and_keeps_nothing_fresh():
    blank = Fact("b", "Bài", "/b", "Link", ("A24",), NOW, {}, frozenset({"no-content"}))
    months = found("A24.one-a-month", blank, first=date(2026, 11, 1), last=date(2026, 11, 30))
    assert [each.done for each in months] == [False]
    old = datetime(2026, 11, 5, 8, 0, tzinfo=ZONE)
    new = Fact("c", "B", "/c", "Image", ("A25",), NOW, {}, blank.lacks)
    pictures = found("A25.one-month", fact("A25", "Image", old), new)
    assert days(pictures) == [date(2026, 12, 5)]


def test_what_is_over_and_can_be_done_no_more_has_no_way():
    weeks = found("A31.friday", first=date(2026, 11, 6), last=date(2026, 11, 20))
    assert [(each.lasting, each.mend is None) for each in weeks] == [
        (False, True),
        (True, False),
        (True, False),
    ]
    months = found("A24.one-a-month", first=date(2026, 10, 1), last=date(2026, 11, 30))
    assert [(each.lasting, each.mend is None) for each in months] == [(False, True), (True, False)]
    reviews = found("A01.before-school-year", first=date(2025, 1, 1))
    assert [each.lasting for each in reviews] == [False, True, True]


def test_each_school_year_wants_three_lectures():
    lectures = [fact("A19.2", "LearningResource", uid=str(number)) for number in range(3)]
    assert [each.done for each in found("A19.2.three-a-year", *lectures)] == [True]
    assert [each.done for each in found("A19.2.three-a-year", *lectures[:2])] == [False]


def test_consultations_close():
    closes = datetime(2026, 12, 1, 17, 0, tzinfo=ZONE)
    topic = fact("A11", "ConsultationTopic", uid="t", closes=closes)
    gone = fact("A11", "ConsultationTopic", uid="g", closes=closes - timedelta(days=99))
    [close] = found("A11.fields", topic, gone)
    assert (close.when, close.uid, close.done) == (closes, "t", None)
    assert close.what.values == {"title": "Bài"}


def test_the_word_of_the_head_runs_out():
    word = Attestation("Nguyễn Thị Minh Hà", date(2026, 3, 1))
    school = SchoolFacts(levels=frozenset({"thcs"}), attestations={"A01.on-change": word})
    assert days(found("A01.on-change", school=school)) == [date(2027, 3, 1)]
    assert found("A01.on-change") == []


def test_an_own_check_has_its_day_each_year():
    params = {"month": 2, "day": 29, "before": None, "period": None, "schedule_kind": None}
    cited = (Citation("289", "1"),)
    own = Check("own", CheckKind.YEARLY_DEADLINE, "Hằng năm.", cited, ("thcs",), params)
    school = SchoolFacts(levels=frozenset({"thcs"}), own=(("A17", own),))
    ends = found("A17.own", school=school, first=date(2027, 1, 1), last=date(2028, 12, 31))
    assert days(ends) == [date(2027, 2, 28), date(2028, 2, 29)]


def test_nothing_is_due_between_two_days_in_the_wrong_order():
    assert deadlines(catalogue(), THCS, Rows([], {}), NOW, YEAR[1], YEAR[0]) == ()


def test_what_is_due_soon_comes_first():
    report = evaluate(catalogue(), THCS, Rows([], {}), NOW)
    assert [each.key for each in due_within(report, 0)] == ["A31.friday"]
    keys = [each.key for each in due_within(report, 365)]
    assert keys[0] == "A31.friday"
    assert {"A13.tt-09-2024-june", "A29.start-of-term"} <= set(keys)


def test_what_is_done_is_not_due():
    plan = fact("A31", "Schedule", schedule_kind="weekly", week_start=date(2026, 11, 23))
    report = evaluate(catalogue(), THCS, Rows([plan], {}), NOW)
    assert "A31.friday" not in [each.key for each in due_within(report, 3)]
