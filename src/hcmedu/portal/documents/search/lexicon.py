"""The lexicon of the Vietnamese index: a lexicon of its own, whose only element cuts atoms.

Plone's own lexicon stays as it is: importing the definition of a lexicon again empties it, and with
it every index that uses it. Ours stands in no profile.
"""

from collections.abc import Iterable
from hcmedu.portal.vietnamese import atoms
from hcmedu.portal.vietnamese import query_atoms
from itertools import chain
from Products.ZCTextIndex.interfaces import ILexicon
from Products.ZCTextIndex.ZCTextIndex import PLexicon
from typing import Any
from zope.interface import implementer_only


LEXICON_ID = "hcmedu_lexicon"


class Atoms:
    """Element of a pipeline: texts in, atoms out. Idempotent, since pipelines run twice."""

    def process(self, texts: Iterable[str]) -> list[str]:
        return list(chain.from_iterable(map(atoms, texts)))

    def processGlob(self, texts: Iterable[str]) -> list[str]:
        return list(chain.from_iterable(map(query_atoms, texts)))

    process_post_glob = processGlob


@implementer_only(ILexicon)
class VietnameseLexicon(PLexicon):
    """Known to no GenericSetup adapter: no export holds it, so that no import can empty it."""


def ensure_lexicon(catalog: Any) -> PLexicon:
    """The lexicon of a catalog; made where there is none, never emptied."""
    if LEXICON_ID not in catalog.objectIds():
        catalog._setObject(LEXICON_ID, VietnameseLexicon(LEXICON_ID, "Vietnamese words", Atoms()))
    return catalog._getOb(LEXICON_ID)


def remove_lexicon(catalog: Any) -> None:
    if LEXICON_ID in catalog.objectIds():
        catalog._delObject(LEXICON_ID)
