"""Mails of the office: numbers only, once a day, on working days, to those in charge."""

from aiosmtpd.controller import Controller
from datetime import date
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from hcmedu.portal.cases.desk.reminding import remind_school
from hcmedu.portal.cases.desk.reminding import send_mail
from hcmedu.portal.cases.desk.report import Month
from hcmedu.portal.cases.settings import settings
from hcmedu.portal.cases.timelimits import DAYS_OFF
from hcmedu.portal.content.moments import now
from plone import api
from plone.uuid.interfaces import IUUID

import pytest
import socket


def at(text):
    return datetime.fromisoformat(f"{text}:00+07:00")


@pytest.fixture
def asked(office):
    """``asked(moment)``: who is to get which mail at that moment."""

    def ask(*moments):
        return {one for moment in moments for one in remind_school(office.portal, at(moment))}

    ask("2026-11-02T06:00")
    return ask


CLERKS = {("reminder", "thuky"), ("reminder", "vanthu")}


def test_the_clerks_are_reminded_once_a_day(office, asked):
    office.case(due=date(2026, 11, 27))
    assert asked("2026-11-27T07:29") == set()
    assert asked("2026-11-27T07:31") == CLERKS
    assert asked("2026-11-27T09:00", "2026-11-27T23:59") == set()


@pytest.mark.parametrize(
    ("due", "moment"),
    [
        (date(2026, 11, 30), "2026-11-27T08:00"),  # not due yet
        (date(2026, 11, 27), "2026-11-28T08:00"),  # a Saturday
        (date(2026, 4, 29), "2026-04-30T08:00"),  # a holiday
        (date(2026, 11, 19), "2026-11-20T08:00"),  # a day off of this school
        (None, "2026-11-27T08:00"),
    ],
)
def test_nobody_is_reminded_when_nothing_is_due_or_nobody_works(office, asked, due, moment):
    setattr(settings(office.portal), DAYS_OFF, (date(2026, 11, 20),))
    office.case(due=due)
    assert {kind for kind, _user in asked(moment)} <= {"report"}


def test_without_clerks_the_head_is_reminded(office, asked):
    office.case(due=date(2026, 11, 27))
    for clerk in ("thuky", "vanthu"):
        api.group.remove_user(groupname="tiep-nhan", username=clerk)
    assert asked("2026-11-27T08:00") == {("reminder", "hieutruong")}


def test_the_head_is_told_of_the_report_on_the_first_of_the_month(office, asked):
    assert asked("2026-11-30T23:00") == set()
    assert asked("2026-12-01T00:10") == {("report", "hieutruong")}
    assert asked("2026-12-01T00:20", "2026-12-02T08:00") == set()


class Server:
    """A mail server on loopback that keeps what it gets."""

    def __init__(self):
        self.received = []

    async def handle_DATA(self, server, session, envelope):
        self.received.append(envelope.content)
        return "250 OK"


@pytest.fixture
def mails(office):
    server = Server()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    for name, value in (
        ("smtp_host", "127.0.0.1"),
        ("smtp_port", port),
        ("email_from_address", "truong@truong.edu.vn"),
        ("email_from_name", "Trường"),
    ):
        api.portal.set_registry_record(f"plone.{name}", value)
    yield server.received
    controller.stop()


def text_of(content):
    message = message_from_bytes(content, policy=default)
    return message["Subject"], message.get_content()


def test_a_mail_holds_numbers_and_no_name(office, mails):
    office.case("Trần Thị Bí Mật", due=date(2026, 1, 5))
    send_mail(office.portal, IUUID(office.portal), "reminder", "thuky")
    subject, body = text_of(mails[0])
    assert "1 quá hạn" in subject and "@@hcmedu-cases" in body
    assert "Bí Mật" not in subject + body and "0903123456" not in body


def test_what_was_settled_meanwhile_is_not_told(office, mails):
    send_mail(office.portal, IUUID(office.portal), "reminder", "thuky")
    send_mail(office.portal, "no such school", "reminder", "thuky")
    send_mail(office.portal, IUUID(office.portal), "reminder", "khongco")
    assert not mails


def test_the_report_is_that_of_the_month_before(office, mails):
    send_mail(office.portal, IUUID(office.portal), "report", "hieutruong")
    month = Month.of(now().date()).shifted(-1)
    assert f"month={month}" in text_of(mails[0])[1]
