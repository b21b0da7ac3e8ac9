"""Handler of the distribution ``hcmedu-school``: a Plone site that is a school's portal."""

from hcmedu.portal.school.profile import ISchoolProfile
from plone import api
from plone.distribution.core import Distribution
from plone.distribution.handler import default_handler
from plone.portlets.interfaces import IPortletAssignmentMapping
from plone.portlets.interfaces import IPortletManager
from Products.CMFPlone.Portal import PloneSite
from typing import Any
from zope.component import getMultiAdapter
from zope.component import getUtility


PROFILE = "profile-hcmedu.portal:default"


def create(distribution: Distribution, site: PloneSite, answers: dict[str, Any]) -> PloneSite:
    """Apply the profiles; the tree is built for the level that the answers state.

    The site's type comes first, since the section step reads the level from the school profile.
    """
    site.portal_setup.runImportStepFromProfile(PROFILE, "typeinfo", run_dependencies=False)
    set_profile(site, answers)
    default_handler(distribution, site, answers)
    apply_conventions()
    clear_side_columns(site)
    return site


def set_profile(site: PloneSite, answers: dict[str, Any]) -> None:
    profile = ISchoolProfile(site)
    profile.school_name = answers["title"]
    profile.levels = set(answers["levels"])
    profile.boarding = bool(answers.get("boarding", False))


def apply_conventions() -> None:
    """Conventions of a Vietnamese school, for a new site only; a site in use keeps its own."""
    for name, value in {
        "plone.navigation_depth": 3,
        "plone.first_weekday": 0,
        "plone.enable_sitemap": True,
        "plone.exposeDCMetaTags": True,
    }.items():
        api.portal.set_registry_record(name, value)


def clear_side_columns(site: PloneSite) -> None:
    """Pages take the whole width; the stock portlets repeat what menu and home page show."""
    for name in ("plone.leftcolumn", "plone.rightcolumn"):
        manager = getUtility(IPortletManager, name=name, context=site)
        assignments = getMultiAdapter((site, manager), IPortletAssignmentMapping)
        for key in list(assignments):
            del assignments[key]
