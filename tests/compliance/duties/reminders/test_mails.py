"""Who gets which mail, once; who gets none."""

from datetime import datetime
from datetime import timedelta
from hcmedu.portal.compliance.reminders import jobs
from hcmedu.portal.compliance.reminders.memory import KEY
from hcmedu.portal.compliance.reminders.memory import open_memory
from hcmedu.portal.compliance.removal import remove_compliance
from hcmedu.portal.compliance.settings import settings_of
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.assignment import assign
from hcmedu.portal.school import find_section
from hcmedu.portal.vietnamese import SchoolYear
from hcmedu.portal.worker.testing import run_jobs
from plone import api
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from plone.app.textfield.value import RichTextValue
from plone.uuid.interfaces import IUUID
from zope.annotation.interfaces import IAnnotations

import pytest
import pytz
import transaction


def at(text):
    return pytz.timezone("Asia/Ho_Chi_Minh").localize(datetime.fromisoformat(text))


#: A Wednesday; the plan of the next week is due on Friday.
WEDNESDAY = at("2026-12-02T08:00")
THURSDAY, MONDAY = at("2026-12-03T08:00"), at("2026-12-07T08:00")


@pytest.fixture
def school(board, use_server):
    """A school that reminds; ``day(moment)`` does what the worker would on that day."""
    board.server = use_server()
    settings_of(board.root).reminders = True

    def day(moment):
        asked = jobs.remind_school(board.root, moment)
        return [user for user in asked if jobs.mail_person(board.root, user, moment)]

    board.day = day
    return board


def test_the_editors_are_told_before_a_deadline_once(school):
    assert school.day(at("2026-12-02T06:59")) == []
    assert "phongvien" in school.day(WEDNESDAY)
    ((subject, text),) = school.server.to("phongvien")
    assert "trước 16:00 thứ Sáu, 04/12/2026" in subject + text
    assert "Lịch công tác tuần" in text and "289/VP-CNTT" in text and "http" in text
    assert "${" not in subject + text
    assert school.day(WEDNESDAY) == [] and "phongvien" not in school.day(THURSDAY)
    assert len(school.server.to("phongvien")) == 1


def test_who_has_the_section_is_told_and_nobody_else(school):
    setRoles(school.root, TEST_USER_ID, ["Manager"])
    api.user.create(email="khac@truong.edu.vn", username="khac", password="Truong-2026")
    api.group.add_user(groupname="bien-tap-vien", username="khac")
    for code in ("A30", "A31"):
        assign(find_section(school.root, code), "khac")
    school.day(WEDNESDAY)
    assert any("Lịch công tác tuần" in text for _subject, text in school.server.to("khac"))
    others = school.server.to("phongvien")
    assert not any("Lịch công tác tuần" in text for _subject, text in others)


def test_what_is_published_is_not_told(school):
    monday = (now() + timedelta(days=21 - now().weekday())).date()
    moment = now() + timedelta(days=16 - now().weekday())
    text = RichTextValue("<p>Thứ Hai: chào cờ</p>", "text/html", "text/html")
    known = {"school_year": SchoolYear.of(monday).title, "week_start": monday, "text": text}
    assert "A31" in [each.owner for each in jobs.soon_of(school.root, moment)]
    school.publish("A31", "Schedule", title="Lịch", schedule_kind="weekly", **known)
    assert "A31" not in [each.owner for each in jobs.soon_of(school.root, moment)]


def test_on_monday_the_head_and_the_administrator_get_a_digest(school):
    school.day(WEDNESDAY)
    assert not school.server.to("hieutruong") and not school.server.to("quantri")
    assert set(school.day(MONDAY)) >= {"hieutruong", "quantri"}
    for user in ("hieutruong", "quantri"):
        ((subject, text),) = school.server.to(user)
        assert "việc cần khắc phục" in subject and "@@hcmedu-compliance" in text
        assert "Đã quá hạn:" in text and "Còn thiếu:" in text and "${" not in text
    assert not any("Còn thiếu" in text for _s, text in school.server.to("phongvien"))
    assert not {"hieutruong", "quantri"} & set(school.day(at("2026-12-08T08:00")))


def test_a_monday_that_the_worker_missed_is_made_up_for(school):
    school.day(WEDNESDAY)
    assert "hieutruong" in school.day(at("2026-12-09T08:00"))


def test_who_is_editor_and_administrator_gets_one_mail_a_day(school):
    api.group.add_user(groupname="quan-tri-vien", username="phongvien")
    school.day(WEDNESDAY)
    school.day(MONDAY)
    jobs.mail_person(school.root, "phongvien", MONDAY)
    assert len(school.server.to("phongvien")) == 2


@pytest.mark.parametrize(
    "address", ["", "co.lan@gmail.com", "lan@yahoo.com.vn", "không phải thư", "a@b\r\nBcc: c@d.vn"]
)
def test_nobody_is_written_to_at_another_than_an_official_address(school, address):
    api.user.get(userid="phongvien").setMemberProperties({"email": address})
    school.day(WEDNESDAY)
    assert not school.server.received or "phongvien" not in str(school.server.received)
    assert jobs.mail_person(school.root, "phongvien", WEDNESDAY) is False


@pytest.mark.parametrize("user", ["nguoila", "thuky", "khongco", ""])
def test_who_is_not_in_charge_gets_none(school, user):
    assert user not in school.day(WEDNESDAY) and user not in school.day(MONDAY)
    assert jobs.mail_person(school.root, user, MONDAY) is False


def test_who_may_not_read_the_report_gets_no_digest(school):
    school.root.manage_permission("hcmedu.portal: View compliance", ["Manager"], acquire=0)
    school.day(WEDNESDAY)
    assert not {"hieutruong", "quantri"} & set(school.day(MONDAY))


def test_nothing_is_sent_while_it_is_switched_off(school):
    settings_of(school.root).reminders = False
    jobs.remind(school.root)
    jobs.send_mail(school.root, IUUID(school.root), "phongvien")
    assert not school.server.received and KEY not in IAnnotations(school.root)


@pytest.mark.parametrize("root", ["", "no such school"])
def test_a_school_that_is_gone(school, root):
    jobs.send_mail(school.root, root, "phongvien")
    jobs.plan(school.root, root)
    assert not school.server.received


def test_what_is_refused_for_good_is_not_tried_again(school):
    school.server.answer = "554 No"
    assert "phongvien" in school.day(WEDNESDAY)
    school.server.answer = "250 OK"
    assert jobs.mail_person(school.root, "phongvien", WEDNESDAY) is False


def test_nothing_typed_becomes_a_header_or_a_line(school):
    section = find_section(school.root, "A31")
    section.title = "Lịch\r\nBcc: ai@do.vn\r\n\r\n"
    section.reindexObject()
    api.user.get(userid="phongvien").setMemberProperties({"fullname": "Lan\r\nCc: ai@do.vn"})
    school.day(WEDNESDAY)
    mails = [mail for mail in school.server.mails if "phongvien" in mail["To"]]
    assert mails and all(mail["Bcc"] is None and mail["Cc"] is None for mail in mails)
    assert not any(
        line.startswith(("Bcc:", "Cc:"))
        for mail in mails
        for line in mail.get_content().split("\n")
    )


def test_a_copy_of_a_school_remembers_nothing(school):
    memory = open_memory(school.root)
    memory.remember("phongvien", WEDNESDAY.date(), ["x"], None)
    IAnnotations(school.root)[KEY]["owner"] = "another school"
    assert open_memory(school.root).told("phongvien") == set()
    remove_compliance(school.root)
    assert KEY not in IAnnotations(school.root)


def test_users_whose_names_begin_alike_are_told_apart(school):
    memory = open_memory(school.root)
    memory.remember("lan", WEDNESDAY.date(), ["2026-12-04 a"], None)
    memory.remember("lan2", WEDNESDAY.date(), ["2026-12-04 b"], None)
    assert memory.told("lan") == {"2026-12-04 a"} and memory.told("la") == set()


def test_the_worker_sends_it_once(functional, use_server):
    portal = functional["portal"]
    server = use_server()
    api.user.create(email="lan@truong.edu.vn", username="lan", password="Truong-2026")
    api.group.add_user(groupname="bien-tap-vien", username="lan")
    settings_of(portal).reminders, settings_of(portal).reminder_days = True, 30
    open_memory(portal)
    jobs.remind_school(portal, now().replace(hour=8))
    jobs.plan(portal, IUUID(portal))  # a second time on the same day
    for _twice in range(2):
        run_jobs()
    assert len(server.to("lan")) == 1
    transaction.abort()
