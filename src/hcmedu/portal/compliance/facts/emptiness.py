"""What a reader would call empty. Pure."""

from collections.abc import Mapping
from html import unescape
from typing import Any

import re


#: What stands in markup and is read by nobody.
HIDDEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
#: What is no text and is looked at or listened to.
SHOWN = re.compile(r"<(?:audio|embed|iframe|img|object|svg|video)\b", re.IGNORECASE)
PICTURE = re.compile(r"<img\b", re.IGNORECASE)
#: Characters without width, which ``str.split`` does not take for blanks.
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)


def words(markup: str | None) -> list[str]:
    """The words of rich text, between blanks; none for paragraphs without any."""
    if not markup:
        return []
    return unescape(TAG.sub(" ", HIDDEN.sub(" ", markup))).translate(INVISIBLE).split()


def pictures(markup: str | None) -> int:
    return len(PICTURE.findall(HIDDEN.sub(" ", markup or "")))


def says_nothing(markup: str | None) -> bool:
    """Rich text without a word and without anything that is shown."""
    return not words(markup) and not SHOWN.search(HIDDEN.sub(" ", markup or ""))


def is_blank(value: Any) -> bool:
    """None, blanks, lists of nothing else, rows without a text. A number is a value, 0 too."""
    if isinstance(value, str):
        return not value.translate(INVISIBLE).split()
    if isinstance(value, Mapping):
        # Numbers may be there by default: a row is about what is named in it.
        return not any(isinstance(cell, str) and not is_blank(cell) for cell in value.values())
    if isinstance(value, list | tuple | set | frozenset):
        return all(is_blank(each) for each in value)
    return value is None
