"""1000 → 1001: the editorial board at work."""

from collections.abc import Iterator
from hcmedu.portal.editorial.assignment import assign_everything
from hcmedu.portal.editorial.assignment import assigned_sections
from hcmedu.portal.editorial.deputies.delegations import members
from hcmedu.portal.editorial.deputies.plugin import ensure_plugin
from hcmedu.portal.editorial.desk.indexers import DESK_INDEXES
from hcmedu.portal.editorial.desk.status import last_status
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.editorial.resources.indexers import fill_index
from hcmedu.portal.editorial.timing.schedule import INDEX
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.school.root import find_section
from hcmedu.portal.school.root import section_brains
from hcmedu.portal.school.uploads import allow_uploads
from hcmedu.portal.setuphandlers.content import walk
from hcmedu.portal.setuphandlers.record import current_chains
from hcmedu.portal.setuphandlers.record import remember_permissions
from hcmedu.portal.setuphandlers.record import restore_chains
from hcmedu.portal.setuphandlers.versions import approved_types
from hcmedu.portal.setuphandlers.versions import enable_versions
from plone import api
from plone.app.iterate.permissions import CheckinPermission
from plone.app.iterate.permissions import CheckoutPermission
from Products.DCWorkflow.utils import modifyRolesForPermission
from Products.GenericSetup.tool import SetupTool
from typing import Any


PROFILE = "profile-hcmedu.portal:default"
ITERATE = "plone.app.iterate:default"
#: Import steps of the profile that bring what is new, in this order.
STEPS = ("catalog", "controlpanel", "workflow", "viewlets", "actions")
#: The section of the editorial board, and how it was displayed so far.
BOARD_SECTION, FORMER_KIND = "C02", "document_table"
#: Workflows whose rights changed.
CHANGED_WORKFLOWS = frozenset({"hcmedu_editorial", "hcmedu_folder", "hcmedu_section"})
#: What decides who sees an item: not touched.
SEEING = frozenset({"View", "Access contents information"})


def upgrade(setup: SetupTool) -> None:
    """Bring an installed site to 1001; content stays as it is and is seen by the same people."""
    site = api.portal.get()
    chains = current_chains(site)
    install_iterate(setup)
    remember_permissions(site)
    for step in STEPS:
        setup.runImportStepFromProfile(PROFILE, step, run_dependencies=False)
    # Types that people bound to other workflows stay with them.
    restore_chains(site, chains)
    ensure_plugin(site)
    let_the_log_be_read(site)
    keep_addresses(site)
    add_working_copies(site)
    freeze_what_is_approved(site)
    fill_index()
    fill_the_desk(site)
    for root in school_roots(site):
        keep_editors_at_work(root)
        show_the_board(root)
        for brain in section_brains(root):
            allow_uploads(brain._unrestrictedGetObject())
    index_schedule()


def let_the_log_be_read(site: Any) -> None:
    """As in ``rolemap.xml``, whose other permissions a school may have changed since."""
    roles = ("Manager", "Reviewer", "Site Administrator")
    site.manage_permission("hcmedu.portal: View trace", roles, acquire=0)


def keep_addresses(site: Any) -> None:
    """As in ``rolemap.xml``: authors gave published content further addresses so far."""
    site.manage_permission("Manage Context Aliases", ("Manager", "Site Administrator"), acquire=0)


def install_iterate(setup: SetupTool) -> None:
    """Working copies were not needed before; our actions change those of plone.app.iterate."""
    if setup.getLastVersionForProfile(ITERATE) == "unknown":
        setup.runAllImportStepsFromProfile(f"profile-{ITERATE}")


def add_working_copies(site: Any) -> None:
    """The workflow says who checks out; what a copy replaces is kept as a version."""
    for name in (CheckoutPermission, CheckinPermission):
        site.manage_permission(name, [], acquire=0)
    enable_versions(site, approved_types(site))


def freeze_what_is_approved(site: Any) -> None:
    """Give every item the changed rights of its state.

    Only those: who may see an item was kept as it was when the add-on came, and stays so.
    """
    tool = api.portal.get_tool("portal_workflow")
    for item in walk(site):
        for workflow in tool.getWorkflowsFor(item):
            if workflow.id in CHANGED_WORKFLOWS:
                apply_rights(item, workflow)


def fill_the_desk(site: Any) -> None:
    """Catalog for the lists of the desk what goes through the board."""
    for item in walk(site):
        if last_status(item) is not None:
            item.reindexObject(idxs=list(DESK_INDEXES))


def apply_rights(item: Any, workflow: Any) -> None:
    state = workflow.states[workflow.getInfoFor(item, "review_state", workflow.initial_state)]
    for name in set(workflow.permissions) - SEEING:
        info = state.getPermissionInfo(name)
        modifyRolesForPermission(item, name, list_or_tuple(info))


def list_or_tuple(info: dict[str, Any]) -> list[str] | tuple[str, ...]:
    """Zope's way to tell roles that are added to the parent's (list) from roles alone (tuple)."""
    return list(info["roles"]) if info["acquired"] else tuple(info["roles"])


def keep_editors_at_work(root: Any) -> None:
    """Editors wrote everywhere so far: each gets every entry, the administrator narrows it."""
    group_id = group_ids(root).get("bien-tap-vien")
    for user_id in members(group_id) if group_id else ():
        if not assigned_sections(root, user_id):
            assign_everything(root, user_id)


def index_schedule() -> None:
    """What was approved with a date to come publishes by itself from now on."""
    catalog = api.portal.get_tool("portal_catalog")
    for brain in catalog.unrestrictedSearchResults(review_state="approved"):
        brain._unrestrictedGetObject().reindexObject(idxs=[INDEX])


def show_the_board(root: Any) -> None:
    """The section of the board tells its members, unless the school chose another display."""
    section = find_section(root, BOARD_SECTION)
    if section is not None and section.section_kind == FORMER_KIND:
        section.section_kind = catalogue().sections[BOARD_SECTION].display.value
        section.reindexObject(idxs=["section_code"])


def school_roots(site: Any) -> Iterator[Any]:
    """The site itself and the schools in it that are school roots."""
    yield from (item for item in (site, *walk(site)) if ISchoolRoot.providedBy(item))
