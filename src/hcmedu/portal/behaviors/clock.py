"""The day and the hour of the portal: the server's clock, in the time zone of the site.

What opens and closes by law does so by the city's clocks (Asia/Ho_Chi_Minh), whatever the zone of
the machine and of the person. Stands below all rooms that ask for it; ``content.moments`` is what
those above ``content`` use.
"""

from datetime import date
from datetime import datetime
from datetime import UTC
from plone.registry.interfaces import IRegistry
from typing import Any
from zope.component import queryUtility

import pytz


FALLBACK_ZONE = "Asia/Ho_Chi_Minh"


def zone_name(context: Any = None) -> str:
    """Name of the site's time zone; ``context`` is what a widget passes and does not matter."""
    settings = queryUtility(IRegistry)
    name = None if settings is None else settings.get("plone.portal_timezone")
    return name if name in pytz.all_timezones_set else FALLBACK_ZONE


def in_zone(value: datetime | None) -> datetime | None:
    """The same moment in the site's zone; a naive value is meant in that zone."""
    if value is None:
        return None
    zone = pytz.timezone(zone_name())
    if value.tzinfo is None:
        return zone.localize(value)
    return zone.normalize(value.astimezone(zone))


def now() -> datetime:
    """The server's clock in the site's zone."""
    return in_zone(datetime.now(UTC))


def today() -> date:
    """The day in the site's zone: at 00:30 in Hồ Chí Minh City a machine in UTC has yesterday."""
    return now().date()
