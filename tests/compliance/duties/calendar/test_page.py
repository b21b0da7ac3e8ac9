"""The calendar of a school year, and its address: who sees it, who makes it, who guesses it."""

from datetime import datetime
from hcmedu.portal.compliance.calendar.address import address_of
from hcmedu.portal.compliance.calendar.address import forget_token
from hcmedu.portal.compliance.calendar.address import is_token
from hcmedu.portal.compliance.calendar.address import KEY
from hcmedu.portal.compliance.calendar.address import renew_token
from hcmedu.portal.compliance.calendar.address import token_of
from hcmedu.portal.compliance.calendar.feed import span
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.trace import entries
from hcmedu.portal.school.profile import ISchoolProfile
from hcmedu.portal.vietnamese import SchoolYear
from icalendar import Calendar
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from zExceptions import BadRequest
from zExceptions import Forbidden
from zExceptions import NotFound
from zope.annotation.interfaces import IAnnotations

import pytest
import re


PAGE, ADDRESS = "hcmedu-compliance-calendar", "hcmedu-compliance-calendar-address"
FEED = "hcmedu-deadlines.ics"


@pytest.mark.parametrize("user", [None, "nguoila", "phongvien", "thuky"])
@pytest.mark.parametrize("page", [PAGE, ADDRESS])
def test_who_is_refused(board, user, page):
    assert board.page(page, user) == "refused"


@pytest.mark.parametrize("user", ["hieutruong", "quantri"])
def test_the_deadlines_of_the_year(board, user):
    page = board.page(PAGE, user)
    year = SchoolYear.of(now().date())
    assert f'aria-current="page">{year.title}' in re.sub(r"\s+>", ">", page)
    assert "Lịch công tác" in page and "289/VP-CNTT" in page and "Thời hạn sắp tới" in page
    assert board.answer.getHeader("Cache-Control") == "private, no-store"
    # only who may take it back is shown the address
    assert "Tạo địa chỉ" in page and FEED not in page


def test_another_year_can_be_chosen(board):
    last = SchoolYear.of(now().date()).previous()
    page = board.page(PAGE, "quantri", nam=last.title)
    assert f"09/{last.start}" in page and "Thời hạn sắp tới" not in page


@pytest.mark.parametrize("asked", ["1700-1701", "<script>", "", ["2026-2027"], "2026-2027\n"])
def test_anything_else_is_the_running_year(board, asked):
    page = board.page(PAGE, "quantri", nam=asked)
    assert f"năm học {SchoolYear.of(now().date()).title}" in page and "<script>alert" not in page


def test_a_reader_of_the_report_neither_sees_nor_changes_the_address(board):
    board.root.manage_setLocalRoles("nguoila", ["School Supervisor"])
    token = renew_token(board.root)
    assert token not in board.page("hcmedu-compliance", "nguoila")
    assert board.page(PAGE, "nguoila") == "refused"
    assert board.post(ADDRESS, "nguoila", do="renew") == "refused"
    assert token_of(board.root) == token


def test_an_address_is_made_renewed_and_removed(board):
    board.post(ADDRESS, "hieutruong", do="renew")
    first = token_of(board.root)
    assert len(first) >= 43 and address_of(board.root).endswith(f"/@@{FEED}?token={first}")
    assert first in board.page(PAGE, "quantri")
    board.post(ADDRESS, "quantri", do="renew")
    assert token_of(board.root) not in ("", first) and not is_token(board.root, first)
    assert next(iter(entries(board.root))).action == "compliance-calendar"
    board.post(ADDRESS, "quantri", do="remove")
    assert token_of(board.root) == "" and address_of(board.root) == ""


@pytest.mark.parametrize("do", [None, "", "x", ["renew"]])
def test_nothing_else_can_be_done(board, do):
    with pytest.raises(BadRequest):
        board.post(ADDRESS, "quantri", do=do)


@pytest.mark.parametrize(("method", "token"), [("GET", True), ("POST", False)])
def test_a_foreign_page_makes_no_address(board, method, token):
    with pytest.raises(Forbidden):
        board.page(ADDRESS, "quantri", method, token, do="renew")
    assert token_of(board.root) == ""


# The feed ----------------------------------------------------------------------------------------


def test_the_feed_needs_no_account(board):
    token = renew_token(board.root)
    data = board.feed(token)
    found = list(Calendar.from_ical(data).walk("VEVENT"))
    assert found and any("Lịch công tác" in str(each["summary"]) for each in found)
    headers = board.answer
    assert headers.getHeader("Content-Type") == "text/calendar; charset=utf-8"
    assert headers.getHeader("Cache-Control").startswith("private")
    assert "noindex" in headers.getHeader("X-Robots-Tag")
    assert board.feed(token) == data


def test_what_is_known_is_not_sent_again(board):
    token = renew_token(board.root)
    board.feed(token)
    tag = board.answer.getHeader("ETag")
    assert board.feed(token, HTTP_IF_NONE_MATCH=tag) == b""
    assert board.answer.getStatus() == 304
    ISchoolProfile(board.root).school_name = "Trường khác"
    assert board.feed(token, HTTP_IF_NONE_MATCH=tag) != b""


@pytest.mark.parametrize("asked", ["", None, "x", ["a", "b"], {"token": "x"}, "\ud800", "é" * 9])
def test_a_wrong_token_is_answered_as_if_there_were_nothing(board, asked):
    with pytest.raises(NotFound):
        board.feed(asked)
    renew_token(board.root)
    with pytest.raises(NotFound):
        board.feed(asked)


def test_nearly_the_token_is_a_wrong_one(board):
    token = renew_token(board.root)
    for asked in (token[:-1], token + "A", token.swapcase(), f" {token}", [token]):
        with pytest.raises(NotFound):
            board.feed(asked)


def test_a_copy_or_another_school_has_another_address(board):
    setRoles(board.root, TEST_USER_ID, ["Manager"])
    token = renew_token(board.root)
    school = api.content.create(board.root, "School", "an-lac", title="THCS An Lạc")
    assert not is_token(school, token)
    IAnnotations(school)[KEY] = IAnnotations(board.root)[KEY]  # as a copy brings it along
    assert token_of(school) == "" and not is_token(school, token)


def test_forgotten_with_the_add_on(board):
    renew_token(board.root)
    forget_token(board.root)
    assert KEY not in IAnnotations(board.root)


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        ("2026-11-27", "2026-10-28", "2027-08-31"),
        ("2027-07-01", "2027-06-01", "2027-08-31"),
        ("2027-07-04", "2027-06-04", "2028-08-31"),
        ("2027-09-01", "2027-08-02", "2028-08-31"),
    ],
)
def test_the_next_year_is_told_before_it_begins(today, first, last):
    found = span(datetime.fromisoformat(today).date())
    assert tuple(map(str, found)) == (first, last)
