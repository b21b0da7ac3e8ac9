"""School years."""

from dataclasses import dataclass
from datetime import date
from hcmedu.portal.vietnamese.errors import VietnameseError
from hcmedu.portal.vietnamese.text import normalize

import re


_PATTERN = re.compile(
    r"(?:(?:năm\s+học|nh)\s*:?\s*)?([0-9]{4})\s*[-/‐‑–—]\s*([0-9]{4}|[0-9]{2})", re.IGNORECASE
)
_FIRST, _LAST = 1800, 2199
_BEGIN_MONTH = 9


class InvalidSchoolYear(VietnameseError):
    """``format``: not two years; ``order``: the second is not the next; ``range``: absurd year."""

    kinds = frozenset({"format", "order", "range"})


@dataclass(frozen=True, order=True)
class SchoolYear:
    """The school year that begins on 1 September of ``start``; ordered, hashable."""

    start: int

    def __post_init__(self) -> None:
        if not _FIRST <= self.start <= _LAST:
            raise InvalidSchoolYear("range", str(self.start))

    @classmethod
    def parse(cls, text: str) -> "SchoolYear":
        """Read ``2023-2024``, ``2023 – 2024``, ``2023/2024``, ``2023-24``, ``năm học ...``."""
        match = _PATTERN.fullmatch(normalize(text).strip())
        if not match:
            raise InvalidSchoolYear("format", text)
        start, end = int(match[1]), match[2]
        if not str(start + 1).endswith(f"{int(end):0{len(end)}d}"):
            raise InvalidSchoolYear("order", text)
        return cls(start)

    @classmethod
    def of(cls, day: date) -> "SchoolYear":
        """The school year to which a day belongs: June 2024 to 2023-2024, September to the next."""
        return cls(day.year if day.month >= _BEGIN_MONTH else day.year - 1)

    @property
    def end(self) -> int:
        return self.start + 1

    @property
    def title(self) -> str:
        """``2023-2024``."""
        return f"{self.start}-{self.end}"

    @property
    def begins(self) -> date:
        return date(self.start, _BEGIN_MONTH, 1)

    @property
    def ends(self) -> date:
        return date(self.end, _BEGIN_MONTH - 1, 31)

    def previous(self, n: int = 1) -> "SchoolYear":
        """The school year ``n`` years before this one (after it when ``n`` is negative)."""
        return SchoolYear(self.start - n)

    def latest(self, n: int) -> tuple["SchoolYear", ...]:
        """This school year and those before it, ``n`` in all, newest first."""
        return tuple(self.previous(step) for step in range(n))

    def __contains__(self, day: date) -> bool:
        return SchoolYear.of(day) == self

    def __str__(self) -> str:
        return self.title
