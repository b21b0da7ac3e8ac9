"""An e-mail as it goes to the mail server: one recipient, plain text, no way into its headers."""

from datetime import datetime
from email.charset import BASE64
from email.charset import Charset
from email.charset import QP
from email.header import Header
from email.message import Message
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from hcmedu.portal.editorial.notify.people import mail_address
from hcmedu.portal.editorial.notify.people import one_line
from hcmedu.portal.editorial.notify.people import Person
from plone import api


LONGEST_SUBJECT = 200


def is_configured() -> bool:
    """Whether Plone's mail settings name a server and a sender; the rest the server must tell."""
    return bool(_setting("smtp_host") and mail_address(_setting("email_from_address")))


def build(to: Person, subject: str, body: str, key: str, now: datetime) -> Message:
    """``key`` makes the Message-ID: a second try of the same letter has the same one.

    Headers are encoded here: ``email.message.EmailMessage`` (Python 3.11) loses a space where it
    folds a long one, so that two words of a subject become one.
    """
    sender = mail_address(_setting("email_from_address"))
    # CRLF, since neither MailHost nor smtplib mends the line ends of a message.
    message = MIMEText(body, "plain", _utf8(), policy=compat32.clone(linesep="\r\n"))
    message["From"] = _mailbox("From", _setting("email_from_name"), sender)
    message["To"] = _mailbox("To", to.name, to.email)
    message["Subject"] = Header(shorten(one_line(subject)), _utf8(), header_name="Subject").encode()
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{key}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Precedence"] = "bulk"
    return message


def _utf8() -> Charset:
    """Body quoted-printable, headers base64; MailHost changes the defaults of the process."""
    charset = Charset("utf-8")
    charset.body_encoding, charset.header_encoding = QP, BASE64
    return charset


def _mailbox(header_name: str, name: str, address: str) -> str:
    header = Header(header_name=header_name)
    if one_line(name):
        header.append(one_line(name), _utf8())
    header.append(f"<{address}>", "us-ascii")
    return header.encode()


def shorten(subject: str) -> str:
    return subject if len(subject) <= LONGEST_SUBJECT else f"{subject[: LONGEST_SUBJECT - 1]}…"


def _setting(name: str) -> str:
    return api.portal.get_registry_record(f"plone.{name}", default=None) or ""
