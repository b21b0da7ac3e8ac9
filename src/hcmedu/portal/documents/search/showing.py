"""How a hit is shown: the passage of an item that holds what was searched, as HTML."""

from collections.abc import Iterable
from hcmedu.portal.content.filetext import file_text
from hcmedu.portal.vietnamese import excerpt
from hcmedu.portal.vietnamese import highlight
from hcmedu.portal.vietnamese import matches
from hcmedu.portal.vietnamese import parse_query
from hcmedu.portal.vietnamese import Query
from html import escape
from plone import api
from plone.indexer.interfaces import IIndexer
from typing import Any
from zope.component import queryMultiAdapter


LENGTH = 220
#: Signs of a text that are looked through; a page of results shows ten or twenty of them.
LOOKED_THROUGH = 100_000


def html(pieces: Iterable[Any]) -> str:
    """Pieces of ``excerpt`` or ``highlight``, escaped, the hits marked."""
    return "".join(
        f"<mark>{escape(piece.text)}</mark>" if piece.is_hit else escape(piece.text)
        for piece in pieces
    )


def marked_title(title: str, text: str) -> str:
    """HTML of a title with the words of the query marked."""
    return html(highlight(title, parse_query(text)))


def marked_excerpt(brain: Any, text: str) -> str:
    """HTML of the passage of a found item; without a query, of its description.

    Of the description, else of the file's own text, else of all that the index holds: the first
    in which the whole query stands.
    """
    query, description = parse_query(text), brain.Description or ""
    if not query or matches(description, query):
        return html(excerpt(description, query, LENGTH))
    inside = file_text(brain._unrestrictedGetObject())[:LOOKED_THROUGH]
    if matches(inside, query):
        return html(excerpt(inside, query, LENGTH))
    return html(excerpt(passages(brain, query) or description, query, LENGTH))


def passages(brain: Any, query: Query) -> str:
    """The text in which to look: what the full-text index holds, without id and title of the item.

    The brain stands for an item that the user may view; an item that is gone has no text.
    """
    item = brain._unrestrictedGetObject()
    catalog = api.portal.get_tool("portal_catalog")
    indexer = queryMultiAdapter((item, catalog), IIndexer, name="SearchableText")
    text = (indexer() if indexer else "") or ""
    text = text.decode() if isinstance(text, bytes) else text
    text = text[:LOOKED_THROUGH].replace(brain.getId, " ") if "-" in brain.getId else text
    return text[:LOOKED_THROUGH].strip().removeprefix(brain.Title).strip()
