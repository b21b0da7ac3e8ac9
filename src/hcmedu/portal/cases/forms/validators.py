"""Checks of single fields that a school may choose for its own forms as well."""

from datetime import date
from hcmedu.portal import _
from hcmedu.portal.content.moments import now
from hcmedu.portal.vietnamese.phones import InvalidPhone
from hcmedu.portal.vietnamese.phones import Phone
from typing import Any


MESSAGES = {
    "empty": _("Please enter a phone number."),
    "characters": _("A phone number holds digits only, for example 0903 123 456."),
    "length": _("The phone number has too few or too many digits."),
    "area_code": _("The phone number is not complete; land lines begin with an area code."),
    "country": _("Please enter a phone number of Vietnam."),
}
#: Years.
OLDEST = 120


def is_phone(value: Any, **_ignored: Any) -> Any | None:
    """EasyForm's validator ``hcmedu.phone``: the message, or None for a number of today."""
    if not value:
        return None
    try:
        Phone.parse(value)
    except InvalidPhone as error:
        return message_of(error)
    return None


def is_birthday(value: Any, **_ignored: Any) -> Any | None:
    """EasyForm's validator ``hcmedu.birthday``: a day on which a living person may be born."""
    if not isinstance(value, date):
        return None
    today = now().date()
    if value > today:
        return _("This day is still to come; please enter the date of birth.")
    if value.year < today.year - OLDEST:
        return _("Please check the year of birth.")
    return None


def message_of(error: InvalidPhone) -> Any:
    if error.kind == "outdated":
        return _(
            "This number was changed in 2017 or 2018. Is it ${number} today?",
            mapping={"number": error.suggestion},
        )
    return MESSAGES[error.kind]


def phone_digits(text: str | None) -> str:
    """The digits as dialled within the country; empty for what is no number of today."""
    try:
        return Phone.parse(text or "").digits
    except InvalidPhone:
        return ""
