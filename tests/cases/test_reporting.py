"""The leader's page of the month: numbers as they were, opinions without who said them."""

from datetime import date
from datetime import datetime
from hcmedu.portal.cases import register
from hcmedu.portal.cases.desk.report import Month
from hcmedu.portal.cases.desk.reporting import signed
from hcmedu.portal.cases.model import About
from hcmedu.portal.cases.model import Answer
from hcmedu.portal.cases.model import NewCase
from hcmedu.portal.cases.model import State
from hcmedu.portal.cases.model import Step
from io import BytesIO
from openpyxl import load_workbook

import pytest


def moment(text):
    return datetime.fromisoformat(f"{text}T08:00:00+07:00")


@pytest.fixture
def october(office):
    """Two applications, one of them late; an opinion with its answer."""
    for name, end in (("Đúng hạn", "2026-10-07"), ("Trễ hạn", "2026-10-19")):
        receipt = office.case(name, due=date(2026, 10, 9), moment=moment("2026-10-05"))
        done = Step(moment(end), State.DONE, "thuky", "Mời nhận")
        register.move(office.portal, receipt, done, State.RECEIVED)
    answers = (
        Answer("ho_ten", "Họ tên", "Người Góp Ý Kín"),
        Answer("dien_thoai", "Điện thoại", "0912345678"),
        Answer("loai", "Loại", "Cơ sở vật chất"),
        Answer("noi_dung", "Nội dung", "Quạt lớp 6A1 hỏng"),
    )
    said = NewCase(About.FEEDBACK, "f", "Góp ý", "Người Góp Ý Kín", "0912345678", answers=answers)
    receipt = register.take_in(office.portal, said, [], "n", moment("2026-10-12"))
    answered = Step(moment("2026-10-14"), State.DONE, "thuky", "Đã thay quạt")
    register.move(office.portal, receipt, answered, State.RECEIVED)
    return office


@pytest.mark.parametrize("page", ["hcmedu-cases-report", "hcmedu-cases-report-print"])
def test_what_was_said_and_answered_is_told_without_a_name(october, page):
    text = october.page(page, "hieutruong", month="2026-10")
    for part in ("10/2026", "Cơ sở vật chất", "Quạt lớp 6A1 hỏng", "Đã thay quạt"):
        assert part in text
    assert "Người Góp Ý Kín" not in text and "0912345678" not in text


def test_the_sheet_holds_the_numbers(october):
    body = october.page("hcmedu-cases-report.xlsx", "hieutruong", month="2026-10")
    rows = {row[0]: row[1:] for row in load_workbook(BytesIO(body)).active.values}
    assert rows["Đơn xin chuyển trường"] == (2, 2, 0, 1, 1, 0, 0)
    assert rows["Cơ sở vật chất"] == (1, 1, 0, 0, 0, 0, 0)
    assert rows["Tất cả"] == (3, 3, 0, 1, 1, 0, 0)
    assert rows["Tháng trước"] == (0,) * 7
    assert rows["Số ngày làm việc trung bình"][0] == pytest.approx((2 + 10 + 2) / 3)


@pytest.mark.parametrize("month", ["2026-09", "2026-11"])
def test_another_month_tells_nothing_of_it(october, month):
    assert "Quạt lớp 6A1 hỏng" not in october.page("hcmedu-cases-report", month=month)


def test_a_month_to_come_is_not_opened(october):
    assert str(Month.of(datetime.now().date())) in october.page(
        "hcmedu-cases-report", month="2199-01"
    )


@pytest.mark.parametrize(("change", "text"), [(3, "+3"), (0, "="), (-2, "−2")])
def test_a_change_has_a_sign(change, text):
    assert signed(change) == text
