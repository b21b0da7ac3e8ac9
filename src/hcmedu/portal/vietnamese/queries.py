"""What a person types into a search field, as terms over the atoms of an index.

The contract with an index: all ``groups`` of a query must be found. A group of several terms is a
phrase, whose atoms stand side by side. A term stands for all atoms that one of its ``globs`` fits;
they are written as for the lexicon of ZCTextIndex (``*`` for any signs; up to the first one a
sorted lexicon is entered), and a glob without ``*`` is one atom. ``term.atom`` is the word in the
very form that was typed: documents with it rank before those with its variants.

Nothing raises: any text is a query, be it an empty one, which is false and finds nothing. All is
bounded: ``MAX_LENGTH`` signs of the text count, ``MAX_WORDS`` of its words, ``MAX_PHRASES``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hcmedu.portal.vietnamese.atoms import BARE_SYLLABLES
from hcmedu.portal.vietnamese.atoms import is_atom
from hcmedu.portal.vietnamese.atoms import SAME
from hcmedu.portal.vietnamese.atoms import Stem
from hcmedu.portal.vietnamese.atoms import stem_of
from hcmedu.portal.vietnamese.atoms import Word
from hcmedu.portal.vietnamese.atoms import words_in
from hcmedu.portal.vietnamese.number_keys import number_key
from typing import NamedTuple

import re


MAX_LENGTH = 2000
MAX_WORDS = 50
#: Phrases of a query; the words of further ones need not stand side by side.
MAX_PHRASES = 8
#: A phrase with a prefix of fewer letters would be any two words of a text.
SHORTEST_PREFIX = 2

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_QUOTED = re.compile('"([^"]*)"')
#: What joins words to a phrase: GDĐT-TTTT, TP.HCM, GD&ĐT, H'Mông, 4210 / GDĐT, tu*yen.
_JOINT = re.compile(r"\*?(?:[-‐‑–—._@&:'’/]{1,3}|\s*[/⁄∕／]\s*)|\*?")
#: A number whose symbol may not be finished: 4210/GD.
_NUMBER = re.compile(r"\d+\w?\s*[/⁄∕／]")
#: What ``Term.globs`` gives for a bare word or an exact prefix.
_GLOB = re.compile(r"[^\s:*]+(?::\*|\*:[^\s:]+\*)")
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True)
class Term:
    """One word of a query.

    ``is_exact``: as typed, diacritics and all; else any word with this bare form. ``stem`` is set
    for a prefix, any word that begins so: a tone that was not typed is open, other marks are not.
    """

    word: Word
    is_exact: bool
    stem: Stem | None = None

    @property
    def atom(self) -> str:
        """The word in the very form that was typed; of a prefix, were it the whole word."""
        return self.word.atom

    @cached_property
    def globs(self) -> tuple[str, ...]:
        """The atoms that are meant: ``hoa:hoaF``, ``hoa:*``, ``tuyen*:tuyên*R*``."""
        if self.stem:
            globs = _exact_globs(self.stem) if self.is_exact else _bare_globs(self.stem)
            return tuple(dict.fromkeys(globs))
        return (self.atom if self.is_exact else f"{self.word.fold}:*",)

    def matches(self, atom: str) -> bool:
        """True for the atoms that are meant; the same as the globs."""
        return self._pattern.fullmatch(atom) is not None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(glob).replace(r"\*", ".*") for glob in self.globs))


@dataclass(frozen=True)
class Query:
    """A query in the form in which an index answers it.

    ``number``: the document number in it, whole or in part, to be looked up among the
    ``number_keys`` of documents; those that bear it rank first.
    """

    groups: tuple[tuple[Term, ...], ...] = ()
    number: str | None = None

    def __bool__(self) -> bool:
        return bool(self.groups)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Each word once."""
        return tuple(dict.fromkeys(term for group in self.groups for term in group))


class _Typed(NamedTuple):
    """A word as it stands in a query."""

    word: Word
    written: str
    is_prefix: bool


def parse_query(text: str, unfinished: bool = False) -> Query:
    """The query that a person typed; never an error.

    Words, ``"phrases"``, prefixes (``tuyển*``), numbers. Words that a sign joins are a phrase:
    ``GDĐT-TTTT``. With any diacritic in it the query is exact, without it is bare: that is decided
    for the query, since many Vietnamese words have no mark. But in ``ke hoach 12/QĐ`` only the
    abbreviation is exact. ``unfinished``: the last word is still being typed, a prefix.
    """
    text = text[:MAX_LENGTH]
    typed = list(_limited(_groups(text.translate(_QUOTES))))
    if unfinished and typed and text.endswith(typed[-1][-1].written):
        typed[-1][-1] = typed[-1][-1]._replace(is_prefix=True)
    exact = _is_exact([one.word for group in typed for one in group])
    groups = (tuple(_term(one, exact) for one in group) for group in _bounded(typed))
    return Query(tuple(dict.fromkeys(groups)), number_key(text) if typed else None)


def query_atoms(text: str) -> list[str]:
    """For a parser that knows no query, only tokens (``processGlob``): a pattern for each word.

    Less than ``parse_query``: it is decided for the token whether it is exact, and one glob stands
    for a prefix. Idempotent as ``atoms`` is.
    """
    if is_atom(text) or _GLOB.fullmatch(text):
        return [text]
    return [term.globs[0] for group in parse_query(text).groups for term in group]


def _groups(text: str) -> Iterator[list[_Typed]]:
    """The words of a query, those of a phrase together."""
    for at, part in enumerate(_QUOTED.split(text)):
        if at % 2:
            yield [one for _, one in _typed(part)]
        else:
            yield from _loose_groups(part)


def _loose_groups(part: str) -> Iterator[list[_Typed]]:
    group: list[_Typed] = []
    start = end = 0
    for at, one in _typed(part):
        if group and not _JOINT.fullmatch(part, end, at):
            yield _open_number(group, part[start:end])
            group = []
        start = start if group else at
        group.append(one)
        end = at + len(one.written)
    yield _open_number(group, part[start:end])


def _typed(part: str) -> Iterator[tuple[int, _Typed]]:
    for start, end, word in words_in(part):
        yield start, _Typed(word, part[start:end], part.startswith("*", end))


def _open_number(group: list[_Typed], written: str) -> list[_Typed]:
    """A number whose symbol ends in an abbreviation is found by its beginning, too."""
    if len(group) > 1 and _NUMBER.match(written):
        last = group[-1].word.fold
        if last.isalpha() and last not in BARE_SYLLABLES:
            return [*group[:-1], group[-1]._replace(is_prefix=True)]
    return group


def _limited(groups: Iterator[list[_Typed]]) -> Iterator[list[_Typed]]:
    """The groups up to the word that is one too many."""
    left = MAX_WORDS
    for group in filter(None, groups):
        yield group[:left]
        left -= len(group)
        if left <= 0:
            return


def _bounded(groups: list[list[_Typed]]) -> Iterator[list[_Typed]]:
    """The groups with no more phrases, and none of looser ones, than can be looked for."""
    phrases = 0
    for group in groups:
        phrases += len(group) > 1
        if len(group) == 1:
            yield group
        elif phrases > MAX_PHRASES:
            yield from ([one] for one in group)
        else:
            yield [_whole(one) if len(one.word.fold) < SHORTEST_PREFIX else one for one in group]


def _whole(one: _Typed) -> _Typed:
    return one._replace(is_prefix=False)


def _is_exact(words: list[Word]) -> bool:
    marked = [word for word in words if word.marked]
    bare = [word for word in words if not word.marked and word.fold in BARE_SYLLABLES]
    return bool(marked) and not (bare and all(_VOWELS.isdisjoint(word.fold) for word in marked))


def _term(typed: _Typed, exact: bool) -> Term:
    stem = stem_of(typed.written) if typed.is_prefix else None
    return Term(typed.word, exact or typed.word.marked, stem)


def _bare_globs(stem: Stem) -> Iterator[str]:
    yield f"{stem.bare}*"
    for other in _other_spellings(stem.bare):
        yield f"{other}:*"


def _exact_globs(stem: Stem) -> Iterator[str]:
    """A syllable has its tone at the end, any other word behind the letter."""
    if len(stem.tones) == 1:
        yield f"{stem.bare}*:{stem.letters}*{stem.tones}*"
    yield f"{stem.bare}*:{stem.spelled}*"
    if len(stem.tones) < 2:
        for other in _other_spellings(stem.letters):
            yield f"{other}:{other}{stem.tones or '*'}"


def _other_spellings(letters: str) -> Iterator[str]:
    """The words whose other spelling begins so: ``ki`` is also written ``ky``."""
    for spelling, other in SAME.items():
        if spelling.startswith(letters) and not other.startswith(letters):
            yield other
