"""What points to a working copy or its attachments points to the original once that took over."""

from Acquisition import aq_base
from collections.abc import Iterable
from collections.abc import Mapping
from hcmedu.portal.editorial.copies.values import References
from plone.app.iterate.dexterity import ITERATE_RELATION_NAME
from plone.uuid.interfaces import IUUID
from typing import Any
from zc.relation.interfaces import ICatalog
from zope.component import getUtility
from zope.intid.interfaces import IIntIds


def references(pairs: Iterable[tuple[Any, Any]]) -> References:
    """Each first object is to be replaced by the second one, in texts and in relations."""
    number = getUtility(IIntIds).queryId
    found = [(one, other) for one, other in pairs]
    intids = {number(aq_base(one)): number(aq_base(other)) for one, other in found}
    return References(
        {IUUID(one): IUUID(other) for one, other in found},
        {one: other for one, other in intids.items() if one and other},
    )


def redirect_relations(intids: Mapping[int, int]) -> None:
    """Relations of other objects follow: people pick a working copy from a list by its title.

    Plain relations only; the one of plone.app.iterate ends with the check-in.
    """
    catalog, numbers = getUtility(ICatalog), getUtility(IIntIds)
    for old, new in intids.items():
        for relation in list(catalog.findRelations({"to_id": old})):
            if relation.from_attribute == ITERATE_RELATION_NAME or relation.from_id in intids:
                continue
            catalog.unindex(relation)
            relation.to_id = new
            catalog.index_doc(numbers.getId(relation), relation)
