"""What a chart shows, and what no chart can show."""

from collections.abc import Sequence
from dataclasses import dataclass

import math
import re


_KEY = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)


class ChartError(ValueError):
    """Such numbers, or such a key, can't be drawn."""


@dataclass(frozen=True)
class Bar:
    """One number: what it is of, how much, how that is written.

    ``value`` None: nobody knows it; the place stays empty and ``text`` stands there.
    """

    name: str
    value: int | float | None
    text: str


@dataclass(frozen=True)
class Chart:
    """``key`` makes the ids: lower-case letters, digits, hyphens, one of its kind on a page."""

    key: str
    title: str
    bars: Sequence[Bar]

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.key):
            raise ChartError(f"no key for a chart: {self.key!r}")
        for bar in self.bars:
            checked(bar.value)

    @property
    def summary(self) -> str:
        """All that it shows, in words."""
        return "; ".join(f"{bar.name}: {bar.text}" for bar in self.bars)

    def shares(self) -> list[float | None]:
        """Of each bar its part of the longest one, 0 to 1; None where there is no number."""
        values = [checked(bar.value) for bar in self.bars]
        longest = max((value for value in values if value is not None), default=0.0)
        return [value if value is None else value / longest if longest else 0.0 for value in values]


def checked(value: int | float | None) -> float | None:
    """A number that has a length: finite, 0 or more; None stays."""
    if value is None:
        return None
    if type(value) not in (int, float):
        raise ChartError(f"no number: {value!r}")
    try:
        number = float(value)
    except OverflowError as error:
        raise ChartError("larger than any number that is drawn") from error
    if not math.isfinite(number) or number < 0:
        raise ChartError(f"no length: {value!r}")
    return number
