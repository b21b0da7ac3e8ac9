"""The text as given, and the two shapes in which it is read.

Everything is looked for in ``plain``: folded (no diacritics, lower case), so that a tone lost
by a scanner does not matter. Values are cut out of ``text`` (composed letters) at the same offsets.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from functools import cached_property
from hcmedu.portal.documents.extraction.model import Suggestion
from hcmedu.portal.documents.extraction.model import T
from hcmedu.portal.vietnamese import fold
from hcmedu.portal.vietnamese import normalize

import re


#: No composed letters: letters with combining marks, emphasis of Markdown, invisibles.
_ODD = re.compile(
    "[^\u0300-\u036f\n][\u0300-\u036f]{1,4}|\\*{1,9}|\r\n|[\u00ad\u200b-\u200f\u2060\ufeff]"
)
_SIGN_OF_ODD = re.compile("[\u0300-\u036f*\r\u00ad\u200b-\u200f\u2060\ufeff]")
#: Between two words without a space: ``16.tháng``, ``năm:2013``, ``nhân-dân``.
_SPECK = re.compile(
    r"(?<=[a-z]{2})[.:;'·-](?=[a-z]{2})|(?<=[0-9])[.:;'·-](?=(?:thang|nam)\b)"
    r"|(?<=ng|ay|am)[.:;'·-](?=[0-9])"
)
_LINE = re.compile("[^\n\f\r\v\x85\u2028\u2029]+")
_SIGNS = {
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("⁄∕／", "/"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("‘’‛", "'"),
}


def _plain(letter: str) -> str:
    if letter in _SIGNS:
        return _SIGNS[letter]
    if letter.isspace() and letter not in "\n\f\t":
        return " " if letter not in "\r\v\x85\u2028\u2029" else "\n"
    folded = fold(letter)
    return folded if len(folded) == 1 else letter


@dataclass(frozen=True)
class Span:
    """A piece of the text that is read: offsets into ``Source.text``."""

    start: int
    end: int


class Source:
    """A text in composed letters (``text``) and folded (``plain``), both of the same length."""

    def __init__(self, given: str) -> None:
        self.given = given
        self._here: list[int] = [0]
        self._there: list[int] = [0]
        self.text = self._composed()
        table = {ord(letter): _plain(letter) for letter in set(self.text)}
        self.plain = _SPECK.sub(self._speck, self.text.translate(table))

    def _speck(self, match: re.Match[str]) -> str:
        """A space for a sign that a scanner saw between two words of small letters."""
        before, after = self.text[match.start() - 1], self.text[match.end()]
        if after.isupper() or (match.group() == "-" and before.isupper()):
            return match.group()
        return " "

    def _composed(self) -> str:
        """The given text with each odd piece put right; notes where the two drift apart."""
        pieces, done, length = [], 0, 0
        if not _SIGN_OF_ODD.search(self.given):
            return self.given
        for match in _ODD.finditer(self.given):
            piece = _put_right(match.group())
            pieces += [self.given[done : match.start()], piece]
            length += match.start() - done + len(piece)
            done = match.end()
            self._here.append(length)
            self._there.append(done)
        return "".join([*pieces, self.given[done:]])

    def _given_offset(self, offset: int) -> int:
        place = bisect_right(self._here, offset) - 1
        return min(self._there[place] + offset - self._here[place], len(self.given))

    def suggest(self, value: T, span: Span, confidence: float) -> Suggestion[T]:
        """The value with its place in the text as given."""
        start, end = self._given_offset(span.start), self._given_offset(span.end)
        return Suggestion(value, start, max(start, end), confidence)

    def value(self, start: int, end: int) -> str:
        """The text of a piece on one line, in the one spelling of our fields, without specks."""
        pairs = zip(self.text[start:end], self.plain[start:end], strict=True)
        piece = "".join(" " if plain == " " else letter for letter, plain in pairs)
        return normalize(" ".join(piece.split()))

    @cached_property
    def lines(self) -> list[Span]:
        """All lines that hold more than spaces, without the spaces at both ends."""
        return list(self.lines_between(0, len(self.text)))

    def lines_between(self, start: int, end: int) -> Iterator[Span]:
        for match in _LINE.finditer(self.plain, start, end):
            line = match.group()
            indent = len(line) - len(line.lstrip())
            if indent < len(line):
                yield Span(match.start() + indent, match.start() + len(line.rstrip()))

    def line_start(self, offset: int) -> int:
        """Where the line of an offset begins, spaces included."""
        return max(self.plain.rfind(sign, 0, offset) for sign in "\n\f") + 1

    def blank_between(self, first: Span, second: Span) -> bool:
        """Does an empty line or a new page stand between two lines?"""
        between = self.plain[first.end : second.start]
        return between.count("\n") + between.count("\f") > 1


@cache
def _put_right(piece: str) -> str:
    if piece == "\r\n":
        return "\n"
    return normalize(piece) if piece[1:] and piece[0] != "*" else ""
