"""A mail as bytes: headers that nobody can break out of, texts that arrive as written."""

from datetime import datetime
from datetime import UTC
from email import message_from_bytes
from email.header import decode_header
from email.header import make_header
from email.utils import parsedate_to_datetime
from hcmedu.portal.editorial.notify.message import build
from hcmedu.portal.editorial.notify.people import mail_address
from hcmedu.portal.editorial.notify.people import one_line
from hcmedu.portal.editorial.notify.people import Person
from hypothesis import example
from hypothesis import given
from hypothesis import strategies as st
from plone import api

import pytest


NOW = datetime(2026, 11, 20, 1, 5, tzinfo=UTC)
NAME = "Trường Trung học cơ sở và Trung học phổ thông Nguyễn Bỉnh Khiêm"
HEADERS = [
    *("Content-Type", "MIME-Version", "Content-Transfer-Encoding", "From", "To", "Subject"),
    *("Date", "Message-ID", "Auto-Submitted", "Precedence"),
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@pytest.fixture(autouse=True)
def sender(portal):
    api.portal.set_registry_record("plone.email_from_name", NAME)
    api.portal.set_registry_record("plone.email_from_address", "cong@truong.edu.vn")


def made(subject="Tiêu đề", body="Nội dung\n", name="Nguyễn Thị Hoa"):
    to = Person("hoa", name, "hoa@truong.edu.vn", None)
    return build(to, subject, body, "c0ffee", NOW).as_bytes()


def header(content, name):
    return str(make_header(decode_header(message_from_bytes(content)[name])))


def test_headers():
    content = made()
    message = message_from_bytes(content)
    assert message.keys() == HEADERS
    assert header(content, "From") == f"{NAME} <cong@truong.edu.vn>"
    assert header(content, "To") == "Nguyễn Thị Hoa <hoa@truong.edu.vn>"
    assert parsedate_to_datetime(message["Date"]) == NOW
    assert message["Message-ID"] == "<c0ffee@truong.edu.vn>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Precedence"] == "bulk"
    assert message["Content-Type"] == 'text/plain; charset="utf-8"'
    assert message["Content-Transfer-Encoding"] == "quoted-printable"


def test_lines_end_as_smtp_demands_and_are_short():
    content = made(subject="Kế hoạch " * 30, body="Nội dung rất dài " * 200 + "\nhai\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(len(line) for line in content.split(b"\r\n")) <= 78


@given(TEXTS)
@example("a\r\nBcc: ke-xau@example.com")
@example("Đã duyệt: Kế hoạch năm học 2026-2027 của nhà trường và các tổ chuyên môn")
@example("=?utf-8?q?Bcc=3A?=")
@example("\u2028\u2029\x0b\x0c\x85")
def test_a_subject_stays_a_subject(subject):
    content = made(subject=subject)
    assert message_from_bytes(content).keys() == HEADERS
    shown = header(content, "Subject")
    assert shown == one_line(subject) or (len(shown) == 200 and shown.endswith("…"))


@given(TEXTS)
@example('a" <ke-xau@example.com>, "b')
@example("Hoa\nCc: ke-xau@example.com")
def test_a_name_stays_a_name(name):
    content = made(name=name)
    assert message_from_bytes(content).keys() == HEADERS
    assert header(content, "To") == f"{one_line(name)} <hoa@truong.edu.vn>".strip()


@given(TEXTS)
def test_a_text_arrives_as_it_was_written(text):
    payload = message_from_bytes(made(body=text)).get_payload(decode=True).decode()
    assert payload.splitlines() == text.splitlines()


@given(TEXTS | st.emails() | st.from_regex(r"[ -~]{0,8}@[ -~]{0,8}", fullmatch=True))
@example("")
@example("a@b\nBcc: c@d")
@example("hiệu-trưởng@truong.edu.vn")
def test_an_address_is_one_or_none(text):
    found = mail_address(text)
    assert found.isascii()
    assert not found or found.rpartition("@")[2]
    assert not any(character in found for character in "\r\n\x00")


@pytest.mark.parametrize(
    "text", ["hoa@truong.edu.vn", " hoa@truong.edu.vn\n", "Hoa <hoa@truong.edu.vn>"]
)
def test_an_address_is_found(text):
    assert mail_address(text) == "hoa@truong.edu.vn"
