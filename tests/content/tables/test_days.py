"""Days, classes and weeks in tables as schools make them."""

from datetime import date
from datetime import timedelta
from hcmedu.portal.content.tables.classes import classes_in
from hcmedu.portal.content.tables.classes import grid_of
from hcmedu.portal.content.tables.days import days_of
from hcmedu.portal.content.tables.days import joined
from hcmedu.portal.content.tables.grid import make_grid
from hcmedu.portal.content.tables.rendering import Marks
from hcmedu.portal.content.tables.rendering import shown_table
from hcmedu.portal.content.tables.weeks import monday_of
from hcmedu.portal.content.tables.weeks import move_dates
from hcmedu.portal.content.tables.words import class_key
from hcmedu.portal.content.tables.words import is_class
from hcmedu.portal.content.tables.words import weekday
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

import pytest


MENU = make_grid(
    [
        ["Ngày", "Bữa sáng", "Bữa trưa"],
        ["Thứ Hai (23/11)", "Phở bò", "Cơm, cá basa"],
        ["Thứ Ba (24/11)", "Bánh mì", "Cơm, gà kho"],
    ]
)
WORK = make_grid(
    [
        ["Ngày", "Thời gian", "Nội dung", "Thành phần"],
        ["Thứ Hai", "7:00", "Chào cờ", "Toàn trường"],
        ["", "14:00", "Họp giao ban", "Ban giám hiệu"],
        ["Thứ Ba", "Sáng", "Dự giờ", ""],
        ["Chủ nhật", "Sáng", "", ""],
    ]
)
TIMETABLE = make_grid(
    [
        ["Buổi", "Tiết", "Thứ 2", "Thứ 3", "T4"],
        ["Sáng", "1", "Chào cờ", "Toán", "Văn"],
        ["Sáng", "2", "Toán", "", "Anh"],
    ]
)
ALL_CLASSES = make_grid(
    [
        ["Thứ", "Tiết", "6/1", "6/2"],
        ["2", "1", "Chào cờ", "Chào cờ"],
        ["", "2", "Toán", "Văn"],
        ["3", "1", "Anh", "Sử"],
        ["", "2", "Tin", "Địa"],
        ["", "3", "GDTC", "GDTC"],
    ]
)


def told(grid):
    return {
        day.weekday: [(entry.label, entry.cell.text) for entry in day.entries]
        for day in days_of(grid)
    }


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thứ Hai", 0),
        ("THỨ BA", 1),
        ("Thứ 4 (25/11)", 2),
        ("T5", 3),
        ("t.6", 4),
        ("Thứ bảy", 5),
        ("Chủ nhật", 6),
        ("CN", 6),
        ("Chúa Nhật", None),
        ("Thứ", None),
        ("Thứ 8", None),
        ("Thứ 23", None),
        ("Hai", None),
        ("2", None),
        ("Thứ Hainam", None),
        ("Tôm 2", None),
        ("Cơm", None),
        ("", None),
    ],
)
def test_weekdays(text, day):
    assert weekday(text) == day


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_day_or_none(text):
    assert weekday(text) in (None, *range(7))
    assert is_class(text) in (True, False)


def test_a_row_each_day():
    assert told(MENU)[0] == [("Bữa sáng", "Phở bò"), ("Bữa trưa", "Cơm, cá basa")]


def test_several_rows_a_day():
    assert told(WORK) == {
        0: [("7:00", "Chào cờ"), ("14:00", "Họp giao ban")],
        1: [("Sáng", "Dự giờ")],
        6: [],
    }
    [first, *_rest] = days_of(WORK)
    assert [(head, cell.text) for head, cell in first.entries[0].details] == [
        ("Thành phần", "Toàn trường")
    ]


def test_a_column_each_day():
    assert told(TIMETABLE)[1] == [("Sáng · Tiết 1", "Toán")]
    assert told(TIMETABLE)[2] == [("Sáng · Tiết 1", "Văn"), ("Sáng · Tiết 2", "Anh")]


def test_a_day_told_in_each_row_is_one_cell():
    lines = [
        ["Ngày", "Buổi", "Việc"],
        ["T2", "Sáng", "a"],
        ["T2", "Chiều", "b"],
        ["T3", "Tối", "c"],
    ]
    grid = joined(make_grid(lines))
    assert [row[0] and row[0].rows for row in grid.rows] == [1, 2, None, 1]
    assert told(grid) == told(make_grid(lines))
    assert joined(grid) == grid


@settings(deadline=None)
@given(st.lists(st.sampled_from(["Thứ 2", "Thứ 3", "", "x"]), min_size=1, max_size=9))
def test_joining_changes_no_text(days):
    grid = make_grid([["Ngày", "Việc"], *([day, "a"] for day in days)])
    assert [[c.text for c in row] for row in joined(grid).full] == [
        [c.text for c in row] for row in grid.full
    ]


def test_phones_jump_to_today():
    assert 'href="#nay"' in shown_table(MENU, Marks(1, "Hôm nay", anchor="nay"))
    assert 'href="#nay"' not in shown_table(MENU, Marks(0, "Hôm nay", anchor="nay"))


def test_no_day_at_all():
    assert days_of(make_grid([["STT", "Nội dung"], ["1", "Họp"]])) == ()


@pytest.mark.parametrize("grid", [MENU, WORK, TIMETABLE])
def test_today_is_said_in_words(grid):
    assert "Hôm nay" not in shown_table(grid, Marks(5, "Hôm nay"))
    html = shown_table(grid, Marks(0, "Hôm nay"))
    assert html.count("Hôm nay") == 2  # once in the table, once in the days for phones


class TestClasses:
    @pytest.mark.parametrize(
        "text", ["6A1", "Lớp 6A1", "10/12", "9.3", "12A", "1 A", "Lá 2", "6 a 1".replace(" ", "")]
    )
    def test_names(self, text):
        assert is_class(text)

    @pytest.mark.parametrize("text", ["", "Thứ 2", "13A1", "Tiết 1", "2026", "Toán", "1", "Buổi"])
    def test_no_names(self, text):
        assert not is_class(text)

    def test_spellings(self):
        assert class_key("Lớp 6.1") == class_key("6/1") == class_key(" 6 / 1")
        assert class_key("6A1") == class_key("6a1") != class_key("6A11")

    def test_columns_and_sheets(self):
        sheet = make_grid([["Tiết", "Thứ 2", "Thứ 3"], ["1", "a", "b"]], title="6A3")
        assert classes_in([ALL_CLASSES, sheet]) == ("6/1", "6/2", "6A3")
        assert grid_of([ALL_CLASSES, sheet], "6a3") is sheet
        assert grid_of([ALL_CLASSES, sheet], "6A9") is None

    def test_a_column_becomes_a_table(self):
        grid = grid_of([ALL_CLASSES], "Lớp 6.2")
        assert [[cell.text for cell in row] for row in grid.full] == [
            ["Tiết", "2", "3"],
            ["1", "Chào cờ", "Sử"],
            ["2", "Văn", "Địa"],
            ["3", "", "GDTC"],
        ]
        assert grid.title == "6/2"

    def test_menus_have_no_classes(self):
        assert classes_in([MENU, WORK, TIMETABLE]) == ()


class TestWeeks:
    @settings(deadline=None)
    @given(st.dates(min_value=date(1, 1, 8)))
    def test_monday(self, day):
        monday = monday_of(day)
        assert monday.weekday() == 0
        assert timedelta(0) <= day - monday < timedelta(7)

    def test_dates_move_with_the_week(self):
        text = "Thứ Hai (23/11), 29-11-2026; nộp trước 30/11, 23/11/2025, mục 1.23/11"
        moved = move_dates(text, date(2026, 11, 23), date(2026, 11, 30))
        assert moved == "Thứ Hai (30/11), 06-12-2026; nộp trước 30/11, 23/11/2025, mục 1.23/11"

    def test_over_new_year(self):
        moved = move_dates("31/12, 1/1, 01/01/2027", date(2026, 12, 28), date(2027, 1, 4))
        assert moved == "07/01, 8/1, 08/01/2027"

    @settings(deadline=None)
    @given(st.text(max_size=80), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
    def test_the_same_week_changes_nothing(self, text, day):
        assert move_dates(text, monday_of(day), monday_of(day)) == text

    @settings(deadline=None)
    @given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-60, 60))
    def test_each_day_goes_to_the_same_weekday(self, day, weeks):
        old = monday_of(day)
        new = old + timedelta(7 * weeks)
        there = day + (new - old)
        assert move_dates(f"{day:%d/%m/%Y}", old, new) == f"{there:%d/%m/%Y}"
