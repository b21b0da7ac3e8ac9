"""Monday morning: to the head what waits too long, to the editors what they forgot."""

from DateTime import DateTime
from datetime import timedelta
from hcmedu.portal.editorial.notify.collecting import monday_morning
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.school import find_section
from plone import api
from zoneinfo import ZoneInfo

import pytest
import transaction


ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def text(mail):
    return mail.get_content().replace("\r\n", "\n")


class Weeks:
    """``monday``: make the rounds around the second Monday morning from now."""

    def __init__(self, notices):
        self.notices = notices
        now = notices.now().astimezone(ZONE)
        self.morning = monday_morning(now + timedelta(days=14))

    def round_at(self, moment):
        self.notices.later = moment - self.notices.now() + self.notices.later
        self.notices.round(0)

    def monday(self):
        self.round_at(self.morning - timedelta(minutes=1))
        self.notices.smtp.received.clear()
        self.round_at(self.morning)
        self.round_at(self.morning + timedelta(minutes=2))
        return self.notices.smtp


@pytest.fixture
def weeks(notices):
    notices.round(0)
    return Weeks(notices)


def test_who_has_nothing_to_do_gets_no_reminder(notices, weeks):
    notices.web.item(title="Bản nháp mới", id="nhap")
    assert weeks.monday().received == []


def test_switched_on_in_the_middle_of_a_week_nothing_is_made_up_for(notices, smtp):
    notices.submit()
    notices.round(0)
    smtp.received.clear()
    assert [letter.kind for letter in notices.outbox.letters()] == ["submitted"]


def test_the_head_is_reminded_of_what_waits_too_long(notices, weeks):
    item = notices.submit()
    notices.do(notices.submit("Trả lại rồi"), "return", comment="Sai")
    (mail,) = weeks.monday().to("head")
    assert mail["Subject"] == "[THCS Hướng Dương] Nhắc việc: 1 nội dung chờ duyệt quá 3 ngày"
    assert text(mail) == (
        "Kính gửi Thầy/Cô Trần Văn Bình,\n\n"
        "Có 1 nội dung đã chờ Thầy/Cô duyệt quá 3 ngày:\n\n"
        "- Kế hoạch năm học\n"
        f"  Chờ từ {notices.time_of(item)}, người gửi: Nguyễn Thị Hoa\n"
        f"  {item.absolute_url()}/@@hcmedu-review\n\n"
        f"Tất cả nội dung đang chờ Thầy/Cô: {notices.portal.absolute_url()}/@@hcmedu-desk\n\n"
        "Trân trọng,\nCổng thông tin điện tử THCS Hướng Dương\n\n"
        "Thư này được gửi tự động, Thầy/Cô không cần trả lời.\n"
    )


def test_what_waits_not_too_long_is_not_told(notices, weeks):
    settings(notices.portal).overdue_days = 30
    notices.submit()
    assert weeks.monday().received == []


def test_one_reminder_a_week(notices, weeks):
    notices.submit()
    smtp = weeks.monday()
    for hours in range(1, 24 * 7, 12):
        weeks.round_at(weeks.morning + timedelta(hours=hours))
    assert len(smtp.to("head")) == 1
    weeks.round_at(weeks.morning + timedelta(days=7, minutes=5))
    weeks.round_at(weeks.morning + timedelta(days=7, minutes=7))
    assert len(smtp.to("head")) == 2


def test_a_worker_that_was_down_on_monday_reminds_on_tuesday(notices, weeks, smtp):
    notices.submit()
    weeks.round_at(weeks.morning - timedelta(hours=1))
    smtp.received.clear()
    weeks.round_at(weeks.morning + timedelta(days=1))
    weeks.round_at(weeks.morning + timedelta(days=1, minutes=2))
    assert len(smtp.to("head")) == 1


def test_an_editor_is_reminded_of_what_he_forgot_and_of_what_expires(notices, weeks):
    returned = notices.submit("Bài trả lại")
    notices.do(returned, "return", comment="Sai")
    public = notices.submit("Thông báo tuyển sinh")
    for transition in ("approve", "publish"):
        notices.do(public, transition)
    expires = weeks.morning + timedelta(days=13)
    public.setExpirationDate(DateTime(expires))
    public.reindexObject(idxs=["expires"])
    (mail,) = weeks.monday().to("owner")
    assert mail["Subject"] == "[THCS Hướng Dương] Nhắc việc: 2 nội dung cần Thầy/Cô xem lại"
    assert text(mail) == (
        "Kính gửi Thầy/Cô Nguyễn Thị Hoa,\n\n"
        "Thầy/Cô vui lòng xem lại các nội dung sau đây:\n\n"
        "Nội dung được trả lại, chưa chỉnh sửa:\n\n"
        "- Bài trả lại\n"
        f"  Trần Văn Bình trả lại lúc {notices.time_of(returned)}\n"
        f"  {returned.absolute_url()}\n\n"
        "Nội dung sắp hết hạn hiển thị:\n\n"
        "- Thông báo tuyển sinh\n"
        f"  Hết hạn lúc {expires:%d/%m/%Y %H:%M}\n"
        f"  {public.absolute_url()}\n\n"
        f"Tất cả nội dung Thầy/Cô đang phụ trách: {notices.portal.absolute_url()}/@@hcmedu-desk\n\n"
        "Trân trọng,\nCổng thông tin điện tử THCS Hướng Dương\n\n"
        "Thư này được gửi tự động, Thầy/Cô không cần trả lời.\n"
    )


@pytest.mark.parametrize("days", [-1, 15])
def test_what_expired_or_expires_later_is_not_told(notices, weeks, days):
    public = notices.submit()
    for transition in ("approve", "publish"):
        notices.do(public, transition)
    public.setExpirationDate(DateTime(weeks.morning + timedelta(days=days)))
    public.reindexObject(idxs=["expires"])
    assert weeks.monday().received == []


def test_a_returned_draft_that_was_touched_since_is_not_told(notices, weeks):
    item = notices.submit()
    notices.do(item, "return", comment="Sai")
    item.setModificationDate(DateTime(weeks.morning - timedelta(days=1)))
    item.reindexObject(idxs=["modified"])
    assert weeks.monday().received == []


def test_for_an_author_who_left_those_in_charge_of_the_section_are_told(notices, weeks):
    item = notices.submit()
    notices.do(item, "return", comment="Sai")
    api.user.delete(username="owner")
    assert len(weeks.monday().to("section_editor")) == 1


def test_last_week_s_letter_gives_way_to_this_week_s(notices, weeks, server_down):
    notices.submit()
    with server_down:
        weeks.monday()
        weeks.round_at(weeks.morning + timedelta(days=7, minutes=5))
        kinds = [letter.kind for letter in notices.outbox.letters()]
    assert kinds.count("overdue") == 1


def test_another_school_s_content_is_not_told(notices, weeks):
    """A school in a central portal has a board, an outbox and reminders of its own."""
    section = find_section(notices.portal, "A05")
    with api.env.adopt_roles(["Manager"]):
        school = api.content.create(notices.portal, "School", "an-lac", title="THCS An Lạc")
    assert section is not None
    settings(school).notify = True
    transaction.commit()
    notices.submit()
    smtp = weeks.monday()
    assert {mail["To"].addresses[0].username for mail in smtp.mails} == {"head"}
    assert all("THCS Hướng Dương" in mail["Subject"] for mail in smtp.mails)
