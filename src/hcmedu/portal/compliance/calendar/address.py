"""The secret in the address of a school's calendar: made, renewed, compared.

Phones and Outlook can't log in, so whoever knows the address may read it. A copy of a school has
the annotation of its original, but not its address.
"""

from hmac import compare_digest
from persistent.mapping import PersistentMapping
from plone.uuid.interfaces import IUUID
from secrets import token_urlsafe
from typing import Any
from zope.annotation.interfaces import IAnnotations


KEY = "hcmedu.portal.compliance.calendar"
FEED = "@@hcmedu-deadlines.ics"
#: 256 bits: nobody guesses it.
BYTES = 32


def token_of(root: Any) -> str:
    """Empty where no address was made."""
    kept = IAnnotations(root).get(KEY)
    return kept["token"] if kept is not None and kept["owner"] == IUUID(root) else ""


def renew_token(root: Any) -> str:
    """Make a token; the address that was known before leads nowhere from now on."""
    made = token_urlsafe(BYTES)
    IAnnotations(root)[KEY] = PersistentMapping(token=made, owner=IUUID(root))
    return made


def forget_token(root: Any) -> None:
    IAnnotations(root).pop(KEY, None)


def is_token(root: Any, asked: Any) -> bool:
    """In constant time; nothing is the token of a school that has none."""
    known = token_of(root)
    text = asked if isinstance(asked, str) else ""
    same = compare_digest(known.encode(), text.encode("utf-8", "surrogatepass"))
    return same and bool(known)


def address_of(root: Any) -> str:
    """The address of the calendar; empty where there is none."""
    token = token_of(root)
    return f"{root.absolute_url()}/{FEED}?token={token}" if token else ""
