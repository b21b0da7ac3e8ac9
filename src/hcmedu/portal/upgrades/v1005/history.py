"""1005, history and self-review: who may keep a state of the report and write down measures."""

from hcmedu.portal.setuphandlers.record import remember_permissions
from plone import api
from Products.GenericSetup.tool import SetupTool


PERMISSION = "hcmedu.portal: Record compliance"
ROLES = ("Manager", "Reviewer", "Site Administrator")


def upgrade(setup: SetupTool) -> None:
    """As in ``rolemap.xml``; the history begins with the next Monday morning of the worker."""
    site = api.portal.get()
    remember_permissions(site)
    site.manage_permission(PERMISSION, ROLES, acquire=0)
