"""1005, facts of items and who may read what follows from them."""

from hcmedu.portal.setuphandlers.record import remember_permissions
from plone import api
from Products.GenericSetup.tool import SetupTool


COLUMNS = ("compliance", "in_sections", "lacks")
INDEX = "lacks"
PERMISSIONS = {
    "hcmedu.portal: View compliance": ("Manager", "Reviewer", "Site Administrator"),
    "hcmedu.portal: Attest compliance": ("Reviewer",),
}


def upgrade(setup: SetupTool) -> None:
    """As in ``catalog.xml`` and ``rolemap.xml``, whose other parts are there already."""
    site = api.portal.get()
    remember_permissions(site)
    for name, roles in PERMISSIONS.items():
        site.manage_permission(name, roles, acquire=0)
    fill_catalog()


def fill_catalog() -> None:
    """The index and the columns, filled for all items; a second call reads all items again."""
    catalog = api.portal.get_tool("portal_catalog")
    for name in COLUMNS:
        if name not in catalog.schema():
            catalog.addColumn(name)
    if INDEX not in catalog.indexes():
        catalog.addIndex(INDEX, "KeywordIndex")
    for brain in catalog.unrestrictedSearchResults():
        catalog.catalog_object(brain._unrestrictedGetObject(), uid=brain.getPath(), idxs=[INDEX])
