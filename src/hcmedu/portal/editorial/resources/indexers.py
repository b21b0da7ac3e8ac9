"""Catalog: what is in its state only because an item uses it."""

from hcmedu.portal.editorial.resources.along import is_by_use
from hcmedu.portal.editorial.resources.links import is_resource
from plone import api
from plone.dexterity.interfaces import IDexterityContent
from plone.indexer import indexer
from typing import Any


@indexer(IDexterityContent)
def by_use(content: Any) -> bool:
    """False for everything else, so that queries may ask for False."""
    return is_resource(content) and is_by_use(content)


def fill_index() -> None:
    """Let the index know what was there before it; a list that asks for False finds that, too."""
    catalog = api.portal.get_tool("portal_catalog")
    if "by_use" in catalog.indexes() and catalog.Indexes["by_use"].numObjects() < len(catalog):
        catalog.reindexIndex(["by_use"], None)
