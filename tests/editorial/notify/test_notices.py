"""Who hears of what, and in which words."""

from DateTime import DateTime
from datetime import timedelta
from hcmedu.portal.editorial.deputies.delegations import delegate
from hcmedu.portal.editorial.deputies.delegations import Delegation
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.editorial.timing.publish import publish
from plone import api
from plone.app.iterate.interfaces import ICheckinCheckoutPolicy
from plone.uuid.interfaces import IUUID
from zoneinfo import ZoneInfo

import pytest
import transaction


def text(mail):
    return mail.get_content().replace("\r\n", "\n")


# Nobody hears of it -------------------------------------------------------------------------------


def test_notices_are_off_by_default(web, smtp, offline):
    assert settings(web.portal).notify is False
    offline.submit()
    offline.round()
    assert offline.outbox is None
    assert smtp.received == []


def test_what_happened_while_they_were_off_is_not_told_later(offline, smtp):
    offline.submit()
    offline.switch(True)
    offline.round()
    assert smtp.received == []


def test_switched_off_nothing_more_is_sent_and_nothing_is_kept(notices, smtp):
    notices.submit()
    notices.switch(False)
    notices.round()
    assert notices.outbox is None
    notices.switch(True)
    notices.round()
    assert smtp.received == []


def test_nobody_is_told_of_what_he_did_himself(notices, smtp):
    api.group.add_user(groupname="truong-ban", username="owner")
    item = notices.submit()
    notices.round()
    assert smtp.to("owner") == []
    assert len(smtp.to("head")) == 1
    notices.do(item, "return", actor="owner", comment="Tôi sửa lại")
    notices.round()
    assert smtp.to("owner") == []


def test_taking_back_is_told_to_nobody_and_ends_the_notice(notices, smtp):
    item = notices.submit()
    notices.do(item, "recall", actor="owner")
    notices.round()
    assert smtp.received == []
    assert notices.outbox.letters() == []


def test_people_who_left_or_have_no_address_get_no_mail(notices, smtp):
    item = notices.submit()
    notices.round(20)
    notices.do(item, "return", comment="Sai")
    api.user.get(username="owner").setMemberProperties({"email": ""})
    notices.round(20)
    notices.do(item, "submit", actor="owner")
    api.user.delete(username="head")
    notices.round(20)
    assert len(smtp.received) == 1
    assert notices.outbox.letters() == notices.outbox.failed() == []


@pytest.mark.parametrize(
    "address", ["x", "x@", "@truong.edu.vn", "hiệu trưởng@truong.edu.vn", "a b"]
)
def test_what_is_no_address_gets_no_mail(notices, smtp, address):
    api.user.get(username="head").setMemberProperties({"email": address})
    notices.submit()
    notices.round()
    assert smtp.received == []
    assert notices.outbox.letters() == notices.outbox.failed() == []


def test_who_may_not_see_an_item_any_more_is_not_told_of_it(notices, smtp):
    item = notices.submit()
    notices.do(item, "return", comment="Sai")
    item.manage_delLocalRoles(["owner"])
    api.group.remove_user(groupname="bien-tap-vien", username="owner")
    item.reindexObjectSecurity()
    notices.round()
    assert smtp.to("owner") == []


# The head -----------------------------------------------------------------------------------------


def test_submissions_are_collected(notices, smtp):
    notices.submit("Thứ nhất")
    notices.round()
    for title in ("Thứ hai", "Thứ ba"):
        notices.submit(title)
        notices.round(4)
    assert len(smtp.received) == 1
    notices.round(4)
    assert len(smtp.received) == 1
    notices.round(4)
    assert len(smtp.received) == 2
    assert "2 nội dung" in smtp.mails[1]["Subject"]
    assert all(title in text(smtp.mails[1]) for title in ("Thứ hai", "Thứ ba"))
    assert "Thứ nhất" not in text(smtp.mails[1])


def test_what_is_no_longer_pending_is_left_out(notices, smtp):
    first, second = notices.submit("Thứ nhất"), notices.submit("Thứ hai")
    gone = notices.submit("Thứ ba")
    notices.do(first, "return", comment="Sai")
    gone.aq_parent.manage_delObjects([gone.getId()])
    notices.round()
    assert "Thứ hai" in text(smtp.to("head")[0])
    assert "Thứ nhất" not in text(smtp.to("head")[0])
    assert "Thứ ba" not in text(smtp.to("head")[0])
    notices.do(second, "return", comment="Sai")
    notices.submit("Thứ tư")
    notices.round(20)
    assert "1 nội dung" in smtp.to("head")[1]["Subject"]


def test_submitted_twice_is_listed_once(notices, smtp):
    item = notices.submit()
    notices.do(item, "recall", actor="owner")
    notices.do(item, "submit", actor="owner")
    notices.round()
    assert text(smtp.mails[0]).count("Kế hoạch") == 1


def test_a_long_list_ends_with_how_many_there_are(notices, smtp, monkeypatch):
    monkeypatch.setattr("hcmedu.portal.editorial.notify.writing.LONGEST_LIST", 2)
    for number in range(5):
        notices.submit(f"Bài số {number}")
    notices.round()
    assert "5 nội dung" in smtp.mails[0]["Subject"]
    assert "… và 3 nội dung khác" in text(smtp.mails[0])
    assert text(smtp.mails[0]).count("Bài số") == 2


def test_members_of_a_group_in_the_group_of_the_heads_are_told(notices, smtp):
    api.group.create(groupname="ban-giam-hieu")
    api.group.add_user(groupname="ban-giam-hieu", username="colleague")
    api.portal.get_tool("portal_groups").addPrincipalToGroup("ban-giam-hieu", "truong-ban")
    notices.submit()
    notices.round()
    assert len(smtp.to("colleague")) == 1


def test_a_deputy_is_told_within_his_period(notices, smtp):
    def lend(begin, end):
        moments = (notices.now() + timedelta(days=days) for days in (begin, end))
        delegate(notices.portal, Delegation("colleague", "head", *moments))
        transaction.commit()

    lend(-2, -1)
    lend(1, 2)
    notices.submit("Thứ nhất")
    notices.round()
    assert smtp.to("colleague") == []
    lend(-1, 1)
    notices.submit("Thứ hai")
    notices.round(20)
    assert "Thứ hai" in text(smtp.to("colleague")[0])
    assert len(smtp.to("head")) == 2


# Authors ------------------------------------------------------------------------------------------


def test_submitter_and_owner_are_told_each(notices, smtp):
    item = notices.web.item(title="Kế hoạch", id="ke-hoach")
    notices.web.do(item, "submit", "section_editor")
    notices.do(item, "return", comment="Sai")
    notices.round()
    assert len(smtp.to("owner")) == len(smtp.to("section_editor")) == 1


def test_approved_and_published_at_once_is_one_mail(notices, smtp):
    item = notices.submit()
    notices.do(item, "approve")
    notices.do(item, "publish")
    notices.round()
    notices.round(30)
    assert [mail["Subject"] for mail in smtp.to("owner")] == [
        "[THCS Hướng Dương] Đã xuất bản: Kế hoạch năm học"
    ]


def test_approved_and_published_later_are_two(notices, smtp):
    item = notices.submit()
    notices.do(item, "approve")
    notices.round()
    notices.do(item, "publish")
    notices.round()
    assert [mail["Subject"].split("] ")[1] for mail in smtp.to("owner")] == [
        "Đã duyệt: Kế hoạch năm học",
        "Đã xuất bản: Kế hoạch năm học",
    ]


def test_what_the_clock_publishes_is_told_to_whoever_ordered_it_too(notices, smtp):
    """The clock acts in the name of the head, who may have written it himself."""
    settings(notices.portal).self_approval = True
    item = notices.submit(actor="owner")
    item.manage_setLocalRoles("head", ["Owner"])
    notices.do(item, "approve")
    notices.round()
    assert smtp.to("head")[1:] == []
    with notices.web.as_("head"):
        tool = api.portal.get_tool("portal_workflow")
        tool.doActionFor(item, "publish", scheduled="2026-11-27T08:00:00+07:00")
    transaction.commit()
    notices.round()
    for actor in ("head", "owner"):
        assert "Đã xuất bản" in smtp.to(actor)[-1]["Subject"]


def test_an_approved_working_copy_is_told_as_the_publication_of_its_original(notices, smtp):
    original = notices.submit("Thực đơn")
    for transition in ("approve", "publish"):
        notices.do(original, transition)
    notices.round()
    with notices.web.as_("colleague"):
        original.manage_setLocalRoles("colleague", ["Editor"])
        copy = ICheckinCheckoutPolicy(original).checkout()
        copy.title = "Thực đơn mới"
    notices.do(copy, "submit", actor="colleague")
    notices.round(20)
    assert f"{copy.absolute_url()}/@@hcmedu-review" in text(smtp.to("head")[-1])
    notices.do(copy, "approve")
    notices.round()
    (mail,) = smtp.to("colleague")
    assert mail["Subject"] == "[THCS Hướng Dương] Đã xuất bản: Thực đơn mới"
    assert f"xem tại: {original.absolute_url()}\n" in text(mail)


def test_an_item_that_is_gone_links_to_the_desk(notices, smtp):
    item = notices.submit()
    notices.do(item, "return", comment="Không cần nữa")
    item.aq_parent.manage_delObjects([item.getId()])
    notices.round()
    assert f"{notices.portal.absolute_url()}/@@hcmedu-desk" in text(smtp.to("owner")[0])


def test_a_file_is_linked_to_its_page(notices, smtp):
    item = notices.web.item("File", title="Thực đơn", id="thuc-don")
    notices.web.do(item, "submit", "owner")
    notices.do(item, "return", comment="Sai")
    notices.round()
    assert f"{item.absolute_url()}/view" in text(smtp.to("owner")[0])


# Texts --------------------------------------------------------------------------------------------

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BEGIN = "Kính gửi Thầy/Cô {name},\n\n"
END = (
    "\n\nTrân trọng,\nCổng thông tin điện tử THCS Hướng Dương\n\n"
    "Thư này được gửi tự động, Thầy/Cô không cần trả lời.\n"
)


def expected(name, *paragraphs):
    return BEGIN.format(name=name) + "\n\n".join(paragraphs) + END


def test_the_text_of_a_submission(notices, smtp):
    item = notices.submit()
    notices.round()
    (mail,) = smtp.mails
    assert mail["Subject"] == "[THCS Hướng Dương] 1 nội dung chờ duyệt"
    assert text(mail) == expected(
        "Trần Văn Bình",
        "Có 1 nội dung vừa được gửi đến Thầy/Cô để duyệt:",
        "- Kế hoạch năm học\n"
        f"  Nguyễn Thị Hoa gửi lúc {notices.time_of(item)}\n"
        f"  {item.absolute_url()}/@@hcmedu-review",
        f"Tất cả nội dung đang chờ Thầy/Cô: {notices.portal.absolute_url()}/@@hcmedu-desk",
    )


def test_the_text_of_a_return(notices, smtp):
    item = notices.submit()
    notices.do(item, "return", comment="Thiếu số liệu:\n- lớp 6\n- lớp 7")
    notices.round()
    (mail,) = smtp.to("owner")
    assert mail["Subject"] == "[THCS Hướng Dương] Cần chỉnh sửa: Kế hoạch năm học"
    assert text(mail) == expected(
        "Nguyễn Thị Hoa",
        "Nội dung “Kế hoạch năm học” đã được Trần Văn Bình trả lại lúc "
        f"{notices.time_of(item)} để chỉnh sửa. Lý do:",
        "Thiếu số liệu:\n- lớp 6\n- lớp 7",
        f"Thầy/Cô vui lòng chỉnh sửa rồi gửi duyệt lại tại: {item.absolute_url()}",
    )


def test_the_text_of_an_approval(notices, smtp):
    item = notices.submit()
    notices.do(item, "approve")
    notices.round()
    (mail,) = smtp.to("owner")
    assert mail["Subject"] == "[THCS Hướng Dương] Đã duyệt: Kế hoạch năm học"
    assert text(mail) == expected(
        "Nguyễn Thị Hoa",
        f"Nội dung “Kế hoạch năm học” đã được Trần Văn Bình duyệt lúc {notices.time_of(item)}.",
        item.absolute_url(),
    )


def test_an_approval_for_later_tells_when(notices, smtp):
    day = notices.now() + timedelta(days=2)
    item = notices.web.item(title="Kế hoạch năm học", id="ke-hoach")
    item.setEffectiveDate(DateTime(day))
    notices.do(item, "submit", actor="owner")
    notices.do(item, "approve")
    notices.round()
    (mail,) = smtp.to("owner")
    assert text(mail) == expected(
        "Nguyễn Thị Hoa",
        f"Nội dung “Kế hoạch năm học” đã được Trần Văn Bình duyệt lúc {notices.time_of(item)}.",
        f"Nội dung sẽ tự xuất bản vào lúc {day.astimezone(ZONE):%d/%m/%Y %H:%M}.",
        item.absolute_url(),
    )
    notices.as_system(
        lambda: publish(notices.portal, IUUID(item), now=DateTime(day + timedelta(minutes=1)))
    )
    transaction.commit()
    notices.round()
    assert "Đã xuất bản" in smtp.to("owner")[1]["Subject"]


def test_the_text_of_a_publication(notices, smtp):
    item = notices.submit()
    notices.do(item, "approve")
    notices.do(item, "publish")
    notices.round()
    (mail,) = smtp.to("owner")
    assert text(mail) == expected(
        "Nguyễn Thị Hoa",
        f"Nội dung “Kế hoạch năm học” đã được xuất bản lúc {notices.time_of(item)}. "
        f"Mọi người có thể xem tại: {item.absolute_url()}",
    )


def test_the_text_of_a_withdrawal(notices, smtp):
    item = notices.submit()
    for transition in ("approve", "publish"):
        notices.do(item, transition)
    notices.round()
    notices.do(item, "withdraw", comment="Phụ huynh phản ánh sai sót")
    notices.round()
    mail = smtp.to("owner")[-1]
    assert mail["Subject"] == "[THCS Hướng Dương] Đã gỡ xuống: Kế hoạch năm học"
    assert text(mail) == expected(
        "Nguyễn Thị Hoa",
        "Nội dung “Kế hoạch năm học” đã được Trần Văn Bình gỡ xuống lúc "
        f"{notices.time_of(item)} và không còn hiển thị với người xem. Lý do:",
        "Phụ huynh phản ánh sai sót",
        f"Thầy/Cô có thể soạn lại tại: {item.absolute_url()}",
    )


def test_a_school_words_its_own_mails(notices, smtp):
    own = settings(notices.portal)
    own.mail_subject_returned = "Bài của cô ${name}: ${title}"
    own.mail_body_returned = "${actor}: ${reason}\r\n\r\n${url}\r\nGiá 5$ ${unheard}"
    item = notices.submit()
    notices.do(item, "return", comment="Sai số liệu")
    notices.round()
    (mail,) = smtp.to("owner")
    assert mail["Subject"] == "Bài của cô Nguyễn Thị Hoa: Kế hoạch năm học"
    assert text(mail) == (
        f"Trần Văn Bình: Sai số liệu\n\n{item.absolute_url()}\nGiá 5$ ${{unheard}}\n"
    )


def test_what_people_write_is_no_template(notices, smtp):
    item = notices.submit("Giá ${reason} và $5")
    notices.do(item, "return", comment="${school} ${title}")
    notices.round()
    (mail,) = smtp.to("owner")
    assert "Giá ${reason} và $5" in mail["Subject"]
    assert "${school} ${title}" in text(mail)


def test_no_header_comes_from_a_title(notices, smtp):
    item = notices.submit()
    item.title = "Kế hoạch\r\nBcc: ke-xau@example.com\r\n\r\nNội dung giả"
    api.user.get(username="owner").setMemberProperties({"fullname": "Hoa\nCc: ke-xau@example.com"})
    notices.do(item, "return", comment="Sai\r\n.\r\nQUIT")
    notices.round()
    (mail,) = smtp.to("owner")
    assert mail["Bcc"] is None
    assert mail["Cc"] is None
    assert mail["Subject"].endswith("Kế hoạch Bcc: ke-xau@example.com Nội dung giả")
    assert [recipients for _f, recipients, _c in smtp.received][-1] == ("owner@truong.edu.vn",)
    assert "\n.\nQUIT" in text(mail)
