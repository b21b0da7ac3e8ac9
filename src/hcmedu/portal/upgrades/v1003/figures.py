"""1003, sections of figures and tables: columns for lists, the type of projects.

Only what is new is brought: types, workflows and sections may have been changed by the school.
"""

from Acquisition import aq_base
from collections.abc import Iterator
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.school.root import find_section
from hcmedu.portal.setuphandlers.content import walk
from hcmedu.portal.setuphandlers.versions import approved_types
from hcmedu.portal.setuphandlers.versions import enable_versions
from plone import api
from plone.dexterity.fti import DexterityFTI
from Products.DCWorkflow.utils import modifyRolesForPermission
from Products.GenericSetup.interfaces import IBody
from Products.GenericSetup.tool import SetupTool
from typing import Any
from zope.component import getMultiAdapter


PROFILE = "profile-hcmedu.portal:default"
COLUMNS = ("project_facts", "yearbook_figures")
TYPE, WORKFLOW = "Project", "hcmedu_editorial"
#: Sections say who adds what; what is said of the older permission holds for the new one.
SECTION_WORKFLOW = "hcmedu_section"
ADD, OLDER = "hcmedu.portal: Add Project", "hcmedu.portal: Add OfficialDocument"
#: Of the stock constrain-types behavior: nothing but the listed types.
ONLY_LISTED = 1
TYPE_LISTS = ("locally_allowed_types", "immediately_addable_types")


def upgrade(setup: SetupTool) -> None:
    """Bring an installed site to 1003; a second call changes nothing."""
    site = api.portal.get()
    fill_columns()
    add_type(setup)
    let_sections_take_it(site)
    for root in school_roots(site):
        offer_it(root)
    enable_versions(site, approved_types(site))


def fill_columns() -> None:
    """As in ``catalog.xml``, whose other parts are there already."""
    catalog = api.portal.get_tool("portal_catalog")
    for name in COLUMNS:
        if name not in catalog.schema():
            catalog.addColumn(name)
    for brain in catalog.unrestrictedSearchResults(portal_type="YearbookEntry"):
        item = brain._unrestrictedGetObject()
        catalog.catalog_object(item, uid=brain.getPath(), idxs=["school_year"])


def add_type(setup: SetupTool) -> None:
    """The type as in ``types/Project.xml``, bound to the workflow of the board."""
    tool = api.portal.get_tool("portal_types")
    if TYPE in tool:
        return
    tool._setObject(TYPE, DexterityFTI(TYPE))
    context = setup._getImportContext(PROFILE)
    importer = getMultiAdapter((tool[TYPE], context), IBody)
    importer.body = context.readDataFile(f"{TYPE}.xml", subdir="types")
    api.portal.get_tool("portal_workflow").setChainForPortalTypes((TYPE,), (WORKFLOW,))


def let_sections_take_it(site: Any) -> None:
    """Who may add documents to a section may add projects where the section takes them."""
    workflow = api.portal.get_tool("portal_workflow").get(SECTION_WORKFLOW)
    if workflow is None or ADD in workflow.permissions:
        return
    workflow.permissions = (*workflow.permissions, ADD)
    for state in workflow.states.objectValues():
        info = state.getPermissionInfo(OLDER)
        state.setPermission(ADD, info["acquired"], info["roles"])
    for item in walk(site):
        if workflow in api.portal.get_tool("portal_workflow").getWorkflowsFor(item):
            give_rights(item, workflow)


def give_rights(section: Any, workflow: Any) -> None:
    """The new right only: others may have been changed by the administrator."""
    state = workflow.states[workflow.getInfoFor(section, "review_state", workflow.initial_state)]
    info = state.getPermissionInfo(ADD)
    roles = list(info["roles"]) if info["acquired"] else tuple(info["roles"])
    modifyRolesForPermission(section, ADD, roles)


def offer_it(root: Any) -> None:
    """In the sections of the catalogue that take it, unless the school lists no types there."""
    codes = [s.code for s in catalogue().sections.values() if TYPE in s.addable_types]
    for section in filter(None, (find_section(root, code) for code in codes)):
        own = aq_base(section)
        if getattr(own, "constrain_types_mode", None) != ONLY_LISTED:
            continue
        for name in TYPE_LISTS:
            listed = list(getattr(own, name, None) or ())
            if TYPE not in listed:
                setattr(section, name, [TYPE, *listed])


def school_roots(site: Any) -> Iterator[Any]:
    """The site itself and the schools in it that are school roots."""
    yield from (item for item in (site, *walk(site)) if ISchoolRoot.providedBy(item))
