"""Text printed in capitals in the case in which it is written elsewhere.

Nghị định 30/2020/NĐ-CP, Phụ lục II: names of bodies, places and persons. What no rule tells is
looked up in the text itself, where the same words mostly stand a second time.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from functools import cache
from hcmedu.portal.documents.extraction.names import HEADS
from hcmedu.portal.documents.extraction.names import NAME_HEADS
from hcmedu.portal.documents.extraction.names import PHRASES
from hcmedu.portal.documents.extraction.names import PLACES
from hcmedu.portal.documents.extraction.names import POSTS
from hcmedu.portal.documents.extraction.names import SCHOOLS
from hcmedu.portal.documents.extraction.names import SMALL_HEADS
from hcmedu.portal.documents.extraction.patterns import is_capitals
from hcmedu.portal.documents.extraction.source import Source
from hcmedu.portal.vietnamese import fold
from hcmedu.portal.vietnamese import normalize
from hcmedu.portal.vietnamese.letters import SPLIT
from hcmedu.portal.vietnamese.letters import tone_position
from hcmedu.portal.vietnamese.letters import VOWELS
from itertools import islice

import re


#: How far into a text, and how often, its own spelling of a name is looked up.
LOOK_UP, OCCURRENCES = 100_000, 40

_WORD = re.compile(r"[^\W_]+(?:['’&/][^\W_]+)*")
_LONGEST = 8
_ABBREVIATED = frozenset(("ubnd", "hđnd", "bch"))
#: A scanner's full stop between two words: ``UBND.TỈNH``.
_GLUED = re.compile(r"(?<=[^\W\d_]{3})[.:](?=[^\W\d_]{3})")
#: Heads that stand inside a name, too, before a known field of work (``Thanh tra Sở ...``).
_INNER = frozenset({"bộ", "sở", "phòng", "trường", "trung tâm", "văn phòng", "cục", "ubnd"})


@cache
def _phrases(posts: bool = False) -> dict[str, str]:
    """Known names by their small letters, and folded, since scanners lose tones."""
    known = (*(POSTS if posts else ()), *SCHOOLS, *PHRASES)
    folded = {fold(phrase): phrase for phrase in reversed(known)}
    return folded | {phrase.lower(): phrase for phrase in known}


@cache
def _heads() -> dict[str, str]:
    return {fold(head): head for head in HEADS} | {head: head for head in HEADS}


@cache
def _places() -> dict[str, str]:
    return {fold(place): place for place in PLACES} | {place: place for place in PLACES}


def is_abbreviation(word: str) -> bool:
    """``UBND``, ``GD&ĐT``, ``THCS``: capitals that can't be read as a syllable."""
    word = word.strip('.,;:()"')
    if "&" in word:
        return True
    bare, tones = "", ""
    for letter in word.lower():
        whole, tone = SPLIT.get(letter, (letter, ""))
        bare, tones = bare + whole, tones + tone
    few = sum(letter in VOWELS for letter in bare) * 3 <= len(bare)
    return word.upper() == word and few and not tones and tone_position(bare, "") is None


def is_shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def organisation(text: str, source: Source) -> str:
    """The name of a body: by the rules of names, or as the text itself writes it elsewhere.

    ``TRƯỜNG THCS ÂU LẠC`` → ``Trường THCS Âu Lạc``. Text that is not in capitals is left alone.
    """
    text = normalize(" ".join(_GLUED.sub(" ", text).split()))
    if not is_capitals(text):
        return _capital(text)
    name = _Name(text)
    return (name.guessed and _as_written(text, source)) or name.text


def post(text: str) -> str:
    """A post in capitals: ``PHÓ GIÁM ĐỐC`` → ``Phó Giám đốc``."""
    return _Name(normalize(" ".join(text.split())), post=True).text


def _as_written(text: str, source: Source) -> str | None:
    """The variant with most capitals among those that the text has in mixed case."""
    words = [re.escape(word) for word in fold(text).split()]
    pattern = re.compile(r"(?<!\w)" + r"\s{1,30}".join(words) + r"(?!\w)")
    matches = islice(pattern.finditer(source.plain, 0, LOOK_UP), OCCURRENCES)
    seen = [source.value(match.start(), match.end()) for match in matches]
    mixed = [name for name in seen if not is_capitals(name) and name[:1].isupper()]
    return max(mixed, key=lambda name: sum(map(str.isupper, name)), default=None)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class _Name:
    """A name in capitals, word by word: heads, known names, places, and what is left.

    ``guessed``: a word of a field of work was left in small letters without knowing it.
    """

    def __init__(self, text: str, post: bool = False) -> None:
        self._words = text.split()
        self._small = [word if is_abbreviation(word) else word.lower() for word in self._words]
        self._post = post
        self._in_name = self._fresh = self.guessed = False
        self._out: list[str] = []
        place = 0
        while place < len(self._words):
            place += (
                self._phrase(place) or self._head(place) or self._place(place) or self._word(place)
            )
        self.text = _capital(" ".join(self._out))

    def _longest(self, place: int, known: Mapping[str, str]) -> tuple[int, str]:
        """How many words from here on are a known name, and its spelling; (0, "") when none."""
        for count in range(min(_LONGEST, len(self._small) - place), 0, -1):
            words = " ".join(self._small[place : place + count])
            bare = words.rstrip(",;")
            spelled = known.get(bare.lower()) or known.get(fold(bare))
            if spelled:
                return count, spelled + words[len(bare) :]
        return 0, ""

    def _phrase(self, place: int) -> int:
        count, spelled = self._longest(place, _phrases(self._post))
        if count:
            self._out.append(spelled)
            self._in_name, self._fresh = not self._post, False
        return count

    def _head(self, place: int) -> int:
        count, head = self._longest(place, _heads())
        inner = head in _INNER and self._longest(place + count, _phrases())[0]
        if not count or (place and not inner and self._small[place - 1] != "-"):
            return 0
        self._out.append(head.upper() if head in _ABBREVIATED else _capital(head))
        self._in_name, self._fresh = head in NAME_HEADS, head not in SMALL_HEADS
        return count

    def _place(self, place: int) -> int:
        """``tỉnh Bắc Ninh``; ``Quận 8`` and ``Thành phố Hồ Chí Minh`` are names."""
        count, kind = self._longest(place, _places())
        rest = self._small[place + count : place + count + 3]
        if not count or not rest:
            return 0
        whole = rest[0][:1].isdigit() or (kind, rest) == ("thành phố", ["hồ", "chí", "minh"])
        self._out.append(_capital(kind) if whole else kind)
        self._in_name = True
        return count

    def _word(self, place: int) -> int:
        word = self._small[place]
        joins = word in ("và", "-", "–")
        if self._words[place].islower() or joins or word in ("của", "về", "các", "số"):
            self._out.append(word)
        elif self._in_name or (self._fresh and not self._post):
            self._out.append(_capital(word))
        else:
            self._out.append(word)
            self.guessed = self.guessed or not is_abbreviation(word)
        if is_abbreviation(word) and not self._post:
            self._in_name = True  # ``THPT Pleiku``, ``Sở GD&ĐT Nam Định``
        self._fresh = joins or word.endswith(",")
        return 1


def sentence(text: str, source: Source) -> str:
    """A sentence printed in capitals in small letters, its names as the text writes them."""
    text = normalize(" ".join(text.split()))
    if not is_capitals(text):
        return text
    words = [word if is_abbreviation(word) else word.lower() for word in text.split()]
    capitals = _capitals_in(source)
    folded = ["", *(fold(word).strip('.,;:()"') for word in words), ""]
    for place in range(1, len(words)):
        before, this, after = folded[place : place + 3]
        votes = capitals.get(("<", before, this), 0) + capitals.get((">", this, after), 0)
        words[place] = _capital(words[place]) if votes > 0 else words[place]
    return _capital(_long_names(" ".join(words)))


def _long_names(text: str) -> str:
    """Names of three words and more need no second place in the text, fields of work a head."""
    for name in sorted(PHRASES, key=len):
        if name.count(" ") > 1 and (" và " in name or not name.startswith("Giáo dục ")):
            head = r"((?:bộ|sở|phòng|ngành|ban) )" if " và " in name else "()"
            pattern = re.compile(rf"(?<!\w){head}{re.escape(name)}(?!\w)", re.IGNORECASE)
            text = pattern.sub(lambda match, name=name: match[1] + name, text)
    return text


def _capitals_in(source: Source) -> dict[tuple[str, str, str], int]:
    """For pairs of words of the text: is one (``<`` the second, ``>`` the first) a capital?"""
    votes: dict[tuple[str, str, str], int] = {}
    for first, second, starts in _pairs(source):
        pair = fold(first), fold(second)
        for mark, word in (("<", second), *(() if starts else ((">", first),))):
            key = (mark, *pair)
            votes[key] = votes.get(key, 0) + (1 if word[:1].isupper() else -1)
    return votes


def _pairs(source: Source) -> Iterator[tuple[str, str, bool]]:
    """Neighbouring words of the text, and whether the first begins a sentence or a quotation."""
    previous, end, starts = "", 0, True
    for match in _WORD.finditer(source.text, 0, LOOK_UP // 3):
        word, gap = match.group(), source.text[end : match.start()]
        fresh = bool(gap.strip()) or "\n\n" in gap
        if previous and not fresh and not (is_shouted(word) or is_shouted(previous)):
            yield previous, word, starts
        previous, end, starts = word, match.end(), fresh
