"""Numbers as Vietnamese write them: ``1.234`` and ``5.235,5``. No Plone here.

The browser's language must not decide what a number means: an editor whose browser speaks English
and who types ``1.234`` means one thousand two hundred and thirty-four, not one and a bit.
"""

import re


#: Sums of money or areas in whole numbers reach further than any school; more is a typing error.
LARGEST = 9_999_999
#: No school builds for more than that: a hundred thousand billion đồng.
LARGEST_AMOUNT = 10**14
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?", re.ASCII)


def parse_number(text: str) -> int | float:
    """Read ``1234``, ``1.234``, ``1 234`` or ``1.234,5``: an int when it is a whole number.

    At most two decimals, so that an English ``1,234`` is refused and not read as 1.23. Raises
    ``ValueError`` for everything else.
    """
    match = _NUMBER.fullmatch(_SPACES.sub("", text))
    if not match or len(match[0]) > 20:
        raise ValueError(text)
    whole = int(match[1].replace(".", ""))
    decimals = (match[2] or "").rstrip("0")
    return float(f"{whole}.{decimals}") if decimals else whole


def format_number(value: int | float | None) -> str:
    """``1234`` → ``1.234``; ``5235.5`` → ``5.235,5``; two decimals at most; None → empty."""
    if value is None:
        return ""
    whole, _point, decimals = f"{value:,.2f}".partition(".")
    decimals = decimals.rstrip("0")
    return whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def is_count(value: object) -> bool:
    """A whole number from 0 to ``LARGEST``; True and False are no numbers."""
    return type(value) is int and 0 <= value <= LARGEST


def is_amount(value: object) -> bool:
    """A whole number of đồng, from 0 to ``LARGEST_AMOUNT``."""
    return type(value) is int and 0 <= value <= LARGEST_AMOUNT


def is_area(value: object) -> bool:
    """A finite number from 0 to ``LARGEST``."""
    return type(value) in (int, float) and 0 <= value <= LARGEST
