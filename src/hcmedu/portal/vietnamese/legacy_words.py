"""One word in an encoding from before Unicode: what it reads as, and what speaks for it."""

from enum import Enum
from functools import lru_cache
from hcmedu.portal.vietnamese.legacy_data import TCVN3
from hcmedu.portal.vietnamese.legacy_data import VNI
from hcmedu.portal.vietnamese.letters import SPLIT
from hcmedu.portal.vietnamese.letters import STOPS
from hcmedu.portal.vietnamese.letters import tone_position
from hcmedu.portal.vietnamese.text import normalize

import re


class Encoding(Enum):
    """The encodings of Vietnamese fonts before Unicode; the value is what people call them.

    ``TCVN3_CAPITALS``: text in a font such as .VnTimeH, which draws every letter as a capital; the
    text alone does not tell it from ``TCVN3``.
    """

    TCVN3 = "TCVN3 (ABC)"
    TCVN3_CAPITALS = "TCVN3 (ABC), chữ hoa"
    VNI = "VNI-Windows"


class Kind(Enum):
    """What a word says about its text, see ``kind_of``."""

    STRANGE = "reads well, and is no word of any language as it stands"
    READS = "reads well, and is no Vietnamese word as it stands"
    EITHER = "is a Vietnamese word both ways"
    UNICODE = "is a Vietnamese word as it stands only, or has letters that no code stands for"
    PLAIN = "is a Vietnamese word without any code"
    OTHER = "is no Vietnamese word, without any code"
    FOREIGN = "has codes and reads as no Vietnamese word"
    SILENT = "says nothing: an abbreviation, a unit, a single letter"


_LONGEST = 24
_LETTER = r"[^\W\d_]"
#: Words of each encoding; in TCVN3 a letter may be a sign.
WORDS = {
    Encoding.TCVN3: re.compile(f"(?:{_LETTER}|[{re.escape(''.join(TCVN3))}])+"),
    Encoding.VNI: re.compile(f"{_LETTER}+"),
}
_CODES = {Encoding.TCVN3: TCVN3, Encoding.VNI: VNI}
_READERS = {
    encoding: re.compile("|".join(map(re.escape, sorted(codes, key=len, reverse=True))))
    for encoding, codes in _CODES.items()
}
#: A capital behind a small letter, a small letter among capitals.
_MIXED_CASE = re.compile("[a-z][À-ÖØ-Þ]|[A-Z][ß-öø-þ][A-Z]|[A-Z]{2}[ß-öø-þ]$")
#: The same, or a sign for a letter; not as in products, notes and fractions (N·m, x¹, ½m).
_STRANGE_TCVN3 = re.compile(
    f"[¡-©«-®ªµ¶¸»]|(?<=[A-Za-z])[¼½¾]|(?<=[A-Za-z])¹(?=[a-z])|{_MIXED_CASE.pattern}"
)
#: Two vowels of which the second is marked as hardly any language does it.
_STRANGE_VNI = re.compile("[aeoôuöy][øûõùâàåãäê]|öô|^ñ[aeiouyôöíìæóòî]", re.IGNORECASE)
_STRANGE = {Encoding.TCVN3: _STRANGE_TCVN3, Encoding.VNI: _STRANGE_VNI}
_HORNED = re.compile("(?<!ư)[ơờởỡớợ]")
UNIT = re.compile("[µ\u03bc][mglsAFHVWM]")
_ABBREVIATION = re.compile("[BCDĐGHKLMNPQRSTVX]{2,12}")
#: Names and foreign words as Vietnamese write them: Đắk, Krông, ôtô, rađiô.
_VOWELS = "".join(sorted({"aăâeêioôơuưy", *"".join(SPLIT).lower()}, key=len))
_LOOSE = re.compile(f"(?:[b-df-hj-np-tv-xzđ]{{0,3}}[{_VOWELS}]{{1,3}}(?:ng|nh|ch|[bckmnprstlx])?)+")


def read(word: str, encoding: Encoding) -> str | None:
    """The word in Unicode, letter by letter; None when it has a letter without a code."""
    codes = _CODES[encoding]
    if not _READERS[encoding].sub("", word).isascii():
        return None
    decoded = _READERS[encoding].sub(lambda match: codes[match.group()], word)
    return _with_lost_horn(decoded) if encoding is Encoding.TCVN3 else decoded


def _with_lost_horn(word: str) -> str:
    """A word with the ư that a program dropped, its code being the soft hyphen: Trờng, đợc."""
    horned = _HORNED.sub(r"ư\g<0>", word, count=1)
    return horned if horned != word and not is_syllable(word) and is_spelt(horned) else word


@lru_cache(maxsize=16384)
def kind_of(word: str, encoding: Encoding) -> Kind:
    """What a word says about the encoding of its text."""
    if word.isascii():
        return _plain_kind(word)
    if len(word) == 1 or UNIT.fullmatch(word):
        return Kind.SILENT
    decoded = read(word, encoding) if len(word) <= _LONGEST else None
    reads = decoded is not None and (is_spelt(decoded) or _is_abbreviation(decoded))
    if is_syllable(word) and not (reads and _MIXED_CASE.search(word)):
        return Kind.EITHER if reads else Kind.UNICODE
    if not reads:
        beyond = any(letter > "\u00ff" for letter in word)
        return Kind.UNICODE if beyond else _unread_kind(word, decoded, encoding)
    return Kind.STRANGE if _STRANGE[encoding].search(word) else Kind.READS


@lru_cache(maxsize=16384)
def convert(word: str, encoding: Encoding) -> str:
    """The word of a text in this encoding in Unicode; what reads as no Vietnamese stays."""
    if word.isascii() or len(word) > _LONGEST:
        return word
    decoded = read(word, encoding)
    if decoded is None:
        return word
    if is_syllable(decoded) or _is_abbreviation(decoded):
        return decoded
    return decoded if _unread_kind(word, decoded, encoding) is Kind.SILENT else word


def is_syllable(word: str) -> bool:
    """True for a Vietnamese syllable, its tone on whatever vowel."""
    bare, tones = _without_tones(word)
    return len(tones) < 2 and tone_position(bare, tones) is not None


def is_spelt(word: str) -> bool:
    """True for a syllable as people write it: the tone in its place, sắc or nặng before a stop."""
    bare, tones = _without_tones(word)
    if len(tones) > 1 or tone_position(bare, tones) is None:
        return False
    if not tones:
        return not bare.endswith(STOPS)
    return normalize(word) == word or bare.endswith(("oa", "oe", "uy"))


def _without_tones(word: str) -> tuple[str, str]:
    pairs = [SPLIT.get(letter, (letter, "")) for letter in word.lower()]
    return "".join(letter for letter, _ in pairs), "".join(tone for _, tone in pairs)


def _plain_kind(word: str) -> Kind:
    if len(word) > 1 and tone_position(word.lower(), "") is not None:
        return Kind.PLAIN
    return Kind.SILENT if word.isupper() or len(word) == 1 else Kind.OTHER


def _is_abbreviation(word: str) -> bool:
    return "Đ" in word and _ABBREVIATION.fullmatch(word) is not None


def _unread_kind(word: str, decoded: str | None, encoding: Encoding) -> Kind:
    """A strange word may be a name or a foreign word: Đắk, ôtô."""
    if decoded is None or not _STRANGE[encoding].search(word):
        return Kind.FOREIGN
    one_case = decoded.isupper() or decoded[1:].islower() or len(decoded) == 1
    loose = one_case and _LOOSE.fullmatch(decoded.lower())
    return Kind.SILENT if loose else Kind.FOREIGN
