"""Read and write assignments; trusted code, the page asks who may."""

from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterator
from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.school.root import section_brains
from itertools import pairwise
from plone import api
from typing import Any


ROLE = "Editor"


def own_editors(folder: Any) -> list[str]:
    """Ids of users and groups to whom this very folder is assigned."""
    return [who for who, roles in folder.get_local_roles() if ROLE in roles]


def editors_of(section: Any) -> list[str]:
    """Ids of users and groups that write in a section, by itself or by one above; no doubles."""
    found: dict[str, None] = {}
    for folder in up_to_root(section):
        found.update(dict.fromkeys(own_editors(folder)))
    return list(found)


def up_to_root(section: Any) -> Iterator[Any]:
    """The section and what is above it, the school root included."""
    folder = aq_inner(section)
    while folder is not None:
        yield folder
        if ISchoolRoot.providedBy(folder):
            return
        folder = aq_parent(folder)


def assigned_sections(root: Any, user_id: str) -> list[str]:
    """Codes of the sections that are assigned to this user themselves, in order of the tree."""
    return [section.section_code for section in sections(root) if user_id in own_editors(section)]


def sections(root: Any) -> list[Any]:
    """The section folders of a school root, entries first, each followed by what is below it."""
    found = [brain._unrestrictedGetObject() for brain in section_brains(root)]
    return sorted(found, key=places)


def places(section: Any) -> list[int]:
    """Positions from the root down: the order in which the menu shows the tree."""
    folders = list(up_to_root(section))
    pairs = pairwise(folders)
    return [parent.getObjectPosition(folder.getId()) for folder, parent in pairs][::-1]


def assign(section: Any, user_id: str) -> bool:
    """Assign a section; False when it was already."""
    roles = section.get_local_roles_for_userid(user_id)
    if ROLE in roles:
        return False
    section.manage_setLocalRoles(user_id, [*roles, ROLE])
    reindex_below(section)
    return True


def unassign(section: Any, user_id: str) -> bool:
    """Take an assignment back; other local roles of that user stay. False when there was none."""
    roles = section.get_local_roles_for_userid(user_id)
    if ROLE not in roles:
        return False
    kept = [role for role in roles if role != ROLE]
    if kept:
        section.manage_setLocalRoles(user_id, kept)
    else:
        section.manage_delLocalRoles([user_id])
    reindex_below(section)
    return True


def assign_everything(root: Any, user_id: str) -> int:
    """Assign every first-level entry of the tree; return how many were new."""
    entries = (s for s in sections(root) if not is_section(aq_parent(aq_inner(s)), root))
    return sum(assign(section, user_id) for section in entries)


def is_section(folder: Any, root: Any) -> bool:
    return folder is not None and bool(getattr(folder, "section_code", None))


def reindex_below(section: Any) -> None:
    """Let searches know; what everybody sees needs no new entry, and it is by far the most."""
    section.reindexObject(idxs=["allowedRolesAndUsers"])
    catalog = api.portal.get_tool("portal_catalog")
    hidden = catalog.unrestrictedSearchResults(
        path="/".join(section.getPhysicalPath()),
        allowedRolesAndUsers={"not": ["Anonymous"]},
    )
    for brain in hidden:
        brain._unrestrictedGetObject().reindexObject(idxs=["allowedRolesAndUsers"])
