"""Phone numbers of Vietnam."""

from dataclasses import dataclass
from hcmedu.portal.vietnamese.contact_data import AREA_CODES
from hcmedu.portal.vietnamese.contact_data import HOTLINE_PREFIXES
from hcmedu.portal.vietnamese.contact_data import MOBILE_PREFIXES
from hcmedu.portal.vietnamese.contact_data import OLD_AREA_CODES
from hcmedu.portal.vietnamese.contact_data import OLD_MOBILE_PREFIXES
from hcmedu.portal.vietnamese.errors import VietnameseError
from hcmedu.portal.vietnamese.text import fold

import re


_LABEL = re.compile(r"^(?:dt|dien thoai|so dien thoai|tel|phone|hotline|fax|dd|di dong)\s*[.:]\s*")
_EXTENSION = re.compile(
    r"\s*[,(-]?\s*(?:so may le|may le|so noi bo|noi bo|ext|x|#)\s*[.:]?\s*([0-9]{1,6})\s*\)?$"
)
_BODY = re.compile(r"\(?\+?\(?[0-9][0-9 .()/-]*")
_COUNTRY = re.compile(r"^(?:\+84|0084|84(?=[0-9]{9,10}$))0?")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_EXTENSION_WORDS = "máy lẻ"


class InvalidPhone(VietnameseError):
    """``empty``; ``characters``; ``length``; ``area_code``: unknown, or missing before a land line;
    ``country``: of another country; ``outdated``: as dialled before 2017/2018, ``suggestion`` is
    the number of today."""

    kinds = frozenset({"empty", "characters", "length", "area_code", "country", "outdated"})


@dataclass(frozen=True)
class Phone:
    """A number that can be dialled in Vietnam. ``kind``: ``mobile``, ``landline``, ``hotline``."""

    kind: str
    digits: str
    extension: str = ""

    @classmethod
    def parse(cls, text: str) -> "Phone":
        """Read a number as people write it, with or without +84; raises ``InvalidPhone``."""
        folded = _LABEL.sub("", " ".join(fold(text).split()).translate(_DASHES))
        if not folded:
            raise InvalidPhone("empty", text)
        extension = _EXTENSION.search(folded)
        body = folded[: extension.start()] if extension else folded
        if not _BODY.fullmatch(body) or body.count("(") != body.count(")"):
            raise InvalidPhone("characters", text)
        line = extension[1] if extension else ""
        _refuse_outdated(body, line, text)
        digits = _national(body, text)
        return cls(_kind(digits, text), digits, line)

    @property
    def text(self) -> str:
        """``028 3829 1875 máy lẻ 8888``, grouped as people read it."""
        suffix = f" {_EXTENSION_WORDS} {self.extension}" if self.extension else ""
        return _group(self.kind, self.digits) + suffix

    @property
    def uri(self) -> str:
        """A ``tel:`` address (RFC 3966) for a link."""
        suffix = f";ext={self.extension}" if self.extension else ""
        # 1800 and 1900 numbers can't be reached from abroad
        number = self.digits if self.kind == "hotline" else f"+84{self.digits[1:]}"
        return f"tel:{number}{suffix}"

    def __str__(self) -> str:
        return self.text


def normalize_phone(text: str) -> str:
    """The number in one spelling, ``028 3829 1875``; raises ``InvalidPhone``."""
    return Phone.parse(text).text


def is_vietnamese_phone(text: str) -> bool:
    """Whether the number can be dialled today; a number of before 2017 can't."""
    try:
        Phone.parse(text)
    except InvalidPhone:
        return False
    return True


def _national(body: str, text: str) -> str:
    """The digits with a leading 0 (hotlines without), as dialled within the country."""
    compact = re.sub(r"[^+0-9]", "", body)
    national = _COUNTRY.sub("0", compact)
    if national.startswith(("+", "00")):
        raise InvalidPhone("country", text)
    return national


def _kind(digits: str, text: str) -> str:
    """Which kind of number it is, by its first digits and its length."""
    if digits.startswith(HOTLINE_PREFIXES) and len(digits) in (8, 10):
        return "hotline"
    if digits.startswith(MOBILE_PREFIXES) and len(digits) == 10:
        return "mobile"
    if not digits.startswith("02"):
        raise InvalidPhone("length" if digits.startswith(MOBILE_PREFIXES) else "area_code", text)
    if not any(digits.startswith(code) for code in AREA_CODES):
        raise InvalidPhone("area_code", text)
    if len(digits) != 11:
        raise InvalidPhone("length", text)
    return "landline"


def _refuse_outdated(body: str, extension: str, text: str) -> None:
    """Refuse a number of before 2017/2018 and suggest the one that replaced it.

    ``08.38.291.875`` is a land line of the old TP. Hồ Chí Minh, while ``0838291875`` can be a
    mobile phone of today: there only the way it is written tells them apart.
    """
    current = _replacement(_without_country(body))
    if current:
        kind = "mobile" if current.startswith(MOBILE_PREFIXES) else "landline"
        raise InvalidPhone("outdated", text, Phone(kind, current, extension).text)


def _replacement(body: str) -> str | None:
    """The digits that replaced an outdated number; None when it is not outdated."""
    compact = re.sub(r"[^0-9]", "", body)
    if len(compact) == 11 and compact[:4] in OLD_MOBILE_PREFIXES:
        return OLD_MOBILE_PREFIXES[compact[:4]] + compact[4:]
    area = _old_area(body, compact)
    current = OLD_AREA_CODES[area] + compact[len(area) :] if area else ""
    return current if len(current) == 11 else None


def _old_area(body: str, compact: str) -> str | None:
    """The outdated area code, where the digits or the way they are written leave no doubt."""
    written = re.match(r"(\(?)(0[0-9]{1,3})\)?[ .()/-]", body)
    if written and written[2] in OLD_AREA_CODES:
        # (073) 387 3333 is a land line of old; 073 387 3333 rather a mobile phone of today
        is_mobile = written[2].startswith(MOBILE_PREFIXES) and len(written[2]) == 3
        return None if is_mobile and not written[1] else written[2]
    if len(compact) == 11 and compact[:4] in OLD_AREA_CODES:
        return compact[:4]
    if len(compact) != 10:
        return None
    return next((code for code in (compact[:2], compact[:3]) if code in _UNMISTAKABLE), None)


#: Old codes with which no number of today begins.
_UNMISTAKABLE = frozenset(
    code for code in OLD_AREA_CODES if not code.startswith(MOBILE_PREFIXES) and len(code) < 4
)


def _without_country(body: str) -> str:
    return re.sub(r"^\(?\+84\)?[ .-]*(?:\(0\))?0?", "0", body)


def _group(kind: str, digits: str) -> str:
    if kind == "hotline":
        return f"{digits[:4]} {digits[4:]}"
    if kind == "mobile":
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    area = digits[:3] if digits[:3] in AREA_CODES else digits[:4]
    rest = digits[len(area) :]
    return f"{area} {rest[:-4]} {rest[-4:]}"
