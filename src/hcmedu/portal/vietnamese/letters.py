"""The Vietnamese letters, their tones, and the syllables that can be built of them."""

from collections.abc import Iterator
from functools import lru_cache

import itertools
import re
import unicodedata


GRAVE, HOOK, TILDE, ACUTE, DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
#: The five written tones in the order of the dictionary: huyền, hỏi, ngã, sắc, nặng.
TONES = (GRAVE, HOOK, TILDE, ACUTE, DOT)
#: Circumflex, breve, horn: they make another letter, not another tone.
QUALITY_MARKS = ("\u0302", "\u0306", "\u031b")

VOWELS = "aăâeêioôơuưy"
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

#: Letters that look like đ and are typed for it: eth and the African d.
D_LOOKALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ"})

#: Letter with a tone → (letter without it, tone), and back, in both cases.
SPLIT: dict[str, tuple[str, str]] = {
    unicodedata.normalize("NFC", letter + tone): (letter, tone)
    for letter, tone in itertools.product(VOWELS + VOWELS.upper(), TONES)
}
JOIN: dict[tuple[str, str], str] = {pair: whole for whole, pair in SPLIT.items()}

ONSETS = (
    *("ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr"),
    *"bcdđghklmnprstvx",
    "",
)

_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay
ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay
oăc oăm oăn oăng oăp oăt oe oem oen oeo oet ooc oong
ô ôc ôi ôm ôn ông ôp ôt ôông ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uôc uôi uôm uôn uông uôt
uơ uy uya uych uyn uynh uyp uyt uyu uyên uyêt
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
y ych yn ynh yp yt yêm yên yêng yêt yêu
"""
RHYMES = frozenset(_RHYMES.split())

#: Only these stand before an open ``oe``; keeps names such as Noé and Zoé as they are.
OE_ONSETS = frozenset(["", "ch", "h", "kh", "l", "ng", "nh", "t", "th", "x"])
STOPS = ("c", "ch", "p", "t")


def tone_index(rhyme: str) -> int:
    """The letter of a rhyme that bears the tone, by the older rule (hòa, thủy, toàn, khuỷu).

    The laws, the five source documents and the keyboards' default all write it so; the newer
    rule (hoà, thuỷ) differs only in open oa, oe, uy.
    """
    vowels = re.match(f"[{VOWELS}]*", rhyme).group()
    marked = [at for at, letter in enumerate(vowels) if letter in "ăâêôơư"]
    if marked:
        return marked[-1]
    if len(vowels) == 1:
        return 0
    if rhyme != vowels:
        return len(vowels) - 1
    return 1 if len(vowels) == 3 else 0


TONE_INDEX = {rhyme: tone_index(rhyme) for rhyme in RHYMES}


def _fits(onset: str, rhyme: str) -> bool:
    return rhyme in RHYMES and (rhyme != "oe" or onset in OE_ONSETS)


@lru_cache(maxsize=8192)
def tone_position(syllable: str, tone: str) -> int | None:
    """Where a lower-case, toneless syllable bears its tone; None when it is no such syllable.

    ``tone`` is a mark of ``TONES`` or empty. Syllables that end in a stop have sắc or nặng only.
    """
    if tone and tone not in (ACUTE, DOT) and syllable.endswith(STOPS):
        return None
    for onset in ONSETS:
        rhyme = syllable[len(onset) :]
        if syllable.startswith(onset) and _fits(onset, rhyme):
            return len(onset) + TONE_INDEX[rhyme]
    return None


def syllables() -> Iterator[tuple[str, str, str]]:
    """Every onset, rhyme and tone (or none) that the spelling allows, more than are in use."""
    for onset, rhyme, tone in itertools.product(ONSETS, sorted(RHYMES), ("", *TONES)):
        stopped = tone and tone not in (ACUTE, DOT) and rhyme.endswith(STOPS)
        doubled = onset == "qu" and rhyme[0] in "ouưôơ" and rhyme not in ("ơ", "ôc")
        if _fits(onset, rhyme) and not (stopped or doubled or (onset == "gi" and rhyme[0] in "iy")):
            yield onset, rhyme, tone


def with_tone(syllable: str, tone: str) -> str:
    """A lower-case syllable with the tone in its place; it must be one, see ``tone_position``."""
    at = tone_position(syllable, tone)
    return syllable[:at] + JOIN[syllable[at], tone] + syllable[at + 1 :] if tone else syllable
