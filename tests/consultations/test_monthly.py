"""The leader's report of the month tells of opinions on topics, by numbers alone (C05)."""

from datetime import timedelta
from hcmedu.portal.cases.desk.report import Month
from hcmedu.portal.consultations import monthly
from hcmedu.portal.consultations.model import State
from hcmedu.portal.content import moments
from io import BytesIO
from openpyxl import load_workbook

import pytest


REPORT = "@@hcmedu-cases-report"


def lines(root, away=0):
    """What is told of this month, or of one so many months away."""
    month = Month.of(moments.now().date()).shifted(away)
    return list(monthly.MonthlyOpinions(root).lines(month))


def test_each_topic_with_its_numbers(site, open_topic, put):
    put(open_topic, "a")
    put(open_topic, "b", state=State.PUBLISHED, answer="Cảm ơn")
    put(open_topic, "c", state=State.REJECTED)
    assert lines(site) == [("Quy định dùng điện thoại", [3, 3, 1, 1, 1, 1])]


def test_a_topic_that_is_open_but_got_nothing_yet(site, open_topic):
    assert lines(site) == [("Quy định dùng điện thoại", [0] * 6)]


@pytest.mark.parametrize("away", [-1, 2])
def test_months_in_which_it_was_not_open_tell_nothing_of_it(site, new_topic, put, away):
    # from the first day of a month to the next, whatever day is today
    first = moments.now().replace(day=1)
    topic = new_topic(site, opens=first, closes=first + timedelta(days=33))
    put(topic)
    assert lines(site, away) == []
    assert lines(site) and lines(site, 1)


def test_a_draft_is_not_told_of(site, open_topic, new_topic):
    new_topic(site, state="private", title="Bản nháp kín")
    assert [title for title, _numbers in lines(site)] == ["Quy định dùng điện thoại"]


@pytest.mark.parametrize("page", [REPORT, f"{REPORT}-print"])
def test_it_stands_on_the_page_and_on_paper(site, browser, open_topic, put, page):
    put(open_topic, text="Ý riêng của tôi")
    answer = browser("head").get(f"{site.absolute_url()}/{page}")
    assert answer.status_code == 200
    assert "Ý kiến về các chủ đề" in answer.text and "Quy định dùng điện thoại" in answer.text
    for secret in ("Ý riêng của tôi", "Trần Thị Hoa", "0903 123 456"):
        assert secret not in answer.text


def test_it_is_a_sheet_of_its_own(site, browser, open_topic, put):
    put(open_topic)
    answer = browser("head").get(f"{site.absolute_url()}/{REPORT}.xlsx")
    book = load_workbook(BytesIO(answer.content))
    assert len(book.worksheets) == 2
    assert list(book.worksheets[1].values)[1] == ("Quy định dùng điện thoại", 1, 1, 1, 0, 0, 0)


@pytest.mark.parametrize("user", ["editor", "admin-1", None])
def test_others_read_none_of_it(site, browser, open_topic, put, user):
    put(open_topic)
    answer = browser(user).get(f"{site.absolute_url()}/{REPORT}")
    assert "Ý kiến về các chủ đề" not in answer.text
