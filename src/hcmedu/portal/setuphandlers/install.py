"""Handlers of ``hcmedu.portal:default``: before anything is imported, and once chains are bound."""

from hcmedu.portal.browser.stock.groups import name_groups
from hcmedu.portal.caching.install import install_caching
from hcmedu.portal.documents.search.install import install_search
from hcmedu.portal.editorial.deputies.plugin import ensure_plugin
from hcmedu.portal.editorial.resources.indexers import fill_index
from hcmedu.portal.setuphandlers.record import Chains
from hcmedu.portal.setuphandlers.record import current_chains
from hcmedu.portal.setuphandlers.record import remember
from hcmedu.portal.setuphandlers.takeover import take_over
from hcmedu.portal.setuphandlers.versions import approved_types
from hcmedu.portal.setuphandlers.versions import enable_versions
from hcmedu.portal.viewer import install_viewer
from plone import api
from Products.GenericSetup.context import BaseContext
from Products.GenericSetup.tool import SetupTool
from typing import Any
from zope.annotation.interfaces import IAnnotations

import logging


#: Chains from before this application of the profile; lives only while it runs.
RUN_KEY = "hcmedu.portal.chains_before_this_run"
#: The plugin of Plone's user folder that lists the roles.
ROLE_MANAGER = "portal_role_manager"
logger = logging.getLogger(__name__)


def before_install(setup: SetupTool) -> None:
    """``pre_handler``: record the site, and the chains that this run is about to change."""
    site = api.portal.get()
    remember(site)
    IAnnotations(site)[RUN_KEY] = current_chains(site)


def import_site_in_use(context: BaseContext) -> None:
    """Import step ``hcmedu-site-in-use``, between the workflows and the section tree.

    Outside of a full application of the profile it does nothing. It walks over the content only
    when a chain has changed, so that a second application costs nothing.
    """
    site = context.getSite()
    register_roles(site)
    before = IAnnotations(site).pop(RUN_KEY, None)
    if before is None:
        return
    ensure_plugin(site)
    name_groups(site)
    install_search(site)
    install_viewer(site)
    install_caching(site)
    fill_index()
    enable_versions(site, approved_types(site))
    if not changed(site, before):
        return
    count = take_over(site, before)
    logger.info("%d items taken over into the editorial workflow.", count)


def register_roles(site: Any) -> None:
    """Tell Plone's role manager of the new role; a site may keep its users elsewhere.

    Else the first look at the list of users would write it there, and plone.protect would ask the
    administrator to confirm what he only looked at.
    """
    manager = site.acl_users.get(ROLE_MANAGER)
    if manager is not None:
        manager.updateRolesList()


def changed(site: Any, before: Chains) -> bool:
    return current_chains(site) != before
