"""Snapshots of a school: kept by the clock and by its head, shown and compared as they were."""

from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from datetime import timezone
from hcmedu.portal.compliance.evaluation import Score
from hcmedu.portal.compliance.evaluation import Status
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.history import clock
from hcmedu.portal.compliance.history import store
from hcmedu.portal.compliance.history.page import FULL
from hcmedu.portal.compliance.history.page import NO_SNAPSHOT
from hcmedu.portal.compliance.history.page import NO_TITLE
from hcmedu.portal.compliance.history.page import SAME
from hcmedu.portal.compliance.history.snapshots import Kind
from hcmedu.portal.compliance.history.snapshots import Line
from hcmedu.portal.compliance.history.snapshots import snapshot_of
from hcmedu.portal.compliance.removal import remove_compliance
from hcmedu.portal.content.moments import in_zone
from zope.i18n import translate

import pytest


PAGE = "hcmedu-compliance-history"
MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=timezone(timedelta(hours=7)))
EVIL = "<script>alert(1)</script>"


def said(message):
    return translate(message, target_language="vi").replace("'", "&#x27;")


def keep(root, moment=MONDAY, kind=Kind.WEEKLY, **changes):
    made = snapshot_of(report_of(root, moment), clock.say, kind)
    return store.keep(root, replace(made, **changes))


class TestDenied:
    @pytest.mark.parametrize("user", [None, "nguoila", "phongvien", "thuky"])
    def test_to_read(self, board, user):
        assert board.page(PAGE, user) == "refused"

    @pytest.mark.parametrize("user", [None, "nguoila", "phongvien", "thuky"])
    def test_to_keep(self, board, user):
        assert board.post(PAGE, user, title="Đánh giá") == "refused"
        assert store.heads(board.root) == []

    def test_who_may_only_read_keeps_nothing(self, board):
        board.root.manage_permission("hcmedu.portal: View compliance", ["Member"], acquire=1)
        assert board.page(PAGE, "phongvien") == "refused"
        assert board.post(PAGE, "phongvien", title="Đánh giá") == "refused"
        assert store.heads(board.root) == []

    def test_another_page_sends_the_form(self, board):
        text = board.post(PAGE, "hieutruong", token=False, title="Đánh giá năm")
        assert store.heads(board.root) == []
        assert board.answer.getStatus() == 403
        assert "Đánh giá năm" in text

    @pytest.mark.parametrize("form", [{"title": "Đánh giá"}, {"at": "x"}, {"from": "a", "to": "b"}])
    def test_reading_keeps_nothing(self, board, form):
        board.page(PAGE, "hieutruong", token=True, **form)
        assert store.heads(board.root) == []

    @pytest.mark.parametrize("title", ["", "  \n ", "a" * 201])
    def test_a_title_is_needed(self, board, title):
        text = board.post(PAGE, "hieutruong", title=title)
        assert "hcmedu-title-error" in text
        assert store.heads(board.root) == []
        if not title.strip():
            assert said(NO_TITLE) in text.replace("&#39;", "&#x27;")

    @pytest.mark.parametrize(
        "form",
        [
            {"at": "../../acl_users"},
            {"at": EVIL},
            {"at": "9" * 100_000},
            {"from": "20261123T060000", "to": EVIL},
            {"from": "x"},
            {"to": ""},
            {"at": ["20261123T060000"]},
        ],
    )
    def test_hostile_ids(self, board, form):
        keep(board.root)
        text = board.page(PAGE, "hieutruong", **form)
        assert EVIL not in text
        if any(isinstance(value, str) and value for value in form.values()):
            assert said(NO_SNAPSHOT) in text

    def test_a_state_with_itself(self, board):
        key = keep(board.root)
        text = board.page(PAGE, "hieutruong", **{"from": key, "to": key})
        assert said(SAME) in text

    def test_no_more_assessments_than_there_is_room(self, board, monkeypatch):
        monkeypatch.setattr(store, "MOST_ASSESSMENTS", 1)
        board.post(PAGE, "hieutruong", title="Một")
        text = board.post(PAGE, "hieutruong", title="Hai")
        assert said(FULL) in text
        assert [each.title for each in store.heads(board.root)] == ["Một"]


class TestWeekly:
    @pytest.mark.parametrize(
        ("moment", "due"),
        [
            (datetime(2026, 11, 23, 4, 59), False),
            (datetime(2026, 11, 23, 5, 0), True),
            (datetime(2026, 11, 25, 12, 0), True),
            (datetime(2026, 11, 29, 23, 59), True),
        ],
    )
    def test_from_monday_morning(self, integration, portal, moment, due):
        keep(portal, MONDAY - timedelta(days=7))
        assert clock.is_due(portal, in_zone(moment)) is due

    def test_at_most_once_a_week(self, portal, monkeypatch):
        for hours in (0, 1, 24, 6 * 24):
            monkeypatch.setattr(clock, "now", lambda hours=hours: MONDAY + timedelta(hours=hours))
            clock.keep_weekly(portal)
        assert [each.at for each in store.heads(portal)] == [MONDAY]
        monkeypatch.setattr(clock, "now", lambda: MONDAY + timedelta(days=7))
        clock.keep_weekly(portal)
        assert len(store.heads(portal)) == 2

    def test_an_assessment_is_no_snapshot_of_the_week(self, portal):
        keep(portal, kind=Kind.ASSESSMENT)
        assert clock.is_due(portal, MONDAY)

    def test_old_ones_and_their_texts_go(self, portal):
        text = "chỉ có một lần"
        line = Line("A.x", Status.NOT_MET, "c", "A", text, text, text)
        old = MONDAY - timedelta(weeks=52 * 5 + 1)
        keep(portal, old, lines=())
        keep(portal, old + timedelta(days=7), lines=(line,))
        keep(portal, old + timedelta(days=7), Kind.ASSESSMENT, lines=())
        kept = store._kept(portal)
        assert text in kept["texts"].values()
        assert store.thin(portal, MONDAY) == 1
        assert [each.kind for each in store.heads(portal)] == [Kind.WEEKLY, Kind.ASSESSMENT]
        assert text not in kept["texts"].values()


class TestKept:
    def test_all_that_was_told(self, portal):
        made = snapshot_of(report_of(portal, MONDAY), clock.say, Kind.WEEKLY)
        found = store.find(portal, store.keep(portal, made))
        assert found == made

    def test_two_in_one_second(self, portal):
        first, second = keep(portal), keep(portal)
        assert first != second
        assert [each.id for each in store.heads(portal)] == [first, second]

    def test_a_week_is_small(self, portal):
        keep(portal)
        before = len(store._kept(portal)["texts"])
        keep(portal, MONDAY + timedelta(minutes=1))
        assert len(store._kept(portal)["texts"]) == before

    def test_the_history_of_another_school_is_not_its_own(self, portal):
        keep(portal)
        store._kept(portal)["owner"] = "another"
        assert store.heads(portal) == []
        keep(portal)
        assert len(store.heads(portal)) == 1


class TestPages:
    def test_a_button_keeps_the_state_with_its_name(self, board):
        board.post(PAGE, "hieutruong", title=f"Đánh giá năm học\n2026-2027 {EVIL}")
        (head,) = store.heads(board.root)
        assert head.title == f"Đánh giá năm học 2026-2027 {EVIL}"
        assert (head.kind, head.by) == (Kind.ASSESSMENT, "hieutruong")
        assert board.answer.getStatus() == 303
        for form in ({}, {"at": head.id}):
            text = board.page(PAGE, "quantri", **form)
            assert "Đánh giá năm học 2026-2027" in text
            assert EVIL not in text

    def test_a_button_pressed_twice_keeps_one(self, board):
        for _time in range(2):
            board.post(PAGE, "hieutruong", title="Đánh giá")
            assert board.answer.getStatus() == 303
        assert len(store.heads(board.root)) == 1

    def test_nothing_stays_when_the_add_on_goes(self, board):
        keep(board.root)
        remove_compliance(board.root)
        assert store.heads(board.root) == []

    def test_a_state_is_shown_as_it_was(self, board):
        line = Line("Z.x", Status.PARTIAL, "gone", "Z", "Mục cũ", "Yêu cầu cũ", f"Thiếu {EVIL}")
        key = keep(board.root, lines=(line,), scores={"gone": Score(1.0, 2)}, version="old")
        text = board.page(PAGE, "hieutruong", at=key)
        for part in ("Mục cũ", "Yêu cầu cũ", "Đạt một phần", "Thiếu &lt;script&gt;"):
            assert part in text

    def test_two_states_with_other_catalogues(self, board):
        old = (
            Line("A.a", Status.NOT_MET, "c", "A", "Mục", "Tốt lên", "Thiếu"),
            Line("A.b", Status.MET, "c", "A", "Mục", "Không còn yêu cầu này"),
        )
        new = (
            Line("A.a", Status.MET, "c", "A", "Mục", "Tốt lên"),
            Line("A.c", Status.NOT_MET, "c", "A", "Mục", f"Yêu cầu vừa có {EVIL}"),
        )
        first = keep(board.root, lines=old, version="1", overall=40.0)
        second = keep(board.root, MONDAY + timedelta(days=7), lines=new, version="2", overall=50.5)
        for one, other in ((first, second), (second, first)):
            text = board.page(PAGE, "hieutruong", **{"from": one, "to": other})
            for part in ("+10,5", "Tốt lên", "Không còn yêu cầu này", "Yêu cầu vừa có"):
                assert part in text
            assert "alert-info" in text
            assert EVIL not in text

    def test_a_trend_of_all_and_of_each_criterion_with_its_table(self, board):
        for week in range(3):
            keep(board.root, MONDAY + timedelta(days=7 * week), overall=50.0 + week)
        text = board.page(PAGE, "hieutruong")
        known = [each for each in report_of(board.root).scores.values() if each.counted]
        assert text.count("hcmedu-chart-drawing") == 1 + len(known)
        assert "23/11/2026: 50; 30/11/2026: 51; 07/12/2026: 52" in text
        assert text.count("hcmedu-history-weekly") == 3

    def test_a_long_list_begins_with_its_newest(self, board):
        for week in range(25):
            keep(board.root, MONDAY - timedelta(days=7 * week), lines=(), scores={})
        assert board.page(PAGE, "hieutruong").count("hcmedu-history-weekly") == 20
        assert board.page(PAGE, "hieutruong", all="1").count("hcmedu-history-weekly") == 25
