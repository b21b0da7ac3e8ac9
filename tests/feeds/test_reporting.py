"""One mail for each time that feeds fail for a day; none without a mail server."""

from aiosmtpd.controller import Controller
from dataclasses import replace
from datetime import datetime
from datetime import UTC
from email import message_from_bytes
from email.policy import default
from hcmedu.portal.feeds.reporting import recipients
from hcmedu.portal.feeds.reporting import report
from hcmedu.portal.feeds.states import read_state
from hcmedu.portal.feeds.states import State
from hcmedu.portal.feeds.states import TOLD_AFTER
from hcmedu.portal.feeds.states import write_state
from hcmedu.portal.feeds.testing import row
from hcmedu.portal.worker.testing import jobs
from hcmedu.portal.worker.testing import run_jobs
from plone import api

import pytest
import socket
import time
import transaction


A, B = "https://sgd.example.vn/rss", "https://ubnd.example.vn/rss"
NOW = int(time.time())


class MailServer:
    """Keeps what it is sent; refuses the recipients in ``refused``."""

    def __init__(self):
        self.received, self.refused = [], set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refused:
            return "550 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = message_from_bytes(envelope.content, policy=default)
        self.received.append((envelope.rcpt_tos[0], message))
        return "250 OK"


@pytest.fixture
def mails(site, people):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    for name, value in (
        ("smtp_host", "127.0.0.1"),
        ("smtp_port", port),
        ("email_from_address", "cong@truong.edu.vn"),
    ):
        api.portal.set_registry_record(f"plone.{name}", value)
    transaction.commit()
    yield server
    controller.stop()


@pytest.fixture
def failing(site, configure):
    """``failing(seconds)``: both feeds have failed for so long."""
    feeds = configure(row(A), row(B, source="Ủy ban nhân dân phường"))

    def make(*seconds):
        for feed, since in zip(feeds, seconds, strict=False):
            state = State().failed("status", "503", NOW - since)
            write_state(site, feed, replace(state, tried=NOW))
        return feeds

    return make


def tell(site):
    return report(site, datetime.fromtimestamp(NOW, UTC))


def test_the_administrators_get_one_mail(site, mails, failing):
    failing(TOLD_AFTER, 3600)
    assert tell(site) == 1
    ((address, message),) = mails.received
    assert address == "quantri@truong.edu.vn"
    assert "Nguồn tin cấp trên bị lỗi: 2" in message["Subject"]
    text = message.get_content()
    for part in (A, B, "Máy chủ nguồn trả lời bằng mã lỗi. 503", "@@hcmedu-feeds", "Bị lỗi từ"):
        assert part in text


def test_once(site, mails, failing):
    failing(TOLD_AFTER)
    assert (tell(site), tell(site)) == (1, 0)
    assert len(mails.received) == 1


def test_again_when_it_has_worked_in_between(site, mails, failing):
    (first, _second) = failing(TOLD_AFTER)
    tell(site)
    write_state(site, first, read_state(site, first).worked(1, "", "", "", NOW))
    assert tell(site) == 0
    failing(TOLD_AFTER)
    assert tell(site) == 1


def test_not_before_a_day_is_over(site, mails, failing):
    failing(TOLD_AFTER - 60)
    assert tell(site) == 0


def test_not_of_what_is_switched_off(site, mails, failing, configure):
    failing(TOLD_AFTER)
    configure(row(A, mode="paused"))
    assert tell(site) == 0


def test_not_without_a_mail_server(site, mails, failing):
    (first, _second) = failing(TOLD_AFTER)
    api.portal.set_registry_record("plone.smtp_host", "")
    assert tell(site) == 0
    assert not read_state(site, first).told


def test_nothing_in_its_headers(site, mails, failing):
    site.title = "Trường\r\nBcc: ke-xau@example.com"
    failing(TOLD_AFTER)
    tell(site)
    ((_address, message),) = mails.received
    assert message["Bcc"] is None


def test_an_address_that_is_refused_stops_nobody(site, mails, failing):
    api.user.create(email="moi@truong.edu.vn", username="moi", password="Truong-hoc-2026")
    api.group.add_user(groupname="quan-tri-vien", username="moi")
    mails.refused.add("moi@truong.edu.vn")
    failing(TOLD_AFTER)
    assert tell(site) == 1


def test_without_administrators_the_sender_of_the_site(site, mails):
    api.group.remove_user(groupname="quan-tri-vien", username="quantri")
    assert [to.email for to in recipients(site)] == ["cong@truong.edu.vn"]


def test_the_clock_asks_for_it(site, mails, failing):
    failing(TOLD_AFTER)
    run_jobs()
    assert len(mails.received) == 1
    assert jobs("failed") == []
