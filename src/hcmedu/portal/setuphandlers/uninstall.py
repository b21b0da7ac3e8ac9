"""Handler of ``hcmedu.portal:uninstall``: what needs the add-on's workflows, groups and types.

The profile's XML removes the rest: indexes, registry records, behaviors, settings pages, layer.
"""

from hcmedu.portal.browser.stock.groups import restore_names
from hcmedu.portal.caching.install import remove_caching
from hcmedu.portal.cases import settings as cases_settings
from hcmedu.portal.cases.desk.reminding import forget_clock
from hcmedu.portal.cases.forms.leaving import leave_forms
from hcmedu.portal.cases.forms.mails import forget_told as forget_mails
from hcmedu.portal.compliance.removal import remove_compliance
from hcmedu.portal.consultations.deletion import forget_school
from hcmedu.portal.documents.search.install import remove_search
from hcmedu.portal.editorial.deputies.plugin import remove_plugin
from hcmedu.portal.editorial.groups import remove_groups
from hcmedu.portal.editorial.notify.outbox import remove_outbox
from hcmedu.portal.editorial.resources.along import forget_all_ties
from hcmedu.portal.editorial.settings import forget_settings
from hcmedu.portal.editorial.timing.expiry import forget_told
from hcmedu.portal.editorial.trace.log import forget_log
from hcmedu.portal.feeds.removal import remove_feeds
from hcmedu.portal.lookup.store import forget_tables
from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.setuphandlers import record
from hcmedu.portal.setuphandlers.content import walk
from hcmedu.portal.setuphandlers.giveback import drop_layout
from hcmedu.portal.setuphandlers.giveback import give_back
from hcmedu.portal.setuphandlers.giveback import managed_permissions
from hcmedu.portal.setuphandlers.install import ROLE_MANAGER
from hcmedu.portal.setuphandlers.types import retire_types
from hcmedu.portal.setuphandlers.versions import disable_versions
from hcmedu.portal.submissions.store import remove_store
from hcmedu.portal.viewer import remove_viewer
from plone import api
from Products.GenericSetup.tool import SetupTool
from typing import Any

import logging


ROLES = ("School Editor", "School Clerk", "School Supervisor")
WORKFLOWS = frozenset({"hcmedu_editorial", "hcmedu_folder", "hcmedu_school", "hcmedu_section"})
logger = logging.getLogger(__name__)


def before_uninstall(setup: SetupTool) -> None:
    """``pre_handler``: give the site back as it was, but for its content and who sees it."""
    site = api.portal.get()
    if not record.is_installed(site):
        return
    remove_boards(site)
    leave_forms(site)
    forget_all_ties()
    remove_plugin(site)
    disable_versions(site)
    permissions = remove_workflows(site)
    record.restore_chains(site, chains_to_restore(site))
    count = give_back(site, WORKFLOWS, permissions)
    drop_layout(site)
    kept = retire_types(site)
    remove_roles(site)
    forget_told(site)
    remove_search(site)
    remove_viewer(site)
    remove_caching(site)
    restore_names(site)
    record.forget(site)
    logger.info("%d items given back; types kept for their content: %s.", count, kept)


def remove_boards(site: Any) -> None:
    for root in [site, *(item for item in walk(site) if ISchoolRoot.providedBy(item))]:
        remove_groups(root)
        forget_settings(root)
        remove_feeds(root)
        remove_outbox(root)
        forget_log(root)
        forget_tables(root)
        remove_store(root)
        cases_settings.forget_settings(root)
        forget_clock(root)
        forget_mails(root)
        forget_school(root)
        remove_compliance(root)
        root.reindexObjectSecurity()


def remove_workflows(site: Any) -> frozenset[str]:
    """Remove the workflows; return the permissions that they managed on items."""
    tool = api.portal.get_tool("portal_workflow")
    present = sorted(name for name in WORKFLOWS if name in tool)
    permissions = managed_permissions([tool[name] for name in present])
    tool.manage_delObjects(present)
    return permissions


def chains_to_restore(site: Any) -> record.Chains:
    """Chains from before; a type that people bound to another workflow since keeps that one."""
    before, now = record.recorded_chains(site), record.current_chains(site)
    changed = {name for name, chain in now.by_type.items() if not set(chain) & WORKFLOWS}
    by_type = {name: chain for name, chain in now.by_type.items() if name in changed}
    untouched = {n: c for n, c in before.by_type.items() if n not in changed}
    default = before.default if set(now.default) & WORKFLOWS else now.default
    return record.Chains({**untouched, **by_type}, default)


def remove_roles(site: Any) -> None:
    site._delRoles([role for role in ROLES if role in site.userdefined_roles()])
    manager = site.acl_users.get(ROLE_MANAGER)
    for role in ROLES:
        if manager is not None and role in manager.listRoleIds():
            manager.removeRole(role)
