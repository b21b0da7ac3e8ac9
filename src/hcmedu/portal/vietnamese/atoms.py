"""The words of a text as atoms ``fold:exact``: what a full-text index of Vietnamese keeps.

The contract with an index:

- ``atoms(text)`` gives one atom for each word, in the order of the text; two words stand side by
  side in the text when their atoms do. Anything that is neither letter nor digit separates words:
  ``4210/GDĐT-TTTT`` is three atoms, to be found as a phrase.
- ``fold`` has no diacritics, đ is d. ``exact`` has the letters with circumflex, breve, horn and
  đ, then the tone as one of the capitals F R X S J; in a word that is no Vietnamese syllable,
  each tone behind its letter.
- Neither depends on case, Unicode form, order of marks, place of the tone (hoà = hòa:
  ``hoa:hoaF``), on i or y where they are two spellings of one word (kĩ = kỹ: ``ky:kyX``), or on
  the zero of ``05``.
- An atom has one colon, no space, no ``*``, no ``?`` and no capital but those of the tones. All
  atoms of one bare form lie side by side in a sorted lexicon, from ``fold:`` on.
- Idempotent: the atoms of an atom are the atom, so a pipeline may run twice.
- Bounded: a word counts by its first 64 letters.
"""

from collections.abc import Iterator
from functools import lru_cache
from hcmedu.portal.vietnamese.letters import ACUTE
from hcmedu.portal.vietnamese.letters import D_LOOKALIKES
from hcmedu.portal.vietnamese.letters import DOT
from hcmedu.portal.vietnamese.letters import GRAVE
from hcmedu.portal.vietnamese.letters import HOOK
from hcmedu.portal.vietnamese.letters import JOIN
from hcmedu.portal.vietnamese.letters import ONSETS
from hcmedu.portal.vietnamese.letters import RHYMES
from hcmedu.portal.vietnamese.letters import SPLIT
from hcmedu.portal.vietnamese.letters import TILDE
from hcmedu.portal.vietnamese.letters import tone_position
from hcmedu.portal.vietnamese.text import fold
from hcmedu.portal.vietnamese.text import normalize
from typing import NamedTuple

import re
import unicodedata


#: The tones as the keyboards (Telex) write them. Not digits: scans have them in words (Yêu1).
TONE_LETTERS = {GRAVE: "F", HOOK: "R", TILDE: "X", ACUTE: "S", DOT: "J"}
_TONES = {letter: tone for tone, letter in TONE_LETTERS.items()}

#: Spelling → the one that stands for both, by bare letters. After h k l m s t an open i is also
#: written y, after qu any i. Elsewhere the two are different words or names (vi, Vy) or sounds
#: (ai, ay; thúi, thúy). ``05`` in a date or a document number is ``5``.
SAME = (
    {f"{onset}i": f"{onset}y" for onset in "hklmst"}
    | {f"qui{rest}": f"quy{rest}" for rest in ("", "ch", "n", "nh", "p", "t", "u")}
    | {f"0{digit}": digit for digit in "123456789"}
)

#: What may be a word that was written without its marks, rather than an abbreviation.
BARE_SYLLABLES = frozenset(fold(onset + rhyme) for onset in ONSETS for rhyme in RHYMES)

_LONGEST = 64
#: Scripts without spaces between words: each sign is a word, and a word is found as a phrase.
_SIGNS = "\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
#: Marks of any script belong to the letter before; to ``\w`` they are none.
_MARKS = "".join(
    sign for sign in map(chr, range(0x300, 0xFFFF)) if unicodedata.category(sign).startswith("M")
)
#: Soft hyphen, zero-width signs: they may stand in the middle of a word and mean nothing.
_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_INNER = f"(?:[^\\W_{_SIGNS}]|[{_MARKS}{_UNSEEN}])"
#: The group is what counts of a word, enough for 64 letters with loose marks; a rest goes with it.
WORD = re.compile(
    f"([{_SIGNS}][{_MARKS}]?|[^\\W_{_SIGNS}]{_INNER}{{0,255}})(?:(?<={_INNER}{{256}}){_INNER}+)?"
)
_NO_LETTER = re.compile(f"(?:(?![{_MARKS}])[\\W_])+")
_ATOM = re.compile("[^\\s:]{1,256}:([^\\s:]{1,256})")


class Word(NamedTuple):
    """A word as it is compared; ``marked`` when it was written with any diacritic."""

    fold: str
    exact: str
    marked: bool
    atom: str


def atoms(text: str) -> list[str]:
    """One atom ``fold:exact`` for each word of the text, in its order; see the module."""
    if is_atom(text):
        return [text]
    return [word.atom for word in map(word_of, WORD.findall(text)) if word]


def is_atom(text: str) -> bool:
    """True when the text is one atom that ``atoms`` gives."""
    match = _ATOM.fullmatch(text)
    if not match:
        return False
    word = word_of(_spelled(match[1]))
    return word is not None and word.atom == text


def spelling(atom: str) -> str:
    """The word of an atom as the laws write it, in lower case: what to suggest while typing."""
    return normalize(_spelled(atom.rpartition(":")[2]))


def words_in(text: str) -> Iterator[tuple[int, int, Word]]:
    """Each word with its place ``text[start:end]``; these are the words of ``atoms``."""
    for match in WORD.finditer(text):
        word = word_of(match[1])
        if word:
            yield match.start(), match.end(), word


@lru_cache(maxsize=32768)
def word_of(written: str) -> Word | None:
    """How one word is compared; None when it is of signs that stand for no letter."""
    plain = _plain(written)
    bare = fold(plain)
    if not bare:
        return None
    compared, exact = SAME.get(bare, bare), _exact(plain)
    return Word(compared, exact, bare != plain, f"{compared}:{exact}")


class Stem(NamedTuple):
    """The beginning of a word, not yet one of two spellings: ``ki`` may become ``kiểm``.

    ``bare``: without diacritics; ``letters``: without tones; ``spelled``: each tone behind its
    letter.
    """

    bare: str
    letters: str
    tones: str
    spelled: str


def stem_of(written: str) -> Stem:
    """A word that is the beginning of others; it must be one that ``words_in`` gives."""
    plain = _plain(written)
    pairs = [SPLIT.get(letter, (letter, "")) for letter in plain]
    tones = [TONE_LETTERS.get(tone, "") for _, tone in pairs]
    letters = [letter for letter, _ in pairs]
    spelled = "".join(map("".join, zip(letters, tones, strict=True)))
    return Stem(fold(plain), "".join(letters), "".join(tones), spelled)


def _plain(written: str) -> str:
    """Lower case, one spelling, only letters and digits (ligatures and superscripts, too)."""
    if written.isascii():
        return written.lower()[:_LONGEST]
    compatible = unicodedata.normalize("NFKC", written.translate(D_LOOKALIKES))
    lowered = normalize(_NO_LETTER.sub("", compatible)).lower()
    return unicodedata.normalize("NFC", lowered)[:_LONGEST]


def _exact(plain: str) -> str:
    pairs = [SPLIT.get(letter, (letter, "")) for letter in plain]
    tones = [tone for _, tone in pairs if tone]
    bare = "".join(letter for letter, _ in pairs)
    if not tones:
        return SAME.get(bare, bare)
    if len(tones) == 1 and tone_position(bare, tones[0]) is not None:
        return SAME.get(bare, bare) + TONE_LETTERS[tones[0]]
    return stem_of(plain).spelled


def _spelled(exact: str) -> str:
    """A word whose exact form this is."""
    written: list[str] = []
    for sign in exact:
        tone = _TONES.get(sign)
        if tone is None:
            written.append(sign)
        elif written and (written[-1], tone) in JOIN:
            written[-1] = JOIN[written[-1], tone]
        else:
            _put_tone(written, tone)
    return "".join(written)


def _put_tone(written: list[str], tone: str) -> None:
    at = tone_position("".join(written), tone)
    if at is not None:
        written[at] = JOIN[written[at], tone]
