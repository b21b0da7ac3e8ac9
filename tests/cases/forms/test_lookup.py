"""Where a case stands: for its sender, and in one answer for everybody else."""

from hcmedu.portal.cases import register
from hcmedu.portal.cases.forms import lookup
from hcmedu.portal.cases.forms.testing import Visitor
from hcmedu.portal.cases.model import About
from hcmedu.portal.cases.model import Answer
from hcmedu.portal.cases.model import NewCase
from hcmedu.portal.cases.model import State
from hcmedu.portal.cases.model import Step
from hcmedu.portal.content.moments import now
from hcmedu.portal.submissions.receipts import shown_receipt
from hcmedu.portal.submissions.throttle import Allowance

import pytest
import transaction


NOT_FOUND = "Không tìm thấy hồ sơ"
PHONE = "0903123456"


def new_case(phone=PHONE, about=About.APPLICATION):
    return NewCase(
        about=about,
        form="uid",
        form_title="Đơn xin chuyển trường",
        name="Trần Thị Bình",
        phone=phone,
        due=None,
        answers=(Answer("ly_do", "Lý do", "Bí mật gia đình"),),
    )


@pytest.fixture
def receipt(school):
    found = register.take_in(school.portal, new_case(), [], "nonce")
    step = Step(now(), State.HANDLING, by="thu-ky", message="Mời bổ sung học bạ", note="Gấp lắm")
    register.move(school.portal, found, step, State.RECEIVED)
    transaction.commit()
    return found


@pytest.mark.parametrize("phone", [PHONE, "0903 123 456", "+84 903-123-456"])
def test_the_sender_sees_state_and_messages(visitor, receipt, phone):
    page = visitor.look_up(shown_receipt(receipt).lower(), phone)
    assert "Mời bổ sung học bạ" in page.contents
    assert "Đang giải quyết" in page.contents or "Đang xử lý" in page.contents
    assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("hidden", ["Gấp lắm", "thu-ky", "Bí mật gia đình", "Trần Thị Bình"])
def test_nothing_else_is_told(visitor, receipt, hidden):
    assert hidden not in visitor.look_up(receipt, PHONE).contents


@pytest.mark.parametrize("phone", ["", "0903123457", "abc", "' OR 1=1"])
def test_a_wrong_phone_is_as_a_wrong_receipt(visitor, receipt, phone):
    wrong_phone = visitor.look_up(receipt, phone).contents
    assert NOT_FOUND in wrong_phone
    assert "Đơn xin chuyển trường" not in wrong_phone


@pytest.mark.parametrize("typed", ["", "0" * 12, "7KQM29FDXRT", "<script>alert(1)</script>"])
def test_a_wrong_receipt_is_told_so(visitor, receipt, typed):
    page = visitor.look_up(typed, PHONE).contents
    assert NOT_FOUND in page
    assert "<script>alert" not in page


def test_without_a_phone_the_receipt_shows_the_state_alone(school, visitor):
    found = register.take_in(school.portal, new_case("", About.FEEDBACK), [], "nonce")
    step = Step(now(), State.DONE, message="Đã trả lời riêng")
    register.move(school.portal, found, step, State.RECEIVED)
    transaction.commit()
    page = visitor.look_up(found, "").contents
    assert "Đã giải quyết" in page or "Hoàn thành" in page or "text-bg-success" in page
    assert "Đã trả lời riêng" not in page
    assert NOT_FOUND in visitor.look_up(found, PHONE).contents


def test_one_receipt_is_not_tried_for_ever(school, receipt, monkeypatch):
    monkeypatch.setattr(lookup, "RECEIPT", Allowance("case-receipt", 3, 600))
    for number in range(3):
        Visitor(school, f"203.113.131.{number}").look_up(receipt, "0903000000")
    page = Visitor(school, "203.113.131.99").look_up(receipt, PHONE)
    assert page.headers["Status"].startswith("429")
    assert "Mời bổ sung" not in page.contents
