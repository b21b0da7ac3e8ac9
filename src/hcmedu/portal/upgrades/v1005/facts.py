"""1005, facts of items and who may read what follows from them."""

from hcmedu.portal.setuphandlers.record import remember_permissions
from plone import api
from Products.GenericSetup.tool import SetupTool
from typing import Any
from zExceptions import NotFound

import logging
import transaction


COLUMNS = ("compliance", "in_sections", "lacks")
INDEX = "lacks"
#: Items after which memory is given back.
AT_ONCE = 500
PERMISSIONS = {
    "hcmedu.portal: View compliance": (
        "Manager",
        "Reviewer",
        "School Supervisor",
        "Site Administrator",
    ),
    "hcmedu.portal: Attest compliance": ("Reviewer",),
}
logger = logging.getLogger(__name__)


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
    for number, brain in enumerate(catalog.getAllBrains(), 1):
        fill(catalog, brain)
        if number % AT_ONCE == 0:
            transaction.savepoint(optimistic=True)
            catalog._p_jar.cacheGC()


def fill(catalog: Any, brain: Any) -> None:
    try:
        item = brain._unrestrictedGetObject()
    except (AttributeError, KeyError, NotFound):
        logger.warning("Nothing is at %s, of which the catalog knows.", brain.getPath())
        return
    catalog.catalog_object(item, uid=brain.getPath(), idxs=[INDEX])
