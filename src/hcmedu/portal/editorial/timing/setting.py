"""Dates that come as text beside a transition or from folder contents, not through a form.

Whoever may change an item sets its dates, and that counts as a change of the item. After the
approval nobody may: who wants another date returns the item first.
"""

from collections.abc import Mapping
from DateTime import DateTime
from hcmedu.portal import _
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.editorial.timing import rules
from hcmedu.portal.editorial.timing.checks import MESSAGES
from hcmedu.portal.editorial.timing.rules import DateProblem
from hcmedu.portal.editorial.timing.schedule import dates_of
from plone import api
from plone.app.dexterity.behaviors.metadata import IPublication
from typing import Any
from zope.event import notify
from zope.i18nmessageid import Message
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent

import dateutil.parser


DATES_ARE_FIXED = _(
    "The dates can't be changed any more: return the item to its author, who sets them."
)
NO_DATE = _("Enter a date and time such as 2026-11-20 08:00.")
MODIFY = "Modify portal content"


class DatesRefused(Exception):
    """These dates can't be set; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def may_set_dates(item: Any) -> bool:
    return bool(api.user.has_permission(MODIFY, obj=item))


def set_dates(item: Any, texts: Mapping[str, str]) -> None:
    """Set ``effective`` and ``expires`` of an item; a missing or empty one stays as it is.

    Texts are in the site's zone. Raises ``DatesRefused`` and changes nothing then.
    """
    given = {name: site_time(text) for name, text in texts.items() if text}
    if not given:
        return
    if not may_set_dates(item):
        raise DatesRefused(DATES_ARE_FIXED)
    effective, expires = dates_of(item)
    effective, expires = given.get("effective", effective), given.get("expires", expires)
    if rules.is_reversed(effective, expires):
        raise DatesRefused(MESSAGES[DateProblem.ORDER])
    item.setEffectiveDate(effective)
    item.setExpirationDate(expires)
    names = [f"IPublication.{name}" for name in given]
    notify(ObjectModifiedEvent(item, Attributes(IPublication, *names)))


def site_time(text: str) -> DateTime:
    """``2026-11-20 08:00`` or with a T, as browsers send it. Raises ``DatesRefused``."""
    try:
        moment = in_zone(dateutil.parser.isoparse(text.strip().replace(" ", "T")))
    except (ValueError, OverflowError) as error:
        raise DatesRefused(NO_DATE) from error
    # In the server's zone, as everything else that Plone writes there: its forms strip the zone.
    found = DateTime(moment)
    return found.toZone(found.localZone())
