"""Plone's link integrity, fed with addresses that it can bear.

The stock retriever raises an error on a ``srcset`` that ends in a comma, and what follows its links
does so on ``http://[`` and on ``resolveuid`` alone: the text could not be saved. An address through
``++api++`` turns the request that saves it into one of the REST API.
"""

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from hcmedu.portal.editorial.resources.references import links_of
from hcmedu.portal.editorial.resources.references import used_by_item
from plone.app.linkintegrity.interfaces import IRetriever
from plone.dexterity.interfaces import IDexterityContainer
from plone.dexterity.interfaces import IDexterityItem
from plone.uuid.interfaces import IUUID
from typing import Any
from urllib.parse import urlsplit
from zope.component import adapter
from zope.interface import implementer


@implementer(IRetriever)
class Retriever:
    """``IRetriever`` of all content."""

    def __init__(self, context: Any) -> None:
        self.context = context

    def retrieveLinks(self) -> set[str]:
        links = {link for link in links_of(self.context) if is_bearable(link)}
        used = (each for each in used_by_item(self.context) if not self._holds(each))
        return links | {f"resolveuid/{IUUID(each)}" for each in used}

    def _holds(self, resource: Any) -> bool:
        """What is only attached to the item may be taken from it without a warning."""
        return aq_base(aq_parent(aq_inner(resource))) is aq_base(self.context)


@adapter(IDexterityItem)
class ItemRetriever(Retriever):
    """More special than the stock adapter, which is there for all content."""


@adapter(IDexterityContainer)
class ContainerRetriever(Retriever):
    """The same for containers."""


def is_bearable(link: str) -> bool:
    try:
        path = urlsplit(link).path
    except ValueError:
        return False
    return "++" not in path and not path.endswith("resolveuid")
