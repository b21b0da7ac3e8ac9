"""1005, what acts in the name of whoever opens a page is the operator's alone."""

from hcmedu.portal.setuphandlers.record import remember_permissions
from plone import api
from Products.GenericSetup.tool import SetupTool


#: Scripts in pages, rules, portlets that ask other servers.
OPERATOR_ONLY = (
    "Content rules: Manage rules",
    "Plone Site Setup: Filtering",
    "Plone Site Setup: Themes",
    "Plone Site Setup: TinyMCE",
    "Portlets: Manage own portlets",
    "Portlets: View dashboard",
    "plone.resourceeditor: Manage Sources",
)


def upgrade(setup: SetupTool) -> None:
    """As in ``rolemap.xml``, whose other permissions a school may have changed since."""
    site = api.portal.get()
    remember_permissions(site)
    for permission in OPERATOR_ONLY:
        site.manage_permission(permission, ("Manager",), acquire=0)
