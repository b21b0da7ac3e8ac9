"""Those in charge are told by mail that opinions wait: numbers alone, not for each of them."""

from aiosmtpd.controller import Controller
from contextlib import closing
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from email import message_from_bytes
from email import policy
from hcmedu.portal.consultations import mails
from hcmedu.portal.consultations.model import State
from hcmedu.portal.worker.testing import jobs
from hcmedu.portal.worker.testing import run_jobs
from plone import api

import pytest
import socket
import transaction


CLERK, HEAD = "clerk@truong.edu.vn", "head@truong.edu.vn"


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
def inbox(site):
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
    transaction.commit()
    yield found
    controller.stop()


def run():
    """All that is due in two minutes."""
    transaction.commit()
    run_jobs(datetime.now(UTC) + timedelta(minutes=2))


def test_the_clerk_is_told_of_what_came_in_but_not_what(inbox, browser, open_topic):
    browser().send(open_topic)
    browser().send(open_topic, text="Không đồng ý với Điều 3.")
    run()
    [mail] = inbox.mails
    assert CLERK in mail["To"] and "2" in mail["Subject"]
    text = mail.get_content()
    assert "/@@hcmedu-opinions" in text
    for typed in ("Trần Thị Hoa", "0903", "Điều"):
        assert typed not in text and typed not in mail["Subject"]


def test_one_mail_in_a_quarter_of_an_hour(inbox, browser, open_topic):
    browser().send(open_topic)
    run()
    browser().send(open_topic, text="Ý kiến sau")
    run()
    assert len(inbox.mails) == 1
    assert mails.OFFICE in [name for name, _values in jobs()]


def test_what_is_decided_on_already_is_told_to_nobody(inbox, open_topic, put):
    put(open_topic, state=State.REJECTED)
    mails.opinion_received(open_topic)
    run()
    assert not inbox.mails


def test_a_school_without_clerks_tells_its_head(inbox, browser, open_topic):
    with api.env.adopt_roles(["Manager"]):
        api.group.remove_user(groupname="tiep-nhan", username="clerk")
    browser().send(open_topic)
    run()
    assert inbox.to(HEAD) and not inbox.to(CLERK)


def test_without_mail_settings_nothing_is_asked_for(browser, open_topic):
    browser().send(open_topic)
    transaction.begin()
    assert mails.OFFICE not in [name for name, _values in jobs()]
