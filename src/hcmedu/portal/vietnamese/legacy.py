"""Text in TCVN3 (ABC fonts) or VNI, as it comes out of old files: recognised, and put into Unicode.

Such text is made of Latin letters and signs (``Céng hßa``, ``Coäng hoøa``) that only their font
turned into Vietnamese. It is judged word by word: a word speaks for an encoding when it is a
Vietnamese syllable in it and none as it stands, so correct text speaks for none. Then line by line,
since a paragraph may have been pasted into others.

Ask before ``normalize``, which takes some of these words for misplaced tones (giaù).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hcmedu.portal.vietnamese.legacy_repair import restore_capitals
from hcmedu.portal.vietnamese.legacy_repair import restore_horns
from hcmedu.portal.vietnamese.legacy_repair import settled
from hcmedu.portal.vietnamese.legacy_words import convert
from hcmedu.portal.vietnamese.legacy_words import Encoding
from hcmedu.portal.vietnamese.legacy_words import Kind
from hcmedu.portal.vietnamese.legacy_words import kind_of
from hcmedu.portal.vietnamese.legacy_words import UNIT
from hcmedu.portal.vietnamese.legacy_words import WORDS

import re
import unicodedata


_FONTS = (
    (re.compile(r"(?:^|[^A-Za-z])\.?Vn[A-Z]\w*H(?![A-Za-z])"), Encoding.TCVN3_CAPITALS),
    (re.compile(r"(?:^|[^A-Za-z])\.?Vn[A-Z]"), Encoding.TCVN3),
    (re.compile(r"(?:^|[^A-Za-z])VNI[- ]"), Encoding.VNI),
)
#: Ends of lines, tags and entities, addresses: they part a text and are never converted.
_PARTS = re.compile(
    r"([\n\r]+|</?[A-Za-z][A-Za-z0-9]*(?=[\s/>])[^<>]{0,2000}>|&#?[A-Za-z0-9]{1,10};"
    r"|(?<![^\s<>])(?:[^\s<>@:]*(?:@|://)|www\.)[^\s<>]+)"
)
#: Tags within a line; any other tag ends it.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|em|font|i|mark|o|small|span|strong|sub|sup|u)[\s/>]", re.IGNORECASE
)
#: Bullets of Word's symbol fonts, at the beginning of a line.
_BULLETS = frozenset("·§Øü«»©®¨¬")
#: 300.000®, ®/c: đồng, đồng chí.
_LONE_D = {"®": "đ", "ñ": "đ", "§": "Đ", "Ñ": "Đ"}


@dataclass(frozen=True)
class Suggestion:
    """A text in Unicode, and the encoding that it came from; ``sure`` from 0 to 1."""

    text: str
    encoding: Encoding
    sure: float


@dataclass(frozen=True)
class _Reading:
    """A text in one encoding: its parts, which of them are in it, and what speaks for it."""

    encoding: Encoding
    parts: tuple[str, ...] = ()
    legacy: frozenset[int] = frozenset()
    weight: int = 0
    share: float = 0.0


def detect(text: str) -> Encoding | None:
    """The encoding of a text or of a part of it; None for text that needs none."""
    found = suggest(text)
    return found.encoding if found else None


def suggest(text: str) -> Suggestion | None:
    """The text in Unicode when some of its lines are in an old encoding; else None.

    Lines in Unicode or in another language stay, as do numbers, addresses and tags. All of the text
    is composed (NFC).
    """
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii():
        return None
    readings = [_read(composed, encoding) for encoding in WORDS]
    other, best = sorted(readings, key=lambda reading: reading.weight)
    if best.weight == other.weight:
        return None
    original = _PARTS.split(composed)
    converted = "".join(
        _converted(best.parts[at], best.encoding) if at in best.legacy else part
        for at, part in enumerate(original)
    )
    sure = best.share * (1 - 0.5**best.weight) * (1 - other.weight / best.weight / 2)
    return Suggestion(converted, best.encoding, round(sure, 3))


def to_unicode(text: str, encoding: Encoding) -> str:
    """A text that is in this encoding, in Unicode (NFC).

    Words that read as no Vietnamese, numbers, addresses and tags stay. The tones stay where the
    typist put them.
    """
    codes = Encoding.VNI if encoding is Encoding.VNI else Encoding.TCVN3
    parts = _split(unicodedata.normalize("NFC", text), codes)
    parts[::2] = [_converted(part, codes) for part in parts[::2]]
    if encoding is Encoding.TCVN3_CAPITALS:
        parts[::2] = [part.upper() for part in parts[::2]]
    return "".join(parts)


def encoding_of_font(name: str) -> Encoding | None:
    """The encoding that goes with a font, by its name in a style or a PDF (``ABCDEF+.VnTimeH``)."""
    return next((encoding for pattern, encoding in _FONTS if pattern.search(name)), None)


def _split(composed: str, encoding: Encoding) -> list[str]:
    """Text, what parts it, text ...: the same number of parts whatever the encoding."""
    parts = _PARTS.split(composed)
    if encoding is Encoding.TCVN3:
        parts[::2] = restore_horns("\n".join(parts[::2])).split("\n")
    return parts


def _converted(part: str, encoding: Encoding) -> str:
    matches = list(WORDS[encoding].finditer(part))
    words = [(match.group(), _word(match, encoding)) for match in matches]
    shown = [word for _, word in words]
    if encoding is Encoding.TCVN3:
        shown = restore_capitals(words)
    ends = [0, *(match.end() for match in matches)]
    gaps = [part[end : match.start()] for end, match in zip(ends, matches, strict=False)]
    pieces = (piece for pair in zip(gaps, shown, strict=True) for piece in pair)
    return "".join(pieces) + part[ends[-1] :]


def _word(match: re.Match[str], encoding: Encoding) -> str:
    """A word converted, but for a bullet and a unit behind a number (5 µm)."""
    word, start, end = match.group(), match.start(), match.end()
    before, behind = match.string[max(0, start - 3) : start], match.string[end : end + 1]
    if word in _LONE_D and (before[-1:].isdigit() or behind == "/"):
        return _LONE_D[word]
    is_bullet = word in _BULLETS and start < 3 and not before.strip() and behind.isspace()
    is_unit = before.rstrip()[-1:].isdigit() and UNIT.fullmatch(word)
    return word if is_bullet or is_unit else convert(word, encoding)


def _read(composed: str, encoding: Encoding) -> _Reading:
    """How a text reads in an encoding; no part of it is in it when too little speaks for it."""
    parts = _split(composed, encoding)
    lines = _line_of_parts(parts)
    counts = [Counter() for _ in range(lines[-1] + 1)]
    for line, part in zip(lines, parts[::2], strict=True):
        counts[line].update(kind_of(word, encoding) for word in WORDS[encoding].findall(part))
    leanings = [_leaning(count) for count in counts]
    told = _total(count for count, leaning in zip(counts, leanings, strict=True) if leaning)
    if not _is_enough(told, _total(counts), encoding):
        return _Reading(encoding)
    evidence, against = _evidence(told), _against(told)
    weight, share = evidence + told[Kind.STRANGE], evidence / (evidence + against)
    legacy = settled(leanings)
    chosen = frozenset(2 * at for at, line in enumerate(lines) if legacy[line])
    return _Reading(encoding, tuple(parts), chosen, weight, share)


def _line_of_parts(parts: list[str]) -> list[int]:
    """The number of the line that each part of text stands in."""
    lines = [0]
    for between in parts[1::2]:
        ends = between[0] in "\n\r" or (between[0] == "<" and not _INLINE.match(between))
        lines.append(lines[-1] + ends)
    return lines


def _total(counts: Iterable[Counter[Kind]]) -> Counter[Kind]:
    total: Counter[Kind] = Counter()
    for count in counts:
        total.update(count)
    return total


def _evidence(count: Counter[Kind]) -> int:
    return count[Kind.STRANGE] + count[Kind.READS]


def _against(count: Counter[Kind]) -> int:
    return count[Kind.UNICODE] + count[Kind.FOREIGN]


def _is_enough(told: Counter[Kind], total: Counter[Kind], encoding: Encoding) -> bool:
    """Whether the words of the parts that lean to the encoding outweigh those of the text.

    One strange word is enough for TCVN3 (HuÕ); a French one may look so in VNI (Où). Otherwise four
    words, or two of a text in which no word tells otherwise.
    """
    weight = _evidence(told) + told[Kind.STRANGE]
    other = _against(total) + total[Kind.OTHER]
    if total[Kind.FOREIGN] > _evidence(told) or other > 100 * weight:
        return False
    if told[Kind.STRANGE] and weight > (2 if encoding is Encoding.VNI else 1):
        return True
    return weight > 3 or (weight > 1 and not other and total.total() > 3)


def _leaning(count: Counter[Kind]) -> bool | None:
    """Whether a part of a text is in the encoding; None when it does not tell."""
    evidence, against = _evidence(count), _against(count)
    if not evidence:
        return False if against else None
    vietnamese = evidence + count[Kind.EITHER] + count[Kind.PLAIN]
    if 2 * against <= evidence and count[Kind.OTHER] <= vietnamese:
        return True
    return False if count[Kind.UNICODE] else None
