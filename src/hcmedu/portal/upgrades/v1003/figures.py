"""1003, sections of figures and tables: columns for lists, the type of projects."""

from hcmedu.portal.upgrades.newtypes import bring
from plone import api
from Products.GenericSetup.tool import SetupTool


COLUMNS = ("project_facts", "yearbook_figures")
TYPE = "Project"


def upgrade(setup: SetupTool) -> None:
    """Bring an installed site to 1003; a second call changes nothing."""
    fill_columns()
    bring(setup, TYPE)


def fill_columns() -> None:
    """As in ``catalog.xml``, whose other parts are there already."""
    catalog = api.portal.get_tool("portal_catalog")
    for name in COLUMNS:
        if name not in catalog.schema():
            catalog.addColumn(name)
    for brain in catalog.unrestrictedSearchResults(portal_type="YearbookEntry"):
        item = brain._unrestrictedGetObject()
        catalog.catalog_object(item, uid=brain.getPath(), idxs=["school_year"])
