"""Text out of a file as it is stored: in Unicode, composed, one spelling."""

from collections.abc import Iterable
from functools import lru_cache
from hcmedu.portal.vietnamese import Encoding
from hcmedu.portal.vietnamese import encoding_of_font
from hcmedu.portal.vietnamese import normalize
from hcmedu.portal.vietnamese import suggest
from hcmedu.portal.vietnamese import to_unicode

import re


#: Without a word from the fonts, an old encoding must be as sure as this.
SURE = 0.9
_PART = re.compile(r"\S+")


def readable(text: str, fonts: tuple[str, ...] = ()) -> str:
    """Converted from TCVN3 or VNI where that is sure: by the name of a font, or by the words."""
    return spelled(text, fonts)[0]


def spelled(text: str, fonts: tuple[str, ...] = ()) -> tuple[str, Encoding | None]:
    """The same, and the old encoding that it was in."""
    found = suggest(text)
    if found is None or not (found.sure >= SURE or any(map(encoding_of_font, fonts))):
        return _normalized(text), None
    return _normalized(found.text), found.encoding


def spelled_words(words: Iterable[str], encoding: Encoding | None) -> list[str]:
    """The words of a page that was in this encoding, or in Unicode."""
    words = list(words)
    if encoding is not None:
        # A word alone does not always tell what its neighbours do.
        converted = to_unicode("\t".join(words), encoding).split("\t")
        words = converted if len(converted) == len(words) else words
    return [_normal(word) for word in words]


def _normalized(text: str) -> str:
    """Word by word: most come again on every page."""
    return text if text.isascii() else _PART.sub(lambda part: _normal(part[0]), text)


@lru_cache(maxsize=4096)
def _normal(part: str) -> str:
    return normalize(part)
