"""Times that Plone's own pages tell: those of the portal's zone, whatever zone a machine keeps.

Plone tells every moment in the zone of the process, which is UTC on most servers, and the toolbar
has the browser tell it, by seconds. The history of an item, its
versions, bylines and listings all ask ``@@plone`` for the text.
"""

from DateTime import DateTime
from DateTime.interfaces import DateTimeError
from hcmedu.portal.content.moments import zone_name
from plone.app.layout.viewlets.common import ContentViewsViewlet
from Products.CMFPlone.browser.ploneview import Plone
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


def as_by_portal(time: Any) -> Any:
    """The moment as the portal's clocks show it, written in the zone of the process.

    ``DateTime`` always tells the hour of the process, in whatever zone it was asked for. What names
    no zone, or is no moment, stays. Raises nothing: templates hand over whatever they have.
    """
    if time is None:
        return None
    try:
        moment = time if isinstance(time, DateTime) else DateTime(time)
    except DateTimeError:
        return time
    if moment.timezoneNaive():
        return moment
    there = moment.toZone(zone_name())
    return DateTime(*there.parts()[:5], int(there.second()))


class LocalTimes(Plone):
    """``@@plone``."""

    def toLocalizedTime(self, time: Any, long_format: Any = None, time_only: Any = None) -> Any:
        return super().toLocalizedTime(as_by_portal(time), long_format, time_only)


class Views(ContentViewsViewlet):
    """The toolbar's entries; the one of the history says when the item was changed."""

    menu_template = ViewPageTemplateFile("menu.pt")
