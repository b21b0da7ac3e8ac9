"""The full-text index for Vietnamese: a ZCTextIndex that answers ``parse_query``.

A query with diacritics finds these words only; one without finds every variant, the literal form
first. Words in the title come before words in the text, and before both the document whose number
was asked for.
"""

from Acquisition import aq_inner
from Acquisition import aq_parent
from BTrees.IIBTree import IIBucket
from BTrees.IIBTree import IISet
from BTrees.IIBTree import intersection
from BTrees.IIBTree import multiunion
from BTrees.IIBTree import weightedUnion
from collections.abc import Callable
from functools import reduce
from hcmedu.portal.documents.search.words import typed
from hcmedu.portal.vietnamese import parse_query
from hcmedu.portal.vietnamese import Query
from hcmedu.portal.vietnamese import Term
from Products.ZCTextIndex import WidCode
from Products.ZCTextIndex.SetOps import mass_weightedIntersection
from Products.ZCTextIndex.SetOps import mass_weightedUnion
from Products.ZCTextIndex.ZCTextIndex import ZCTextIndex
from typing import Any

import re


META_TYPE = "Vietnamese text index"
TITLE_INDEX, NUMBER_INDEX = "Title", "document_numbers"
#: Times that a word in the very form that was typed counts more than its variants.
LITERAL, VARIANT = 8, 1
#: Words of one prefix that are told apart by how often they stand in a document.
MANY = 200
#: Added to the score of what has the words in its title, or bears the number: above any other.
IN_TITLE, BY_NUMBER = 1 << 27, 1 << 29
#: Scores of words stay below what is added to them.
HIGHEST = IN_TITLE - 1
#: Terms that cannot reach it: of each count ``MANY`` words, none more than 35,000.
HARMLESS = 16


class VietnameseTextIndex(ZCTextIndex):
    """As ZCTextIndex in all but the answer to a query. Its lexicon must cut atoms."""

    meta_type = META_TYPE

    def query_index(self, record: Any, resultset: Any = None) -> Any:
        """Record numbers with their scores; None, which restricts nothing, for no query at all."""
        text = typed(" ".join(record.keys))
        if not text.strip():
            return None
        query = parse_query(text)
        found = self.scores(query)
        found = capped(found) if len(query.terms) > HARMLESS else found
        for docs, bonus in ((self._titled(query), IN_TITLE), (self._numbered(query), BY_NUMBER)):
            if docs:
                # Of a set each element counts as 1.
                _weight, found = weightedUnion(found, intersection(docs, found), 1, bonus)
        return found

    def scores(self, query: Query) -> Any:
        """What holds every group of the query, by relevance; nothing for an empty query."""
        found = [self._group(group) for group in query.groups]
        if len(found) < 2:
            return found[0] if found else IIBucket()
        return mass_weightedIntersection([(each, 1) for each in found])

    def _group(self, group: tuple[Term, ...]) -> Any:
        return self._phrase(group) if len(group) > 1 else self._word(*group)

    def _word(self, term: Term) -> Any:
        return self._scored(term, self._wids(term))

    def _scored(self, term: Term, wids: list[int]) -> Any:
        """Documents that hold one of the words; beyond ``MANY`` words all count the same."""
        if len(wids) > MANY:
            return weightedUnion(IIBucket(), self._holders(wids), 0, VARIANT)[1]
        weighted = self._weighted(term, wids)
        return weighted[0][0] if len(weighted) == 1 else mass_weightedUnion(weighted)

    def _holders(self, wids: list[int]) -> Any:
        """Record numbers of what holds one of the words."""
        held = (self.index._wordinfo[wid] for wid in wids)
        # A word that few documents hold is kept in a plain mapping.
        return multiunion([IISet(each) for each in held])

    def _weighted(self, term: Term, wids: list[int]) -> list[tuple[Any, int]]:
        literal = self.getLexicon().get_wid(term.atom)
        return [
            (docs, LITERAL if wid == literal else VARIANT)
            for wid, (docs, _weight) in zip(wids, self.index._search_wids(wids), strict=True)
        ]

    def _wids(self, term: Term) -> list[int]:
        """Ids of all words that a term stands for and that occur in this index."""
        lexicon = self.getLexicon()
        found = {wid for glob in term.globs for wid in lexicon.globToWordIds(glob)}
        return self.index._remove_oov_wids(sorted(found))

    def _phrase(self, group: tuple[Term, ...]) -> Any:
        """What holds the words side by side. The codes of words tell where one of them begins."""
        wids = [self._wids(term) for term in group]
        if not all(wids):
            return IIBucket()
        words = [self._scored(*each) for each in zip(group, wids, strict=True)]
        candidates = mass_weightedIntersection([(each, 1) for each in words])
        is_beside = beside(wids)
        texts = self.index._docwords
        return IIBucket({doc: score for doc, score in candidates.items() if is_beside(texts[doc])})

    def _titled(self, query: Query) -> Any:
        """Record numbers of what has the words in its title."""
        titles = self._other(TITLE_INDEX)
        if not isinstance(titles, VietnameseTextIndex) or titles.id == self.id:
            return IISet()
        return titles.documents(query)

    def documents(self, query: Query) -> Any:
        """As ``scores``, without any: which documents hold every group of the query."""
        found = [self._documents(group) for group in query.groups]
        return reduce(intersection, found) if found else IISet()

    def _documents(self, group: tuple[Term, ...]) -> Any:
        if len(group) > 1:
            return IISet(self._phrase(group))
        return self._holders(self._wids(*group))

    def _numbered(self, query: Query) -> Any:
        """Record numbers of the documents that bear the number of the query."""
        numbers = self._other(NUMBER_INDEX)
        if query.number is None or numbers is None:
            return IISet()
        keys = numbers._index.keys(query.number, query.number + "\uffff", excludemax=True)
        docs = (numbers._index[key] for key in keys)
        return multiunion([IISet([each]) if isinstance(each, int) else each for each in docs])

    def _other(self, name: str) -> Any | None:
        """Another index of the same catalog."""
        catalog = aq_parent(aq_inner(self))
        indexes = getattr(catalog, "indexes", {})
        return indexes[name].__of__(catalog) if name in indexes else None


def beside(wids: list[list[int]]) -> Callable[[Any], Any]:
    """Tells whether a coded text holds one word of each list, one behind the other."""
    if all(len(each) == 1 for each in wids):
        code = WidCode.encode([wid for (wid,) in wids])
        return lambda text: code in text
    return re.compile("".join(map(_any_of, wids)), re.DOTALL).search


def _any_of(wids: list[int]) -> str:
    return f"(?:{'|'.join(re.escape(WidCode.encode([wid])) for wid in wids)})"


def capped(scores: Any) -> Any:
    """The scores, none above ``HIGHEST``; hardly ever is one."""
    if max(scores.values(), default=0) <= HIGHEST:
        return scores
    return IIBucket({doc: min(score, HIGHEST) for doc, score in scores.items()})
