"""The text of a file of which nobody says how it is encoded."""

from collections.abc import Iterator
from hcmedu.portal.vietnamese import Encoding
from hcmedu.portal.vietnamese import suggest
from hcmedu.portal.vietnamese import to_unicode
from hcmedu.portal.vietnamese.legacy_words import is_syllable

import codecs
import re
import unicodedata


_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Of a long file this much tells enough.
_SAMPLE = 200_000
_WORD = re.compile(r"\w+")


def decode(raw: bytes) -> str:
    """Text in Unicode (NFC), whatever the bytes are; never fails.

    UTF-8 and UTF-16 with or without a mark; else the code page of Vietnamese Windows (cp1258),
    TCVN3 or VNI, whichever reads best. Lines in TCVN3 or VNI within Unicode are converted as well.
    """
    text = _unicode(raw)
    if text is None:
        text = _best(raw)
    found = suggest(text)
    return unicodedata.normalize("NFC", found.text if found else text)


def _unicode(raw: bytes) -> str | None:
    for mark, name in _MARKED:
        if raw.startswith(mark):
            return raw.decode(name, "replace")
    name = _utf16_without_mark(raw) or "utf-8"
    try:
        return raw.decode(name)
    except UnicodeDecodeError:
        return None


def _utf16_without_mark(raw: bytes) -> str | None:
    """Every table has ASCII signs, of which UTF-16 makes one byte 0: before or behind them."""
    sample = raw[:4000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 8 < len(sample) or min(even, odd) * 4 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _best(raw: bytes) -> str:
    sample = raw[:_SAMPLE]
    readings = list(_readings(sample))
    best = max(range(len(readings)), key=lambda at: _words(readings[at]))
    if len(raw) == len(sample):
        return readings[best]
    return list(_readings(raw))[best]


def _readings(raw: bytes) -> Iterator[str]:
    latin = "".join(_western(byte) for byte in raw)
    yield unicodedata.normalize("NFC", raw.decode("cp1258", "replace"))
    yield to_unicode(latin, Encoding.TCVN3)
    yield to_unicode(latin, Encoding.VNI)
    yield latin


def _western(byte: int) -> str:
    """cp1252; its five holes are what Latin-1 has there."""
    one = bytes([byte])
    return one.decode("cp1252", "ignore") or one.decode("latin-1")


def _words(text: str) -> int:
    """How many Vietnamese words with diacritics a text has, less the words that are none."""
    told = [word for word in _WORD.findall(text) if not word.isascii()]
    good = sum(is_syllable(word) or "Đ" in word for word in told)
    return 2 * good - len(told)
