"""What a row is found by: the asked values in one spelling, and a hash that tells nothing of them.

The same person is meant by ``hd 9014``, ``HD9014`` and ``HD-9014``, by ``Hoà`` and ``Hòa``, by
``1/9/2011`` and ``2011-09-01``. Zeros at the front of a text stay, since numbers of candidates
differ by them.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from hcmedu.portal.lookup.rows.cells import Cell
from hcmedu.portal.lookup.rows.cells import shown
from hcmedu.portal.vietnamese import InvalidDate
from hcmedu.portal.vietnamese import normalize
from hcmedu.portal.vietnamese import parse_date
from openpyxl.utils.datetime import from_excel

import hmac
import re
import unicodedata


class Kind(StrEnum):
    """What an asked column holds."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"


class Unreadable(ValueError):
    """``kind``: ``empty``, ``date`` (not written as one), ``calendar`` (no such day), ``number``.

    It is raised ``from None``: what somebody typed must not come into a log by a traceback.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


#: Nobody of whom a school keeps results was born before, and no result is of a later day.
FIRST, LAST = date(1900, 1, 1), date(2100, 1, 1)
#: Days that a spreadsheet may show as a number: 1927-2064.
_SERIALS = range(10_000, 60_000)
_CLOCK = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?$")
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_USUAL = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_BARE = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_BESIDE_SIGNS = re.compile(r"(?<=[\W\d_]) | (?=[\W\d_])")
_IN_NUMBERS = re.compile(r"[-./_ ]+(?=\d)|(?<=\d)[-./_ ]+")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_PLAIN = re.compile(r"-?[0-9]{1,30}(?:[.,][0-9]{1,30})?")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def normalised(kind: Kind, cell: Cell) -> str:
    """The one spelling of a value, never empty; raises ``Unreadable``."""
    if kind is Kind.DATE:
        return _date(cell).isoformat()
    text = _tidy(shown(cell))
    if not text:
        raise Unreadable("empty")
    return _number(cell, text) if kind is Kind.NUMBER else _text(text)


def _tidy(text: str) -> str:
    """Full-width signs as plain ones, signs of no width gone, single blanks."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    plain = unicodedata.normalize("NFKC", _DASHES.sub("-", text))
    seen = (" " if sign.isspace() else sign for sign in plain if _is_seen(sign))
    return " ".join(_DASHES.sub("-", "".join(seen)).split())


def _is_seen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) not in _INVISIBLE


def _text(text: str) -> str:
    """Blanks part words; beside signs they mean nothing, and no more do signs within a number."""
    spelt = unicodedata.normalize("NFC", normalize(normalize(text).casefold()))
    return _IN_NUMBERS.sub("", _BESIDE_SIGNS.sub("", " ".join(spelt.split())))


def _number(cell: Cell, text: str) -> str:
    """Without zeros that mean nothing; ``8,5``, ``8.5`` and ``8,50`` are one."""
    text = text.replace(" ", "")
    if isinstance(cell, str) and _GROUPED.fullmatch(text):
        text = text.replace(".", "")
    elif not _PLAIN.fullmatch(text):
        raise Unreadable("number")
    value = Decimal(text.replace(",", "."))
    return format(value.normalize() if value else Decimal(0), "f")


def _date(cell: Cell) -> date:
    if isinstance(cell, date):
        return _sensible(cell)
    if isinstance(cell, int | float):
        return _serial(cell)
    text = _CLOCK.sub("", _tidy(cell or ""))
    if not text:
        raise Unreadable("empty")
    usual = _USUAL.fullmatch(text) or _BARE.fullmatch(text)
    if usual:
        day, month, year = map(int, usual.groups())
        return _day(year, month, day)
    iso = _ISO.fullmatch(text)
    if iso:
        return _day(*map(int, iso.groups()))
    if text.isascii() and text.isdecimal() and len(text) == 5:
        return _serial(int(text))
    try:
        return _sensible(parse_date(text))
    except InvalidDate as error:
        raise Unreadable("calendar" if error.kind == "calendar" else "date") from None


def _day(year: int, month: int, day: int) -> date:
    try:
        return _sensible(date(year, month, day))
    except ValueError:
        raise Unreadable("calendar") from None


def _serial(value: float) -> date:
    """A day as spreadsheets count it."""
    if value != value or not _SERIALS.start <= value < _SERIALS.stop:
        raise Unreadable("date")
    return from_excel(int(value)).date()


def _sensible(day: date) -> date:
    if not FIRST <= day < LAST:
        raise Unreadable("calendar")
    return day


def row_key(secret: bytes, values: Sequence[str]) -> bytes:
    """What a row is kept under; ``values`` are spellings by ``normalised``, all that are asked."""
    return _mark(secret, "row", values)


def record_key(secret: bytes, column: int, value: str) -> str:
    """By what tries at one record are counted, whether there is such a record or not.

    The same value of another column is something else.
    """
    return _mark(secret, "record", [str(column), value]).hex()


def _mark(secret: bytes, purpose: str, values: Sequence[str]) -> bytes:
    """No spelling has a sign of no width, so none can reach over into its neighbour."""
    return hmac.digest(secret, "\0".join([purpose, *values]).encode("utf-8"), sha256)
