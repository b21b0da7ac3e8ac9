"""A fresh school gets its home page and calm columns; a site in use keeps what it has."""

from hcmedu.portal.school.interfaces import ISchoolBuilt
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from plone.portlets.constants import CONTEXT_CATEGORY
from plone.portlets.interfaces import ILocalPortletAssignmentManager
from plone.portlets.interfaces import IPortletAssignmentMapping
from plone.portlets.interfaces import IPortletAssignmentSettings
from plone.portlets.interfaces import IPortletManager
from typing import Any
from zope.component import getMultiAdapter
from zope.component import getUtility


HOME = "school_home"
FOOTER = "plone.footerportlets"
COLUMNS = ("plone.leftcolumn", "plone.rightcolumn")
NAVIGATION_PORTLET = "navigation"
#: What menu and site map show; the news of some years would make a site map of thousands of lines.
MENU_TYPES = ("Folder",)


def set_home_page(event: ISchoolBuilt) -> None:
    """Subscriber of ``SchoolBuilt``: only a root that held no content before gets our layout."""
    if not event.fresh:
        return
    event.object.setLayout(HOME)
    if IPloneSiteRoot.providedBy(event.object):
        calm_site(event.object)
    else:
        calm_school(event.object)


def calm_site(site: Any) -> None:
    """The menu shows sections, so the navigation portlet would only repeat it in a column."""
    manager = getUtility(IPortletManager, name=COLUMNS[0])
    mapping = getMultiAdapter((site, manager), IPortletAssignmentMapping)
    if NAVIGATION_PORTLET in mapping:
        del mapping[NAVIGATION_PORTLET]
    settle_footer(site)
    api.portal.set_registry_record("plone.nonfolderish_tabs", False)
    api.portal.set_registry_record("plone.displayed_types", MENU_TYPES)


def settle_footer(site: Any) -> None:
    """Let plone.portlets write what it writes when a portlet is looked at for the first time.

    On a stock site the first visitor does that. Ours sees another footer, so that it would fall to
    the administrator's list of users, which plone.protect then stops with a question.
    """
    manager = getUtility(IPortletManager, name=FOOTER)
    for assignment in getMultiAdapter((site, manager), IPortletAssignmentMapping).values():
        IPortletAssignmentSettings(assignment)


def calm_school(school: Any) -> None:
    """A school inside a central portal does not inherit the columns of that portal."""
    for name in COLUMNS:
        manager = getUtility(IPortletManager, name=name)
        assignments = getMultiAdapter((school, manager), ILocalPortletAssignmentManager)
        assignments.setBlacklistStatus(CONTEXT_CATEGORY, True)
