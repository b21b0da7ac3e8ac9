"""Bring the room to a site, and take it away."""

from hcmedu.portal.viewer.asking import ask_for_all
from hcmedu.portal.viewer.documentviewer import ANNOTATION
from hcmedu.portal.viewer.holders import TYPES
from hcmedu.portal.viewer.notes import forget
from hcmedu.portal.viewer.settings import make_settings
from hcmedu.portal.viewer.settings import remove_settings
from hcmedu.portal.viewer.store import make_shelf
from hcmedu.portal.viewer.store import remove_shelf
from plone import api
from plone.browserlayer.utils import registered_layers
from plone.browserlayer.utils import unregister_layer
from typing import Any
from zope.annotation.interfaces import IAnnotations


#: What the profile of collective.documentviewer added on older versions of Plone.
OLD_VIEWS = frozenset({"documentviewer", "dvpdf-group-view"})
OLD_CONFIGLETS = ("documentviewer", "documentviewer-jobs")
OLD_LAYER = "collective.documentviewer.interfaces.ILayer"
OLD_PROFILE = "collective.documentviewer:default"
OLD_ACTIONS = {"object": "documentviewer_settings", "object_buttons": "documentviewer_convert"}


def install_viewer(site: Any) -> int:
    """Settings, the place for pages, and a job for each file that has none; how many jobs.

    Changes nothing the second time. Whatever documentviewer's own profile brought to this site
    before goes, since none of its pages is there any more.
    """
    remove_old_parts(site)
    make_settings()
    make_shelf()
    return ask_for_all()


def remove_viewer(site: Any) -> None:
    """Pages, notes and settings go; files stay. For the time before the layer is removed."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type=list(TYPES)):
        obj = brain._unrestrictedGetObject()
        if ANNOTATION in IAnnotations(obj):
            forget(obj)
    remove_shelf()
    remove_settings()


def remove_old_parts(site: Any) -> None:
    """Menu entries and views that would lead nowhere; the order of all others stays."""
    for fti in api.portal.get_tool("portal_types").objectValues():
        methods = getattr(fti, "view_methods", ())
        if OLD_VIEWS & set(methods):
            kept = tuple(name for name in methods if name not in OLD_VIEWS)
            fti.manage_changeProperties(view_methods=kept)
    panel = api.portal.get_tool("portal_controlpanel")
    for name in OLD_CONFIGLETS:
        panel.unregisterConfiglet(name)
    actions = api.portal.get_tool("portal_actions")
    for category, name in OLD_ACTIONS.items():
        if name in actions.get(category, {}):
            del actions[category][name]
    if OLD_LAYER in [layer.__identifier__ for layer in registered_layers()]:
        unregister_layer(ANNOTATION)
    site.portal_setup.unsetLastVersionForProfile(OLD_PROFILE)
    forget_old_layouts()


def forget_old_layouts() -> None:
    """Files for which documentviewer chose its own view are shown by their type's again."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(portal_type="File"):
        obj = brain._unrestrictedGetObject()
        if vars(obj).get("layout") in OLD_VIEWS:
            del obj.layout
