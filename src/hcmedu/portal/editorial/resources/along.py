"""Which resources go the way of an item: a relation from the item to each File or Image.

It is made when the item is submitted, by the rights of who submits, and lasts while the item is
pending, approved or published. What a resource would be without any item is its own state; it is
kept on the resource while items decide about it.
"""

from Acquisition import aq_base
from collections.abc import Iterable
from hcmedu.portal.editorial.resources.references import state_of
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any
from z3c.relationfield import RelationValue
from z3c.relationfield.event import _setRelation
from zc.relation.interfaces import ICatalog
from zope.component import queryUtility
from zope.intid.interfaces import IIntIds


TAKES_ALONG = "hcmedu.takes_along"
#: States in which an item holds its resources, the strongest last.
ACTIVE = ("pending", "approved", "published")
_OWN = "_hcmedu_own_state"


def taken_along(item: Any) -> list[Any]:
    """The resources that go the way of this item."""
    return [relation.to_object for relation in _relations(from_id=_number(item))]


def takers(resource: Any) -> list[Any]:
    """The items whose way a resource goes."""
    return [relation.from_object for relation in _relations(to_id=_number(resource))]


def take_along(item: Any, resource: Any) -> None:
    """From now on the resource goes the way of the item. (The caller settles its state.)"""
    if not _relations(from_id=_number(item), to_id=_number(resource)):
        _setRelation(item, TAKES_ALONG, RelationValue(_number(resource)))


def let_go(items: Iterable[Any], resources: Iterable[Any]) -> None:
    """The resources no longer go the way of these items. (The caller settles their state.)"""
    targets = list(resources)
    for item in items:
        for resource in targets:
            for relation in _relations(from_id=_number(item), to_id=_number(resource)):
                queryUtility(ICatalog).unindex(relation)


def _relations(**ends: int | None) -> list[Any]:
    """Whole relations between objects that exist; none for an end without a number."""
    catalog = queryUtility(ICatalog)
    if catalog is None or None in ends.values():
        return []
    found = catalog.findRelations({**ends, "from_attribute": TAKES_ALONG})
    return [each for each in found if not each.isBroken() and each.from_object is not None]


def _number(content: Any) -> int | None:
    intids = queryUtility(IIntIds)
    return intids.queryId(content) if intids is not None else None


def forget_all_ties() -> None:
    """Take the relations of this site and the kept states away, with the add-on."""
    catalog = queryUtility(ICatalog)
    for relation in _relations():
        catalog.unindex(relation)
    index = api.portal.get_tool("portal_catalog")
    if "by_use" in index.indexes():
        for brain in index.unrestrictedSearchResults(by_use=True):
            forget_own_state(brain._unrestrictedGetObject())


# The state of its own ----------------------------------------------------------------------------


def own_state(resource: Any) -> str | None:
    """The state that people gave to a resource itself; None where it has no workflow.

    A copy carries the attribute of its original, but not its UID.
    """
    uid, state = getattr(aq_base(resource), _OWN, (None, None))
    return state if uid == IUUID(resource) else state_of(resource)


def keep_own_state(resource: Any) -> None:
    """Remember the present state as its own, before an item changes it."""
    setattr(aq_base(resource), _OWN, (IUUID(resource), own_state(resource)))


def forget_own_state(resource: Any) -> bool:
    """Its present state is its own; tell whether it was not so before."""
    if not hasattr(aq_base(resource), _OWN):
        return False
    delattr(aq_base(resource), _OWN)
    return True


def is_by_use(resource: Any) -> bool:
    """Whether a resource is in its state only because of the items that use it."""
    return hasattr(aq_base(resource), _OWN) and own_state(resource) != state_of(resource)


def may_become(resource: Any) -> str | None:
    """The state in which a resource belongs now; None where it has no workflow.

    The strongest of its own state and the states of the items whose way it goes. What people took
    down stays down. What was public and is neither approved nor published with any item any more
    is 'withdrawn'.
    """
    now, own = state_of(resource), own_state(resource)
    if now is None or own == "withdrawn":
        return now and own
    held = [own, *(state_of(item) for item in takers(resource))]
    strongest = max(held, key=_strength)
    if strongest in ("approved", "published"):
        return strongest
    if now in ("published", "withdrawn"):
        return "withdrawn"
    return strongest if strongest in ACTIVE else "draft"


def _strength(state: str | None) -> int:
    return ACTIVE.index(state) + 1 if state in ACTIVE else 0
