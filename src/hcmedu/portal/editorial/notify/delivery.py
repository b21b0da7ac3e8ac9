"""Hand a mail to Plone's MailHost, at once, and say what became of it.

What the server says decides what to do next: ``Refused`` this mail for good, ``Postponed`` this
mail, or ``Unavailable`` for every mail. MailHost ends a connection after some seconds of silence.
"""

from collections.abc import Iterator
from email.message import Message
from plone import api

import smtplib
import traceback


LONGEST_ERROR = 300
#: "Service not available, closing transmission channel" (RFC 5321), whatever it was asked.
CLOSING = 421


class DeliveryError(Exception):
    """Its text is what the mail server or the network said."""


class Refused(DeliveryError):
    """The server will never take this mail."""


class Postponed(DeliveryError):
    """The server may take this mail later (4xx, greylisting)."""


class Unavailable(DeliveryError):
    """No mail can be sent now: down, slow, no login, sender refused."""


def deliver(message: Message) -> None:
    """Raises a ``DeliveryError``; without one the server has taken the mail."""
    try:
        api.portal.get_tool("MailHost").send(message, immediate=True)
    except UnicodeError as error:
        raise Refused(describe(error)) from error
    # RuntimeError is how zope.sendmail reports a server without TLS, ESMTP or a greeting.
    except (smtplib.SMTPException, OSError, RuntimeError) as error:
        if not only_the_goodbye_failed(error):
            raise classify(error) from error


def classify(error: BaseException) -> DeliveryError:
    """By what the server said about this mail, even if the connection broke after that."""
    for each in chain(error):
        code, text = answer(each)
        if code is not None and code != CLOSING:
            return (Refused if code >= 500 else Postponed)(text)
    return Unavailable(describe(error))


def answer(error: BaseException) -> tuple[int | None, str]:
    """Code and text of an answer about the recipient or the content; no code for anything else."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPDataError):
        code, text = error.smtp_code, error.smtp_error
    else:
        return None, ""
    return code, clip(f"{code} {as_text(text)}")


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and those during whose handling it came."""
    while error is not None:
        yield error
        error = error.__context__


def only_the_goodbye_failed(error: BaseException) -> bool:
    """Whether the mail was taken and only QUIT went wrong: another try would be a second mail.

    zope.sendmail says QUIT whatever came before, so that its failure may hide an earlier one.
    """
    names = {
        frame.name for each in chain(error) for frame in traceback.extract_tb(each.__traceback__)
    }
    return "quit" in names and not names & {"sendmail", "login", "starttls"}


def describe(error: BaseException) -> str:
    """What it began with: what follows a broken connection tells nothing."""
    first = list(chain(error))[-1]
    _code, text = answer(first)
    code, said = getattr(first, "smtp_code", ""), getattr(first, "smtp_error", "")
    return text or clip(f"{code} {as_text(said)}") or clip(str(first)) or type(first).__name__


def as_text(value: bytes | str) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def clip(text: str) -> str:
    return " ".join(text.split())[:LONGEST_ERROR]
