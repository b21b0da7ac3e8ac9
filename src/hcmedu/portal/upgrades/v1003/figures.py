"""1003, sections of figures and tables: what lists over the years tell of a yearbook."""

from plone import api
from Products.GenericSetup.tool import SetupTool


COLUMN = "yearbook_figures"


def upgrade(setup: SetupTool) -> None:
    """Bring an installed site to 1003; a second call changes nothing."""
    fill_column()


def fill_column() -> None:
    """As in ``catalog.xml``, whose other parts are there already."""
    catalog = api.portal.get_tool("portal_catalog")
    if COLUMN not in catalog.schema():
        catalog.addColumn(COLUMN)
    for brain in catalog.unrestrictedSearchResults(portal_type="YearbookEntry"):
        catalog.catalog_object(
            brain._unrestrictedGetObject(), uid=brain.getPath(), idxs=["school_year"]
        )
