"""The add-on's content types when it goes: removed, or kept for the content that there is."""

from plone import api
from plone.dexterity.interfaces import IDexterityFTI
from typing import Any


#: Every type that ``profiles/default/types`` brings.
OWN_TYPES = (
    "ConsultationTopic",
    "Disclosure",
    "LearningResource",
    "OfficialDocument",
    "Procedure",
    "Project",
    "ResultTable",
    "Schedule",
    "School",
    "StaffMember",
    "YearbookEntry",
)
#: A view that each container has without the add-on.
STOCK_LISTING = "listing_view"


def retire_types(site: Any) -> list[str]:
    """Remove types without content; return those that stay, closed to new content.

    Their content stays readable and searchable: the class is a stock one, the schema comes from
    the package, which has to stay installed in Python as long as there is such content.
    """
    tool = api.portal.get_tool("portal_types")
    present = [name for name in OWN_TYPES if name in tool]
    kept = [name for name in present if has_content(name)]
    for name in kept:
        close(tool[name])
    tool.manage_delObjects([name for name in present if name not in kept])
    return kept


def has_content(portal_type: str) -> bool:
    catalog = api.portal.get_tool("portal_catalog")
    return bool(catalog.unrestrictedSearchResults(portal_type=portal_type, sort_limit=1))


def close(fti: Any) -> None:
    """No new content of this type; views that need the add-on give way to stock ones."""
    fti.manage_changeProperties(global_allow=False)
    if IDexterityFTI.providedBy(fti) and fti.getId() == "School":
        fti.manage_changeProperties(default_view=STOCK_LISTING, view_methods=(STOCK_LISTING,))
