"""What TCVN3 lost on its way: the ư that became a hyphen, capitals that only the font drew."""

from collections.abc import Sequence
from functools import lru_cache
from hcmedu.portal.vietnamese.legacy_words import Encoding
from hcmedu.portal.vietnamese.legacy_words import is_spelt
from hcmedu.portal.vietnamese.legacy_words import is_syllable
from hcmedu.portal.vietnamese.legacy_words import read
from itertools import accumulate

import re


#: The code of ư is the soft hyphen, which PDFs give as a hyphen: Tr-êng, nh-, -u tiªn.
_HORN = "\u00ad"
_SIDE = r"[A-Za-zß-öø-ÿÀ-ÖØ-Þ¡-©«®¶-¹»-¾ªµ×÷¬]"
_HYPHENED = re.compile(f"(?<![\\w-]){_SIDE}{{0,6}}-{_SIDE}{{0,6}}(?![\\w-])")
#: An ơ where only ươ can stand: ®îc, Trêng; and what người and nhưng are then.
_DROPPED = re.compile(r"[a-z®][¬êëìíî](?:c|ng|u)\b")
_FREQUENT = re.compile(r"\b([Nn]g(?=êi\b)|[Nn]h(?=ng\b))")
_CAPITAL = re.compile("[A-Z¡-§]")
_SMALL = re.compile("[a-z]")


def restore_horns(text: str) -> str:
    """TCVN3 with its ư again where it became a hyphen or was dropped; any text that has ư stays.

    Where it was dropped, most words are read well without it (``read``: ®îc, Trêng); two that are
    met everywhere are not.
    """
    if _HORN in text:
        return text
    if _DROPPED.search(text):
        return _FREQUENT.sub(rf"\1{_HORN}", text)
    if any(_has_horn(word) for word in _coded(text)):
        return _HYPHENED.sub(lambda match: _with_horn(match.group()), text)
    return text


def restore_capitals(words: Sequence[tuple[str, str]]) -> list[str]:
    """The words of a line, each (as written, as read), with the capitals that have no code.

    A word of capitals has small letters where it has tones (CéNG). A word that does not tell, such
    as Hµ or ý, goes with the words beside it.
    """
    capitals = settled([_is_capital(*word) for word in words])
    pairs = zip(words, capitals, strict=True)
    return [word.upper() if is_capital else word for (_, word), is_capital in pairs]


def settled(told: Sequence[bool | None]) -> list[bool]:
    """What each one of a row is; one that does not tell, when all that tell beside it are."""
    before = list(accumulate(told, _last_told))
    behind = list(accumulate(reversed(told), _last_told))[::-1]
    return [True in pair and False not in pair for pair in zip(before, behind, strict=True)]


def _coded(text: str) -> list[str]:
    return [word for word in _HYPHENED.findall(text) if not word.isascii()]


def _with_horn(word: str) -> str:
    return word.replace("-", _HORN) if _has_horn(word) else word


@lru_cache(maxsize=4096)
def _has_horn(word: str) -> bool:
    """True when ư makes a syllable of what is none without it."""
    if word.isupper() and word.isascii():
        return False
    whole = read(word.replace("-", _HORN), Encoding.TCVN3)
    if not whole or not is_spelt(whole):
        return False
    return word == "-u" or not all(map(_reads, filter(None, word.split("-"))))


def _reads(part: str) -> bool:
    decoded = read(part, Encoding.TCVN3)
    return decoded is not None and is_spelt(decoded)


def _is_capital(written: str, word: str) -> bool | None:
    """Whether a word is one of capitals; an abbreviation or a single letter does not tell."""
    if _SMALL.search(written):
        return False
    return True if len(_CAPITAL.findall(written)) > 1 and is_syllable(word) else None


def _last_told(before: bool | None, told: bool | None) -> bool | None:
    return before if told is None else told
