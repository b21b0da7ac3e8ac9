"""Whether a document is in force: derived from its dates and from what replaces it.

Pure at the core (``state_on``); ``force_state`` takes an object or a catalog brain, so that lists
need not wake the documents.
"""

from AccessControl.PermissionRole import rolesForPermissionOn
from datetime import date
from datetime import timedelta
from enum import StrEnum
from hcmedu.portal import _
from hcmedu.portal.content import bearing
from plone import api
from plone.uuid.interfaces import IUUID
from Products.ZCatalog.interfaces import ICatalogBrain
from typing import Any


class ForceState(StrEnum):
    """Tình trạng hiệu lực."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    REPLACED = "replaced"


STATE_TITLES = {
    ForceState.NOT_YET: _("Not yet in force"),
    ForceState.IN_FORCE: _("In force"),
    ForceState.EXPIRED: _("No longer in force"),
    ForceState.REPLACED: _("Replaced"),
}


def state_on(
    today: date, begins: date | None, until: date | None, replaced_from: date | None
) -> ForceState:
    """The state on a day; ``until`` is the last day of force, an unknown beginning has passed."""
    if replaced_from is not None and replaced_from <= today:
        return ForceState.REPLACED
    if begins is not None and today < begins:
        return ForceState.NOT_YET
    if until is not None and until < today:
        return ForceState.EXPIRED
    return ForceState.IN_FORCE


def force_state(doc: Any, today: date) -> ForceState:
    """State of an OfficialDocument, or of its catalog brain, on that day."""
    replaced = doc.replaced_from if ICatalogBrain.providedBy(doc) else replaced_from(doc)
    begins = _date(doc.in_force_from) or _date(doc.issue_date)
    return state_on(today, begins, _date(doc.in_force_until), _date(replaced))


def _date(value: Any) -> date | None:
    """A brain has Missing.Value where an object has None."""
    return value if isinstance(value, date) else None


def replaced_from(doc: Any) -> date | None:
    """First day on which a published document that replaces this one is in force; else None.

    The same for every visitor: a draft that replaces a document changes nothing for anybody.
    """
    days = [_begins(other) for other in replacing(doc) if is_public(other)]
    return min(days, default=None)


#: The last day of force of a document whose end nobody knows.
FOREVER = date(3000, 1, 1)


def first_day(doc: Any) -> date | None:
    """The first day of force; None while neither it nor the date of issue is known."""
    return _date(doc.in_force_from) or _date(doc.issue_date)


def last_day(doc: Any) -> date:
    """The last day of force, by its own end and by what replaces it; ``FOREVER`` without any."""
    replaced = replaced_from(doc)
    ends = [_date(doc.in_force_until), replaced - timedelta(days=1) if replaced else None]
    return min((end for end in ends if end), default=FOREVER)


def replacing(doc: Any) -> list[Any]:
    """The documents that say they replace this one, regardless of the user's rights.

    They point to it, or name its number: it may have come to the portal after them.
    """
    relations = api.relation.get(target=doc, relationship="replaces", unrestricted=True)
    found = [relation.from_object for relation in relations]
    known = {IUUID(other) for other in found}
    named = bearing.objects(bearing.naming(doc, bearing.REPLACES))
    return found + [
        other for other in named if IUUID(other) not in known and bearing.means(other, doc)
    ]


def _begins(doc: Any) -> date:
    return doc.in_force_from or doc.issue_date or date.min


def is_public(obj: Any) -> bool:
    """Whether visitors may see the object, whoever asks."""
    return "Anonymous" in rolesForPermissionOn("View", obj)
