"""A parent sends a form: taken in once, told what is wrong, given a receipt."""

from hcmedu.portal.cases.forms.testing import error_of
from hcmedu.portal.cases.forms.testing import PDF
from hcmedu.portal.cases.forms.testing import publish
from hcmedu.portal.cases.forms.testing import shown_cases
from hcmedu.portal.cases.forms.testing import VALUES
from hcmedu.portal.cases.model import About
from hcmedu.portal.content.moments import now
from hcmedu.portal.vietnamese.workdays import add_working_days
from plone import api

import pytest
import re
import transaction


EMPTY = '<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema/></model>'
RECEIPT = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
FEEDBACK = {"nguoi_gop_y": "Học sinh", "noi_dung": "Xin thêm sách", "dong_y": "selected"}


def receipt_of(page):
    found = RECEIPT.findall(page.contents)
    assert found, page.contents
    return found[0]


def test_what_is_sent_is_in_the_register(school, visitor):
    page = visitor.send(school.forms["chuyen-truong"], VALUES, [("đơn.pdf", PDF)])
    (case,) = shown_cases(school)
    assert receipt_of(page).replace("-", "") == case.row.receipt
    assert (case.row.name, case.phone) == ("Trần Thị Bình", "0903123456")
    assert case.row.due == add_working_days(now().date(), 3)
    assert [file.contentType for file in case.files] == ["application/pdf"]
    answers = {answer.name: answer.value for answer in case.answers}
    assert (answers["ngay_sinh"], answers["dong_y"]) == ("04/05/2013", "Có")
    assert page.headers["Cache-Control"] == "private, no-store"
    # a receipt on paper says whose it is
    assert f'hcmedu-receipt-school">{school.portal.title}<' in page.contents


def test_a_box_to_tick_is_explained_in_vietnamese(school, visitor):
    """Plone's own template of it names no domain."""
    page = visitor.open(school.forms["chuyen-truong"].absolute_url())
    found = re.findall(r'<span class="required[^>]*title="([^"]*)"', page.contents)
    assert set(found) == {"Bắt buộc"}


def test_a_reload_of_the_receipt_is_the_same_case(school, visitor):
    ticket, _page = visitor.drawn(school.forms["chuyen-truong"])
    pages = [
        visitor.send(school.forms["chuyen-truong"], VALUES, [("a.pdf", PDF)], changes=ticket)
        for _time in range(2)
    ]
    assert len({receipt_of(page) for page in pages}) == 1
    assert len(shown_cases(school)) == 1


def test_feedback_needs_no_name(school, visitor):
    page = visitor.send(school.forms["phan-anh-gop-y"], FEEDBACK)
    (case,) = shown_cases(school)
    assert (case.row.about, case.row.name, case.phone) == (About.FEEDBACK, "", "")
    assert receipt_of(page)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("nguoi_nop", "", "bắt buộc"),
        ("dien_thoai", "abc", "chỉ gồm chữ số"),
        ("dien_thoai", "0903", "chữ số"),
        ("thu_dien_tu", "khong-phai", "thư điện tử"),
        ("ngay_sinh", "2199-01-31", "Ngày này chưa đến"),
        ("ngay_sinh", "1813-05-04", "năm sinh"),
        ("dong_y", None, "Phải được đánh dấu"),
        ("quan_he", "Ông hàng xóm", "bắt buộc"),
    ],
)
def test_a_wrong_field_is_told_and_nothing_is_lost(school, visitor, name, value, message):
    values = {**VALUES, name: value}
    page = visitor.send(school.forms["chuyen-truong"], values, [("a.pdf", PDF)])
    assert f'href="#formfield-form-widgets-{name}"' in page.contents
    assert message in error_of(page, name)
    assert "Gia đình chuyển chỗ ở" in page.contents
    assert "chọn lại tệp" in page.contents
    assert not shown_cases(school)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([], "bắt buộc"),
        ([("a.pdf", b"<html><script>alert(1)</script></html>")], "tệp"),
        ([(f"{number}.pdf", PDF) for number in range(6)], "tối đa 5 tệp"),
    ],
)
def test_wrong_files_are_told_at_their_field(school, visitor, files, message):
    page = visitor.send(school.forms["chuyen-truong"], VALUES, files)
    assert 'href="#formfield-form-widgets-tep"' in page.contents
    assert message in error_of(page, "tep")
    assert not shown_cases(school)


@pytest.mark.parametrize("days", [7, 0])
def test_the_time_limit_of_the_procedure_goes_first(school, visitor, days):
    """0 is a limit, the same day; it is not taken for none."""
    with api.env.adopt_roles(["Manager"]):
        procedure = api.content.create(
            school.portal, "Procedure", "p", title="Chuyển trường", code="chuyen-truong"
        )
        procedure.time_limit_days = days
        procedure.manage_permission("View", ["Anonymous", "Manager"], acquire=0)
        transaction.commit()
    visitor.send(school.forms["chuyen-truong"], VALUES, [("a.pdf", PDF)])
    (case,) = shown_cases(school)
    assert case.row.due == add_working_days(now().date(), days)
    assert case.procedure == api.content.get_uuid(procedure)


def test_a_form_without_an_action_takes_nothing(school, visitor):
    form = school.forms["phan-anh-gop-y"]
    form.actions_model = EMPTY
    transaction.commit()
    page = visitor.open(form.absolute_url())
    assert "Hiện chưa gửi được" in page.contents
    assert "form.buttons.submit" not in page.contents


def test_no_cache_keeps_the_form(school, visitor):
    page = visitor.open(school.forms["phan-anh-gop-y"].absolute_url())
    assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("last", "taken"), [("2026-11-20", True), ("2026-11-19", False)])
def test_an_absence_does_not_end_before_it_begins(school, visitor, last, taken):
    with api.env.adopt_roles(["Manager"]):
        form = publish(school.portal, "nghi-hoc")
        transaction.commit()
    names = ("nguoi_nop", "quan_he", "dien_thoai", "hoc_sinh", "dong_y")
    values = {name: VALUES[name] for name in names} | {"lop": "7A3", "ly_do": "Ốm"}
    page = visitor.send(form, {**values, "tu_ngay": "2026-11-20", "den_ngay": last})
    assert bool(shown_cases(school)) is taken
    told = "Ngày cuối không thể trước ngày đầu" in error_of(page, "den_ngay") if not taken else ""
    assert bool(told) is not taken
