"""Put the Vietnamese index in place of Plone's three full-text ones, and take it away again.

A site with content is never left with an empty index: what replaces one is filled in the same
transaction. Doing it again does nothing.
"""

from hcmedu.portal.documents.search.index import VietnameseTextIndex
from hcmedu.portal.documents.search.lexicon import ensure_lexicon
from hcmedu.portal.documents.search.lexicon import LEXICON_ID
from hcmedu.portal.documents.search.lexicon import remove_lexicon
from plone import api
from Products.ZCTextIndex.ZCTextIndex import ZCTextIndex
from typing import Any


INDEXES = ("SearchableText", "Title", "Description")
STOCK_LEXICON = "plone_lexicon"


class Extra:
    """How a text index is described to its constructor."""

    def __init__(self, lexicon_id: str) -> None:
        self.lexicon_id, self.index_type = lexicon_id, "Okapi BM25 Rank"


def install_search(site: Any) -> bool:
    """True when something was changed."""
    catalog = api.portal.get_tool("portal_catalog")
    ensure_lexicon(catalog)
    return replace(catalog, VietnameseTextIndex, LEXICON_ID)


def remove_search(site: Any) -> None:
    catalog = api.portal.get_tool("portal_catalog")
    replace(catalog, ZCTextIndex, STOCK_LEXICON)
    remove_lexicon(catalog)


def replace(catalog: Any, kind: type, lexicon_id: str) -> bool:
    """Make each index one of that kind with that lexicon, and fill those that were not."""
    present = [name for name in INDEXES if name in catalog.indexes()]
    changed = [name for name in present if not fits(catalog, name, kind, lexicon_id)]
    for name in changed:
        catalog.delIndex(name)
        catalog.addIndex(name, kind(name, Extra(lexicon_id), catalog, field_name=name))
    if changed:
        catalog.reindexIndex(tuple(changed), None)
    return bool(changed)


def fits(catalog: Any, name: str, kind: type, lexicon_id: str) -> bool:
    index = catalog._catalog.indexes[name]
    return type(index) is kind and index.lexicon_id == lexicon_id
