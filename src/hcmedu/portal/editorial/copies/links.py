"""Which item is the working copy of which: the one relation by which plone.app.iterate ties them.

The markers are asked first. They stand on the object itself, so that a list of items without
working copies costs no query.
"""

from Acquisition import aq_base
from Acquisition import aq_inner
from dataclasses import dataclass
from plone.app.iterate.dexterity import ITERATE_RELATION_NAME
from plone.app.iterate.interfaces import IBaseline
from plone.app.iterate.interfaces import IWorkingCopy
from plone.app.iterate.interfaces import keys
from plone.app.iterate.util import get_storage
from typing import Any
from zc.relation.interfaces import ICatalog
from zope.component import getUtility
from zope.intid.interfaces import IIntIds


@dataclass(frozen=True)
class Checkout:
    """Who made a working copy and when (a Zope ``DateTime``)."""

    user_id: str
    time: Any


def baseline_of(item: Any) -> Any | None:
    """The item that this working copy will replace; None for everything else."""
    if not IWorkingCopy.providedBy(item):
        return None
    relation = relation_of(item, "to_id")
    return _object(relation.from_id) if relation is not None else None


def working_copy_of(item: Any) -> Any | None:
    """The working copy of an item; None where there is none."""
    if not IBaseline.providedBy(item):
        return None
    relation = relation_of(item, "from_id")
    return _object(relation.to_id) if relation is not None else None


def checkout_of(copy: Any) -> Checkout | None:
    """Who made this working copy; None where it is none."""
    relation = relation_of(copy, "to_id")
    if relation is None:
        return None
    stored = get_storage(relation, default={})
    return Checkout(stored.get(keys.checkout_user) or "", stored.get(keys.checkout_time))


def relation_of(item: Any, end: str) -> Any | None:
    """The relation at whose ``end`` (``from_id``: original, ``to_id``: copy) the item stands."""
    number = getUtility(IIntIds).queryId(aq_base(aq_inner(item)))
    if number is None:
        return None
    query = {end: number, "from_attribute": ITERATE_RELATION_NAME}
    return next(iter(getUtility(ICatalog).findRelations(query)), None)


def _object(number: int | None) -> Any | None:
    return getUtility(IIntIds).queryObject(number) if number is not None else None


def unlink(copy: Any) -> None:
    """End the relation; markers and locks follow from the events of plone.app.iterate."""
    relation = relation_of(copy, "to_id")
    if relation is not None:
        getUtility(ICatalog).unindex(relation)
        getUtility(IIntIds).unregister(relation)
