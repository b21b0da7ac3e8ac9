"""The full-text index for Vietnamese: a ZCTextIndex that answers ``parse_query``.

A query with diacritics finds these words only; one without finds every variant, the literal form
first. Words in the title come before words in the text, and before both the document whose number
was asked for.
"""

from Acquisition import aq_inner
from Acquisition import aq_parent
from BTrees.IIBTree import IIBTree
from BTrees.IIBTree import IISet
from BTrees.IIBTree import intersection
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
#: Added to the score of what has the words in its title, or bears the number: above any other.
IN_TITLE, BY_NUMBER = 1 << 27, 1 << 29
#: Scores of words stay below what is added to them.
HIGHEST = IN_TITLE - 1


class VietnameseTextIndex(ZCTextIndex):
    """As ZCTextIndex in all but the answer to a query. Its lexicon must cut atoms."""

    meta_type = META_TYPE

    def query_index(self, record: Any, resultset: Any = None) -> Any:
        """Record numbers with their scores; None, which restricts nothing, for no query at all."""
        text = typed(" ".join(record.keys))
        if not text.strip():
            return None
        query = parse_query(text)
        found = IIBTree(capped(self.scores(query)))
        self._put_titles_first(query, found)
        self._put_numbers_first(query, found)
        return found

    def scores(self, query: Query) -> Any:
        """What holds every group of the query, by relevance; nothing for an empty query."""
        if not query:
            return IIBTree()
        found = [self._group(group) for group in query.groups]
        return mass_weightedIntersection([(each, 1) for each in found])

    def _group(self, group: tuple[Term, ...]) -> Any:
        return self._phrase(group) if len(group) > 1 else self._word(*group)

    def _word(self, term: Term) -> Any:
        return mass_weightedUnion(self._weighted(term, self._wids(term)))

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
            return IIBTree()
        words = [mass_weightedUnion(self._weighted(t, w)) for t, w in zip(group, wids, strict=True)]
        candidates = mass_weightedIntersection([(each, 1) for each in words])
        beside = re.compile("".join(map(_any_of, wids)), re.DOTALL)
        texts = self.index._docwords
        return IIBTree(
            {doc: score for doc, score in candidates.items() if beside.search(texts[doc])}
        )

    def _put_titles_first(self, query: Query, found: IIBTree) -> None:
        titles = self._other(TITLE_INDEX)
        if not isinstance(titles, VietnameseTextIndex) or titles.id == self.id:
            return
        for doc in intersection(IISet(found), IISet(titles.scores(query))):
            found[doc] += IN_TITLE

    def _put_numbers_first(self, query: Query, found: IIBTree) -> None:
        numbers = self._other(NUMBER_INDEX)
        if query.number is None or numbers is None:
            return
        keys = numbers._index.keys(query.number, query.number + "\uffff", excludemax=True)
        for key in keys:
            docs = numbers._index[key]
            for doc in [docs] if isinstance(docs, int) else docs:
                if doc in found:
                    found[doc] = min(found[doc], 2 * HIGHEST) % BY_NUMBER + BY_NUMBER

    def _other(self, name: str) -> Any | None:
        """Another index of the same catalog."""
        catalog = aq_parent(aq_inner(self))
        indexes = getattr(catalog, "indexes", {})
        return indexes[name].__of__(catalog) if name in indexes else None


def _any_of(wids: list[int]) -> str:
    return f"(?:{'|'.join(re.escape(WidCode.encode([wid])) for wid in wids)})"


def capped(scores: Any) -> dict[int, int]:
    return {doc: min(score, HIGHEST) for doc, score in scores.items()}
