"""One spelling for Vietnamese text, and its form without diacritics."""

from hcmedu.portal.vietnamese.letters import D_LOOKALIKES
from hcmedu.portal.vietnamese.letters import JOIN
from hcmedu.portal.vietnamese.letters import QUALITY_MARKS
from hcmedu.portal.vietnamese.letters import SPLIT
from hcmedu.portal.vietnamese.letters import tone_position
from hcmedu.portal.vietnamese.letters import TONES

import re
import unicodedata


_MARK = "[\u0300-\u036f]"
_CLUSTER = re.compile(f"([aeoAEO])({_MARK})({_MARK})(?!{_MARK})")
_WORD = re.compile(f"(?:[^\\W\\d_]|{_MARK})+")
_MARKS = re.compile(f"{_MARK}+")
_D = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d"})
_CONSONANTS = re.compile("[BCDĐGHKLMNPQRSTVX]{2,12}")


def normalize(text: str) -> str:
    """The text in one spelling: NFC, canonical mark order, one tone placement; idempotent.

    Letter + tone + circumflex (or breve) is put in order, which NFC alone leaves apart. The tone
    of a Vietnamese syllable moves to where the laws write it (hòa, thủy, quý, toàn). A ``Ð``
    (eth) becomes ``Đ`` in a Vietnamese syllable or an abbreviation. All else, such as café
    and résumé, keeps its accents; the case of each letter stays.
    """
    if text.isascii():
        return text
    ordered = _CLUSTER.sub(_order_marks, unicodedata.normalize("NFD", text))
    return _WORD.sub(_spell, unicodedata.normalize("NFC", ordered))


def fold(text: str) -> str:
    """The text without diacritics, in lower case, đ as d: equal for all spellings of a word.

    Only combining marks of the Latin kind go (U+0300–U+036F); other scripts stay readable.
    """
    if text.isascii():
        return text.lower()
    lowered = unicodedata.normalize("NFD", text).lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFD", lowered)).translate(_D)
    return unicodedata.normalize("NFC", bare)


def slug(text: str, max_length: int = 80) -> str:
    """An ASCII id out of a text: ``"Văn bản cấp trên"`` → ``"van-ban-cap-tren"``.

    Cut between words where possible; empty when the text has neither letter nor digit.
    """
    whole = re.sub("[^a-z0-9]+", "-", fold(text)).strip("-")
    if len(whole) <= max_length:
        return whole
    cut = whole[: max_length + 1]
    return (cut.rpartition("-")[0] or cut[:max_length]).strip("-")


def _order_marks(match: re.Match[str]) -> str:
    """Put the quality mark before the tone where the two make a Vietnamese letter."""
    base, first, second = match.groups()
    if first not in TONES or second not in QUALITY_MARKS:
        return match.group()
    letter = unicodedata.normalize("NFC", base + second)
    return JOIN.get((letter, first), match.group())


def _spell(match: re.Match[str]) -> str:
    """One word with its tone in place; a word that is not Vietnamese comes back as it is."""
    word = match.group()
    if word.isascii():
        return word
    candidate = word.translate(D_LOOKALIKES)
    pairs = [SPLIT.get(letter, (letter, "")) for letter in candidate]
    tones = [tone for _, tone in pairs if tone]
    bare = "".join(letter for letter, _ in pairs)
    if len(tones) > 1:
        return word
    tone = tones[0] if tones else ""
    position = tone_position(bare.lower(), tone)
    if position is None:
        return candidate if _CONSONANTS.fullmatch(candidate) else word
    if not tone:
        return candidate
    return bare[:position] + JOIN[bare[position], tone] + bare[position + 1 :]
