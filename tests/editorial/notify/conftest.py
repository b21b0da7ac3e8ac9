"""A school that sends notices, and a real mail server on loopback that does as it is told."""

from AccessControl import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.users import system
from aiosmtpd.controller import Controller
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from hcmedu.portal.editorial.notify.clock import make_rounds
from hcmedu.portal.editorial.notify.outbox import find_outbox
from hcmedu.portal.editorial.notify.sending import Sending
from hcmedu.portal.editorial.reason import local_time
from hcmedu.portal.editorial.settings import settings
from hcmedu.portal.editorial.settings import SettingsChanged
from hcmedu.portal.school.profile import ISchoolProfile
from plone import api
from ZODB.POSException import ConflictError
from zope.event import notify

import asyncio
import pytest
import smtplib
import socket
import transaction


NAMES = {"owner": "Nguyễn Thị Hoa", "head": "Trần Văn Bình", "colleague": "Lê Minh"}


@dataclass
class MailServer:
    """``answers``: what to say to a recipient, one after the other, then 250 for ever.

    ``hangs`` on DATA until the test ends; ``drops`` the connection instead of an answer to QUIT.
    """

    answers: dict[str, list[str]] = field(default_factory=dict)
    data_answers: list[str] = field(default_factory=list)
    received: list[tuple[str, tuple[str, ...], bytes]] = field(default_factory=list)
    hangs: bool = False
    drops: bool = False
    port: int = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        answers = self.answers.get(address)
        if answers:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.hangs:
            await asyncio.sleep(60)
        if self.data_answers:
            return self.data_answers.pop(0)
        self.received.append((envelope.mail_from, tuple(envelope.rcpt_tos), envelope.content))
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        if self.drops:
            server.transport.abort()
        return "221 Bye"

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(content, policy=default) for _f, _t, content in self.received]

    def to(self, actor: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if f"{actor}@truong.edu.vn" in mail["To"]]


class Notices:
    """The school of ``web`` with notices on; ``round`` is what the worker does each minute."""

    def __init__(self, web, smtp):
        self.web = web
        self.portal = web.portal
        self.smtp = smtp
        self.later = timedelta(0)
        for name, value in (
            ("smtp_host", "127.0.0.1"),
            ("smtp_port", smtp.port),
            ("email_from_name", "Trường THCS Hướng Dương"),
            ("email_from_address", "cong@huongduong.edu.vn"),
        ):
            api.portal.set_registry_record(f"plone.{name}", value)
        for actor in ("owner", "head", "colleague"):
            api.user.get(username=actor).setMemberProperties({"fullname": NAMES[actor]})
        ISchoolProfile(self.portal).school_name = "THCS Hướng Dương"
        transaction.commit()

    def switch(self, on):
        settings(self.portal).notify = on
        notify(SettingsChanged(self.portal, {"notify": on}))
        transaction.commit()

    def now(self):
        return datetime.now(UTC) + self.later

    def round(self, minutes=2):
        """Let so many minutes pass, then make a round as the worker does."""
        self.later += timedelta(minutes=minutes)
        self.as_system(lambda: make_rounds(self.portal, self.now))

    def as_system(self, work):
        before = getSecurityManager()
        # The worker has a request of its own, without what this one remembers of rights.
        vars(self.portal.REQUEST).pop("__annotations__", None)
        newSecurityManager(None, system.__of__(self.portal.acl_users))
        try:
            work()
        finally:
            setSecurityManager(before)

    def time_of(self, item):
        """When the last transition was, as it stands in a mail."""
        (history,) = item.workflow_history.values()
        return local_time(history[-1]["time"])

    def submit(self, title="Kế hoạch năm học", actor="owner"):
        item = self.web.item(title=title, id=title.lower().replace(" ", "-"))
        self.web.do(item, "submit", actor)
        transaction.commit()
        return item

    def do(self, item, transition, actor="head", comment=""):
        self.web.do(item, transition, actor, comment=comment)
        transaction.commit()

    @property
    def outbox(self):
        return find_outbox(self.portal)


@pytest.fixture
def offline(web, smtp):
    """Notices as they are after the installation, with a mail server."""
    return Notices(web, smtp)


@pytest.fixture
def notices(offline):
    offline.switch(True)
    return offline


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@contextmanager
def serving(server: MailServer):
    controller = Controller(server, hostname="127.0.0.1", port=server.port or free_port())
    controller.start()
    server.port = controller.port
    try:
        yield server
    finally:
        controller.stop()


@pytest.fixture
def smtp():
    with serving(MailServer()) as server:
        yield server


@pytest.fixture
def server_down(notices):
    """While in it, nothing listens at the port of the mail server."""

    @contextmanager
    def down():
        api.portal.set_registry_record("plone.smtp_port", free_port())
        yield
        api.portal.set_registry_record("plone.smtp_port", notices.smtp.port)

    return down()


@pytest.fixture
def attempts(monkeypatch):
    """Each connection to a mail server that is tried."""
    made = []
    connect = smtplib.SMTP.connect

    def counted(self, *args, **kwargs):
        made.append(args)
        return connect(self, *args, **kwargs)

    monkeypatch.setattr(smtplib.SMTP, "connect", counted)
    return made


@pytest.fixture
def dying(monkeypatch):
    """While in it, the process ends right after the mail server has taken a mail."""

    @contextmanager
    def until_then():
        def die(self, letter):
            transaction.abort()
            raise SystemExit

        with monkeypatch.context() as patched:
            patched.setattr(Sending, "sent", die)
            yield

    return until_then()


@pytest.fixture
def conflicting(monkeypatch):
    """While in it, somebody else is quicker at the first commit after a mail was sent."""

    @contextmanager
    def once():
        sent, met = Sending.sent, []

        def meet(self, letter):
            sent(self, letter)
            if not met:
                met.append(letter)
                transaction.get().addBeforeCommitHook(conflict)

        def conflict():
            raise ConflictError

        with monkeypatch.context() as patched:
            patched.setattr(Sending, "sent", meet)
            yield
        assert met

    return once()
