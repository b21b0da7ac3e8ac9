"""A content type that an installed site has not yet: the type, the right to add it, its sections.

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
WORKFLOW = "hcmedu_editorial"
#: Sections say who adds what; what is said of the older permission holds for the new one.
SECTION_WORKFLOW = "hcmedu_section"
OLDER = "hcmedu.portal: Add OfficialDocument"
#: Of the stock constrain-types behavior: nothing but the listed types.
ONLY_LISTED = 1
TYPE_LISTS = ("locally_allowed_types", "immediately_addable_types")


def bring(setup: SetupTool, name: str) -> None:
    """Everything for one type of ``profiles/default/types``; a second call changes nothing."""
    site = api.portal.get()
    add_type(setup, name)
    let_sections_take_it(site, permission_of(name))
    for root in school_roots(site):
        offer_it(root, name)
    enable_versions(site, approved_types(site))


def permission_of(name: str) -> str:
    return f"hcmedu.portal: Add {name}"


def add_type(setup: SetupTool, name: str) -> None:
    """The type as in its XML, bound to the workflow of the board."""
    tool = api.portal.get_tool("portal_types")
    if name in tool:
        return
    tool._setObject(name, DexterityFTI(name))
    context = setup._getImportContext(PROFILE)
    importer = getMultiAdapter((tool[name], context), IBody)
    importer.body = context.readDataFile(f"{name}.xml", subdir="types")
    api.portal.get_tool("portal_workflow").setChainForPortalTypes((name,), (WORKFLOW,))


def let_sections_take_it(site: Any, permission: str) -> None:
    """Who may add documents to a section may add the new type where the section takes it."""
    workflow = api.portal.get_tool("portal_workflow").get(SECTION_WORKFLOW)
    if workflow is None or permission in workflow.permissions:
        return
    workflow.permissions = (*workflow.permissions, permission)
    for state in workflow.states.objectValues():
        info = state.getPermissionInfo(OLDER)
        state.setPermission(permission, info["acquired"], info["roles"])
    for item in walk(site):
        if workflow in api.portal.get_tool("portal_workflow").getWorkflowsFor(item):
            give_rights(item, workflow, permission)


def give_rights(section: Any, workflow: Any, permission: str) -> None:
    """The new right only: others may have been changed by the administrator."""
    state = workflow.states[workflow.getInfoFor(section, "review_state", workflow.initial_state)]
    info = state.getPermissionInfo(permission)
    roles = list(info["roles"]) if info["acquired"] else tuple(info["roles"])
    modifyRolesForPermission(section, permission, roles)


def offer_it(root: Any, name: str) -> None:
    """In the sections of the catalogue that take it, unless the school lists no types there."""
    codes = [each.code for each in catalogue().sections.values() if name in each.addable_types]
    for section in filter(None, (find_section(root, code) for code in codes)):
        own = aq_base(section)
        if getattr(own, "constrain_types_mode", None) != ONLY_LISTED:
            continue
        for types in TYPE_LISTS:
            listed = list(getattr(own, types, None) or ())
            if name not in listed:
                setattr(section, types, [name, *listed])


def school_roots(site: Any) -> Iterator[Any]:
    """The site itself and the schools in it that are school roots."""
    yield from (item for item in (site, *walk(site)) if ISchoolRoot.providedBy(item))
