"""A mail server on loopback that keeps what it gets, and a school that uses it."""

from aiosmtpd.controller import Controller
from email import message_from_bytes
from email.policy import default
from plone import api

import pytest
import socket


class Server:
    """``answer``: what it says to each mail."""

    def __init__(self):
        self.received, self.answer = [], "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answer.startswith("250"):
            self.received.append((envelope.rcpt_tos, envelope.content))
        return self.answer

    @property
    def mails(self):
        return [message_from_bytes(content, policy=default) for _to, content in self.received]

    def to(self, user):
        """Subject and text of each mail to that person."""
        return [
            (str(mail["Subject"]), mail.get_content())
            for (to, _content), mail in zip(self.received, self.mails, strict=True)
            if to == [f"{user}@truong.edu.vn"]
        ]


@pytest.fixture
def server():
    made = Server()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(made, hostname="127.0.0.1", port=port)
    controller.start()
    made.port = port
    yield made
    controller.stop()


@pytest.fixture
def use_server(server):
    """``use_server()``: the site sends by it."""

    def use():
        for name, value in (
            ("smtp_host", "127.0.0.1"),
            ("smtp_port", server.port),
            ("email_from_address", "truong@truong.edu.vn"),
            ("email_from_name", "Trường"),
        ):
            api.portal.set_registry_record(f"plone.{name}", value)
        return server

    return use
