"""As of a day that is over: what the page says of it, and the kept result that it leads to."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hcmedu.portal.compliance.facts import report_of
from hcmedu.portal.compliance.history import store
from hcmedu.portal.compliance.history.snapshots import Kind
from hcmedu.portal.compliance.history.snapshots import Snapshot
from hcmedu.portal.compliance.history.snapshots import snapshot_of
from hcmedu.portal.compliance.page.past import nearest
from hcmedu.portal.content.moments import now
from lxml import html

import dataclasses
import pytest


PAGE = "hcmedu-compliance"
AT = datetime(2026, 11, 9, 5, tzinfo=UTC)


def kept(at):
    return Snapshot(f"{at:%Y%m%d}", at, Kind.WEEKLY, "", "", 50.0, {}, (), "")


@pytest.mark.parametrize(
    ("days", "found"),
    [((-3, 5), -3), ((-9, 4, 8), 4), ((-31,), -31), ((31, 40), 31), ((-32, 32), None), ((), None)],
)
def test_the_nearest_within_a_month(days, found):
    chosen = nearest([kept(AT + timedelta(days=each)) for each in days], AT)
    assert (chosen and (chosen.at - AT).days) == found


@pytest.fixture
def shown(board):
    """Text of the note, and the page, of a day so far from today."""

    def page(days, user="hieutruong"):
        day = date.fromordinal(now().date().toordinal() + days)
        tree = html.fromstring(board.page(PAGE, user, on=f"{day:%d/%m/%Y}"))
        (note,) = tree.find_class("hcmedu-compliance-other")
        return " ".join(note.text_content().split()), tree

    return page


def test_it_is_said_plainly_that_the_past_is_not_known(shown):
    note, tree = shown(-10)
    assert "không lưu lại nội dung của những ngày đã qua" in note
    assert "Chưa lưu kết quả nào gần ngày đó" in note
    assert not tree.find_class("hcmedu-todo") and not tree.find_class("hcmedu-mend")
    assert tree.get_element_by_id("hcmedu-on").value.count("/") == 2


def test_the_future_is_no_past(shown):
    note, tree = shown(10)
    assert "đã qua" not in note and tree.find_class("hcmedu-todo")


def test_a_result_of_that_time_is_offered(board, shown):
    made = snapshot_of(report_of(board.root), str, Kind.WEEKLY)
    store.keep(board.root, dataclasses.replace(made, at=now() - timedelta(days=12)))
    note, tree = shown(-10)
    assert "kết quả đã lưu lúc" in note and "điểm" in note
    (link,) = tree.xpath("//a[contains(@href, 'hcmedu-compliance-history?at=')]/@href")
    key = link.partition("?at=")[2]
    assert store.find(board.root, key) is not None
    assert "Không có thời điểm này" not in board.page(
        "hcmedu-compliance-history", "hieutruong", at=key
    )
