"""Who handles what visitors send in: a role, its permissions, a group; and where it is kept."""

from hcmedu.portal.editorial.groups import ensure_groups
from hcmedu.portal.editorial.trace.board import school_roots
from hcmedu.portal.setuphandlers.install import register_roles
from hcmedu.portal.setuphandlers.record import remember_permissions
from hcmedu.portal.submissions.access import CONFIGURE
from hcmedu.portal.submissions.access import HANDLE
from hcmedu.portal.submissions.store import ensure_store
from plone import api
from Products.GenericSetup.tool import SetupTool
from typing import Any


ROLE = "School Clerk"
#: A transaction that is undone takes its line in the log along.
CLOSED = {"Undo changes": (), "List undoable changes": ("Manager",)}


def upgrade(setup: SetupTool) -> None:
    """As in ``rolemap.xml``, whose other permissions a school may have changed since."""
    site = api.portal.get()
    remember_permissions(site)
    add_role(site)
    site.manage_permission(HANDLE, ("Reviewer", ROLE), acquire=0)
    site.manage_permission(CONFIGURE, ("Manager", "Reviewer", "Site Administrator"), acquire=0)
    for name, roles in CLOSED.items():
        site.manage_permission(name, roles, acquire=0)
    for root in school_roots():
        ensure_groups(root)
        ensure_store(root)


def add_role(site: Any) -> None:
    if ROLE not in site.valid_roles():
        site._addRole(ROLE)
    register_roles(site)
