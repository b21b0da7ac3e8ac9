"""The order of the Vietnamese dictionary."""

from hcmedu.portal.vietnamese.letters import ALPHABET
from hcmedu.portal.vietnamese.letters import SPLIT
from hcmedu.portal.vietnamese.letters import TONES
from hcmedu.portal.vietnamese.text import fold
from hcmedu.portal.vietnamese.text import normalize


SortKey = tuple[tuple[tuple[int, int], ...], tuple[int, ...], tuple[bool, ...], str]

_LETTER = {letter: rank for rank, letter in enumerate(ALPHABET)}
_TONE = {"": 0} | {tone: rank for rank, tone in enumerate(TONES, start=1)}
_SPACE, _SIGN, _DIGIT, _LATIN, _OTHER = range(5)


def sort_key(text: str) -> SortKey:
    """A key that puts texts in the order of the Vietnamese dictionary.

    First by letters alone (a ă â b c d đ e ê ...; spaces before signs, digits, letters, so that
    a word stands before its compounds), then by tones (ngang huyền hỏi ngã sắc nặng), then lower
    case before upper case. The two spellings of a word (hoà, hòa) have the same key.
    """
    spelled = " ".join(normalize(text).split())
    pairs = [SPLIT.get(letter, (letter, "")) for letter in spelled]
    return (
        tuple(_primary(letter) for letter, _ in pairs),
        tuple(_TONE[tone] for _, tone in pairs),
        tuple(letter.isupper() for letter, _ in pairs),
        spelled,
    )


def _primary(letter: str) -> tuple[int, int]:
    if letter == " ":
        return _SPACE, 0
    if letter.isdecimal():
        return _DIGIT, int(letter)
    rank = _LETTER.get(letter.lower(), _LETTER.get(fold(letter)))
    if rank is not None:
        return _LATIN, rank
    return (_OTHER if letter.isalpha() else _SIGN), ord(letter)
