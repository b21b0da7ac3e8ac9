"""1005, the authority above: a role and a group that read the self-assessment and nothing else."""

from hcmedu.portal.editorial.groups import ensure_groups
from hcmedu.portal.editorial.trace.board import school_roots
from hcmedu.portal.setuphandlers.install import register_roles
from plone import api
from Products.GenericSetup.tool import SetupTool


ROLE = "School Supervisor"


def upgrade(setup: SetupTool) -> None:
    """The role is there before ``facts`` gives it the permission; a second run changes nothing."""
    site = api.portal.get()
    if ROLE not in site.valid_roles():
        site._addRole(ROLE)
    register_roles(site)
    for root in school_roots():
        ensure_groups(root)
