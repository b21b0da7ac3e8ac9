"""Timetables tell their classes, menus and work schedules their days: two catalog columns."""

from plone import api
from Products.GenericSetup.tool import SetupTool


COLUMNS = ("schedule_days", "school_classes")


def upgrade(setup: SetupTool) -> None:
    """Add the columns and fill them for the schedules that are there; no item is changed."""
    catalog = api.portal.get_tool("portal_catalog")
    for name in COLUMNS:
        if name not in catalog.schema():
            catalog.addColumn(name)
    for brain in catalog.unrestrictedSearchResults(portal_type="Schedule"):
        schedule = brain._unrestrictedGetObject()
        # One cheap index: what matters is the row of columns
        catalog.catalog_object(schedule, brain.getPath(), idxs=["week_start"], update_metadata=1)
