"""What the arguments of ``hcmedu`` may be, each told in Vietnamese when it is something else.

Pure: with Zope would come the zone of the process, before ``cli`` has set it.
"""

from argparse import ArgumentTypeError
from hcmedu.portal.compliance.evaluation.judging import circulars
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.vietnamese import InvalidDate
from hcmedu.portal.vietnamese import parse_date
from pathlib import Path
from urllib.parse import urlsplit

import re


def port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= number <= 65535:
        raise ArgumentTypeError(f"cổng phải là số từ 1 đến 65535, không phải {text!r}")
    return number


def directory(text: str) -> Path:
    return Path(text).expanduser().absolute()


def score(text: str) -> float:
    """0 to 100, with a comma or a point."""
    found = re.fullmatch(r"([0-9]{1,3})(?:[.,]([0-9]{1,4}))?", text.strip(), re.ASCII)
    number = float(f"{found[1]}.{found[2] or 0}") if found else -1.0
    if not 0 <= number <= 100:
        raise ArgumentTypeError(f"mức điểm phải là số từ 0 đến 100, không phải {text!r}")
    return number


def day(text: str) -> str:
    """A day as people write it or in ISO 8601; kept as it was typed."""
    try:
        year = parse_date(text).year
    except InvalidDate:
        year = 0
    if not 1901 <= year < 2200:
        raise ArgumentTypeError(f"ngày phải viết như 20/11/2026, không phải {text!r}")
    return text.strip()


def circular(text: str) -> str:
    """Id of a circular on public disclosure."""
    known = sorted(circulars(catalogue()))
    if text not in known:
        raise ArgumentTypeError(f"không có thông tư {text!r}; chọn trong: {', '.join(known)}")
    return text


def web_address(text: str) -> str:
    """Where a site is seen, without a slash at the end."""
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        sound = False
    if not sound or parts.query or parts.fragment or parts.username:
        raise ArgumentTypeError(f"địa chỉ phải viết như https://truong.edu.vn, không phải {text!r}")
    return text.rstrip("/")
