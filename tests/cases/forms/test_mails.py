"""Mails about cases: by the worker, with nothing in them that was typed."""

from aiosmtpd.controller import Controller
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from email import message_from_bytes
from email import policy
from hcmedu.portal.cases import register
from hcmedu.portal.cases.forms import mails
from hcmedu.portal.cases.forms.testing import VALUES
from hcmedu.portal.cases.model import About
from hcmedu.portal.cases.model import Answer
from hcmedu.portal.cases.model import NewCase
from hcmedu.portal.cases.model import State
from hcmedu.portal.cases.model import Step
from hcmedu.portal.content.moments import now
from hcmedu.portal.submissions.receipts import shown_receipt
from hcmedu.portal.worker.testing import jobs
from hcmedu.portal.worker.testing import run_jobs
from plone import api

import pytest
import socket
import transaction


PASSWORD = "Mat-khau-Rat-dai-1"
NEW = NewCase(
    about=About.APPLICATION,
    form="uid",
    form_title="Đơn xin chuyển trường",
    name="Trần Thị Bình",
    phone="0903123456",
    email="binh@example.com",
    answers=(Answer("ly_do", "Lý do", VALUES["ly_do"]),),
)


class Inbox:
    """What a mail server on loopback has taken."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def to(self, address):
        return [mail for mail in self.mails if address in mail["To"]]


@pytest.fixture
def inbox(school):
    """A site whose mail settings name that server; one clerk."""
    found = Inbox()
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(found, hostname="127.0.0.1", port=port)
    controller.start()
    with api.env.adopt_roles(["Manager"]):
        api.portal.set_registry_record("plone.smtp_host", "127.0.0.1")
        api.portal.set_registry_record("plone.smtp_port", port)
        api.portal.set_registry_record("plone.email_from_address", "c2@hcm.edu.vn")
        api.user.create(email="van-thu@hcm.edu.vn", username="van-thu", password=PASSWORD)
        api.group.add_user(groupname="tiep-nhan", username="van-thu")
        transaction.commit()
    yield found
    controller.stop()


@pytest.fixture
def receipt(school, inbox):
    found = register.take_in(school.portal, NEW, [], "nonce")
    transaction.commit()
    return found


def later(minutes=2):
    return datetime.now(UTC) + timedelta(minutes=minutes)


def move(school, receipt, was, **values):
    register.move(school.portal, receipt, Step(now(), **values), was)


def test_the_sender_is_told_of_receipt_and_steps(school, inbox, receipt):
    run_jobs()
    move(school, receipt, State.RECEIVED, state=State.HANDLING, message="Mời bổ sung học bạ")
    run_jobs()
    first, second = inbox.to("binh@example.com")
    assert shown_receipt(receipt) in first["Subject"] and "Đã tiếp nhận" in first["Subject"]
    assert "@@tra-cuu-ho-so" in first.get_content()
    assert "Mời bổ sung học bạ" in second.get_content()


def test_no_mail_holds_what_was_typed(inbox, receipt):
    run_jobs(later())
    assert len(inbox.mails) == 2
    for mail in inbox.mails:
        for text in (NEW.name, "Bình", NEW.phone, VALUES["ly_do"]):
            assert text not in mail.get_content() and text not in mail["Subject"]


def test_a_note_of_the_office_is_no_news(school, inbox, receipt):
    run_jobs()
    move(school, receipt, State.RECEIVED, state=State.RECEIVED, note="Gấp")
    run_jobs()
    assert len(inbox.to("binh@example.com")) == 1


def test_a_job_that_runs_again_sends_nothing(school, inbox, receipt):
    run_jobs()
    path = "/".join(school.portal.getPhysicalPath())
    mails.mail_sender(school.portal, path=path, receipt=receipt, step=0)
    assert len(inbox.to("binh@example.com")) == 1


def test_the_office_gets_one_mail_in_a_quarter_of_an_hour(school, inbox, receipt):
    run_jobs(later())
    for number in range(3):
        register.take_in(school.portal, NEW, [], f"other-{number}")
        transaction.commit()
        run_jobs(later())
    assert len(inbox.to("van-thu@hcm.edu.vn")) == 1
    assert [name for name, _values in jobs() if name == mails.OFFICE]


def test_without_mail_settings_nothing_is_asked_for(school):
    register.take_in(school.portal, NEW, [], "nonce")
    transaction.commit()
    assert not jobs()


@pytest.mark.parametrize(
    "address", ["", "a@b.c\nBcc: x@example.com", "khong phai", "a@example.com, b@example.com"]
)
def test_an_address_that_is_none_gets_no_mail(school, inbox, address):
    register.take_in(school.portal, replace(NEW, email=address), [], "nonce")
    run_jobs()
    assert not inbox.mails


def test_a_case_that_is_gone_is_told_to_nobody(school, inbox, receipt):
    register.delete(school.portal, [receipt])
    run_jobs(later())
    assert not inbox.to("binh@example.com")
