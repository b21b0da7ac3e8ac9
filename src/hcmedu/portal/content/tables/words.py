"""Words of schedules: days of the week, what tells a time, names of classes."""

from hcmedu.portal.vietnamese import fold

import re


_NUMBERS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_DAY = re.compile(r"\W*(?:thu\s*|t\.?(?=[2-7]))(hai|ba|tu|nam|sau|bay|[2-7])(?![^\W_])")
_SUNDAY = re.compile(r"\W*(?:chu\s*nhat|cn)(?![^\W_])")
_BARE = re.compile(r"\W*(hai|ba|tu|nam|sau|bay|[2-7])\W*")
#: But not ``Bữa trưa``, ``Buổi sáng``: such a column is itself a time.
_TIMES = re.compile(
    r"(?:buoi|thoi gian|gio|tiet|bua|ca|luc)(?![^\W_])(?!\W*(?:sang|trua|chieu|toi|xe|phu|chinh))"
)
_CLASS = re.compile(
    r"(?:lop\s*)?(?:(?:[1-9]|1[0-2])\s?(?:[a-z]{1,4}\d{0,2}(?:[/.]\d{1,2})?|[/._-]\s?\d{1,2})"
    r"|(?:la|choi|mam|nha tre)\s?\d{1,2})"
)


def weekday(text: str, bare: bool = False) -> int | None:
    """Monday 0 ... Sunday 6, of a text that begins with a day: ``Thứ Hai (23/11)``, ``T2``, ``CN``.

    ``bare``: ``Hai`` or ``2`` alone will do, below a head that says ``Thứ``.
    """
    folded = fold(text[:40])
    match = _DAY.match(folded) or (_BARE.fullmatch(folded) if bare else None)
    if match:
        return int(match[1]) - 2 if match[1].isdecimal() else _NUMBERS[match[1]]
    return 6 if _SUNDAY.match(folded) else None


def tells_time(head: str) -> bool:
    """Whether a column is headed ``Thời gian``, ``Buổi``, ``Tiết``, ``Bữa`` ..."""
    return _TIMES.match(fold(head[:40]).strip()) is not None


def heads_days(head: str) -> bool:
    """Whether a column is headed ``Thứ`` or ``Ngày``, so that bare numbers are days."""
    return re.match(r"(?:thu|ngay)(?![^\W_])", fold(head[:40]).strip()) is not None


def is_class(text: str) -> bool:
    """Whether a text is nothing but the name of a class: ``6A1``, ``Lớp 10/12``, ``Lá 2``."""
    return len(text) < 30 and _CLASS.fullmatch(fold(text).strip()) is not None


def class_name(text: str) -> str:
    """The name without ``Lớp``."""
    return re.sub(r"^\s*lớp\s*", "", text, flags=re.IGNORECASE).strip()


def class_key(text: str) -> str:
    """The same for all spellings of a class: ``Lớp 6 A1`` and ``6a1``, ``6.1`` and ``6/1``."""
    return re.sub(r"[._-]", "/", re.sub(r"\s+", "", fold(class_name(text))))
