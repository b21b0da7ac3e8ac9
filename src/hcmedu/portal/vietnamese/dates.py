"""Dates as Vietnamese documents write them."""

from datetime import date
from hcmedu.portal.vietnamese.errors import VietnameseError
from hcmedu.portal.vietnamese.text import normalize

import re


_SEPARATOR = r"\s*[/.\-‐‑–—]\s*"
_NUMERIC = re.compile(rf"([0-9]{{1,2}}){_SEPARATOR}([0-9]{{1,2}}){_SEPARATOR}([0-9]{{4}})")
_WORDS = re.compile(r"([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})", re.IGNORECASE)
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
#: ``ngày``, with the place before it: 'Thành phố Hồ Chí Minh, ngày 16 tháng 12 năm 2020'.
_PREFIX = re.compile(r"^(?:[^\d,]+,\s*)?ngày\s+", re.IGNORECASE)


class InvalidDate(VietnameseError):
    """``format``: not written as a date; ``calendar``: no such day (31/02/2020)."""

    kinds = frozenset({"format", "calendar"})


def parse_date(text: str) -> date:
    """Read ``16/12/2020``, ``09 /10/2017``, ``[place, ]ngày 16 tháng 12 năm 2020`` or ISO 8601.

    Day before month, always; a year has four digits. Raises ``InvalidDate``.
    """
    plain = _PREFIX.sub("", " ".join(normalize(text).split())).rstrip(" .,;")
    iso = _ISO.fullmatch(plain)
    match = iso or _NUMERIC.fullmatch(plain) or _WORDS.fullmatch(plain)
    if not match:
        raise InvalidDate("format", text)
    first, month, last = (int(part) for part in match.groups())
    try:
        return date(first, month, last) if iso else date(last, month, first)
    except ValueError as error:
        raise InvalidDate("calendar", text) from error


def format_date(value: date) -> str:
    """``16/12/2020``: dd/mm/yyyy of a date (or of a datetime, in its own time zone)."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
