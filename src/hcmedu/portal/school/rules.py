"""Rules of the school profile's fields, as constraints: forms and REST share them."""

from hcmedu.portal import _
from hcmedu.portal.behaviors.clock import today
from hcmedu.portal.vietnamese import domain_kind
from hcmedu.portal.vietnamese import email_kind
from hcmedu.portal.vietnamese import is_vietnamese_phone
from zope.schema import ValidationError

import re


class PrivateEmail(ValidationError):
    __doc__ = _(
        "Private mail services (Gmail, Yahoo, Hotmail ...) must not be used for work "
        "(4210/GDĐT-TTTT, part IV). Enter an address under edu.vn."
    )


class NoEmail(ValidationError):
    __doc__ = _("This is not an e-mail address.")


class NoPhone(ValidationError):
    __doc__ = _(
        "This is not a phone number of Vietnam, for example (028) 3829 1875 or 0903 123 456."
    )


class NoDomain(ValidationError):
    __doc__ = _(
        "The domain must have the form <school><city>.edu.vn, <school>.<unit>.<city>.edu.vn or "
        "<unit>.<city>.edu.vn/<school> (4210/GDĐT-TTTT, part III.4)."
    )


class NoTaxCode(ValidationError):
    __doc__ = _("A tax code has 10 digits, or 13 digits with a dash before the last three.")


class NoWebAddress(ValidationError):
    __doc__ = _("Only addresses that begin with http:// or https:// are allowed.")


class YearInFuture(ValidationError):
    __doc__ = _("The founding year lies in the future.")


def official_email(value: str) -> bool:
    """B11: an address for work is no private one."""
    kind = email_kind(value)
    if kind == "invalid":
        raise NoEmail(value)
    if kind == "private":
        raise PrivateEmail(value)
    return True


def phone(value: str) -> bool:
    if not is_vietnamese_phone(value):
        raise NoPhone(value)
    return True


def domain(value: str) -> bool:
    """B01: the forms of domain that 4210 III.4 and 3082 2 allow."""
    if domain_kind(value) == "invalid":
        raise NoDomain(value)
    return True


def tax_code(value: str) -> bool:
    if not re.fullmatch(r"\d{10}(-\d{3})?", value):
        raise NoTaxCode(value)
    return True


def web_address(value: str) -> bool:
    if not re.match(r"https?://[^\s<>\"']+$", value):
        raise NoWebAddress(value)
    return True


def not_in_future(value: int) -> bool:
    if value > today().year:
        raise YearInFuture(value)
    return True
