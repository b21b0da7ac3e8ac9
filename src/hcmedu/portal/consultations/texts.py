"""What was typed, without signs that are not to be seen and turn a text round."""

from hcmedu.portal.vietnamese import normalize_phone
from hcmedu.portal.vietnamese.contact import email_kind
from hcmedu.portal.vietnamese.errors import VietnameseError
from unicodedata import category
from unicodedata import normalize

import re


#: Signs without width that belong to words of some languages, and to pictures of people.
JOINERS = "\u200c\u200d"
_MANY_LINES = re.compile(r"\n{3,}")


def tidy(text: str | None) -> str:
    """One text of several lines: composed, with plain line ends, no controls, no overrides."""
    plain = normalize("NFC", (text or "").replace("\r\n", "\n").replace("\r", "\n"))
    kept = (sign for sign in plain if sign in f"\n{JOINERS}" or not is_hidden(sign))
    return _MANY_LINES.sub("\n\n", "".join(kept)).strip()


def tidy_line(text: str | None) -> str:
    return " ".join(tidy(text).split())


def is_hidden(sign: str) -> bool:
    """A control, what turns the direction of a text, half of a pair, a sign of nobody's.

    A picture that is younger than this Python is none of these.
    """
    no_sign = ord(sign) & 0xFFFE == 0xFFFE
    return no_sign or (sign != "\t" and category(sign) in {"Cc", "Cf", "Cs", "Co"})


def contact(text: str) -> str | None:
    """A phone number of Vietnam or an e-mail address in one spelling; None for anything else."""
    line = tidy_line(text)
    if "@" in line:
        return None if email_kind(line) == "invalid" else line
    try:
        return normalize_phone(line)
    except VietnameseError:
        return None
