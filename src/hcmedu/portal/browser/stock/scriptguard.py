"""Scripts that pages carry are the server operator's (``Manager``), not the administrator's.

Plone's panels let an administrator put a script into every page. It would run in the browser of the
board head and approve there in his name, past the rule of two people (4210/GDĐT-TTTT III.5), and in
that of each visitor. Whole panels are closed by ``rolemap.xml``; here are single settings.
"""

from AccessControl import getSecurityManager
from AccessControl import Unauthorized
from plone import api
from plone.registry.interfaces import IRecordAddedEvent
from Products.CMFCore.permissions import ManagePortal
from Products.CMFPlone.controlpanel.browser import resourceregistry
from Products.CMFPlone.controlpanel.browser.site import SiteControlPanel
from Products.CMFPlone.controlpanel.browser.site import SiteControlPanelForm
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.globalrequest import getRequest

import os


STATISTICS = "webstats_js"
#: Records, or how their names begin: markup in pages, bundles, themes, what the HTML filter lets
#: through, what the editor loads.
GUARDED = (
    f"plone.{STATISTICS}",
    "plone.bundles/",
    "plone.resources/",
    "plone.app.theming.",
    "plone.disable_filtering",
    "plone.valid_tags",
    "plone.nasty_tags",
    "plone.custom_attributes",
    "plone.content_css",
    "plone.custom_plugins",
    "plone.other_settings",
    "plone.plugins",
)


def is_operator() -> bool:
    return bool(getSecurityManager().checkPermission(ManagePortal, api.portal.get()))


def record_changed(event: Any) -> None:
    """``IRecordModifiedEvent``, ``IRecordAddedEvent``: by whatever page or service; raises
    Unauthorized. What nobody asked for by a request is the operator's anyway."""
    request = getRequest()
    is_asked = request is not None and request.get("PUBLISHED") is not None
    if not is_asked or not event.record.__name__.startswith(GUARDED):
        return
    is_new = IRecordAddedEvent.providedBy(event)
    if (is_new or event.oldValue != event.newValue) and not is_operator():
        raise Unauthorized("Scripts in pages are for the operator of the server.")


class SiteForm(SiteControlPanelForm):
    """Site settings; the script for statistics for the operator alone."""

    def updateFields(self) -> None:
        super().updateFields()
        if not is_operator():
            self.fields = self.fields.omit(STATISTICS)


class SitePanel(SiteControlPanel):
    form = SiteForm


class ResourcesPanel(resourceregistry.ResourceRegistryControlPanelView):
    """Bundles of scripts; registered for the operator."""

    index = ViewPageTemplateFile(
        os.path.join(os.path.dirname(resourceregistry.__file__), "resourceregistry.pt")
    )

    def __call__(self) -> str:
        return self.index()
