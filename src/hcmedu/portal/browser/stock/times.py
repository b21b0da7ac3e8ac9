"""Times that Plone's own pages tell: those of the portal's zone, whatever zone a machine keeps.

Plone tells a moment in the zone with which it was stored, which is that of the process (UTC on
most servers), and the toolbar has the browser tell it, by seconds. The history of an item, its
versions, bylines and listings all ask ``@@plone`` for the text.
"""

from DateTime import DateTime
from hcmedu.portal.content.moments import zone_name
from plone.app.layout.viewlets.common import ContentViewsViewlet
from Products.CMFPlone.browser.ploneview import Plone
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any


def in_portal_zone(time: Any) -> Any:
    """The same moment in the portal's zone; what names no zone, or is no moment, stays.

    Raises nothing: templates hand over whatever they have.
    """
    if time is None:
        return None
    try:
        moment = time if isinstance(time, DateTime) else DateTime(time)
    except Exception:  # DateTime raises strings' errors of many kinds, as its own callers know
        return time
    return moment if moment.timezoneNaive() else moment.toZone(zone_name())


class LocalTimes(Plone):
    """``@@plone``."""

    def toLocalizedTime(self, time: Any, long_format: Any = None, time_only: Any = None) -> Any:
        return super().toLocalizedTime(in_portal_zone(time), long_format, time_only)


class Views(ContentViewsViewlet):
    """The toolbar's entries; the one of the history says when the item was changed."""

    menu_template = ViewPageTemplateFile("menu.pt")
