"""Find the school root of an object, and sections by their code."""

from Acquisition import aq_chain
from Acquisition import aq_inner
from hcmedu.portal.school.interfaces import ISchoolRoot
from hcmedu.portal.school.interfaces import ISection
from plone import api
from plone.uuid.interfaces import IUUID
from typing import Any


def school_root(context: Any) -> Any | None:
    """Nearest object up the acquisition chain that is a school root; None outside of one."""
    return next((obj for obj in aq_chain(aq_inner(context)) if ISchoolRoot.providedBy(obj)), None)


def section_of(context: Any) -> Any | None:
    """Nearest section that holds the object (or is it); None outside of the tree."""
    for obj in aq_chain(aq_inner(context)):
        if ISection.providedBy(obj):
            return obj
        if ISchoolRoot.providedBy(obj):
            return None
    return None


def section_key(root: Any, code: str) -> str:
    """Value of the catalog index ``section_key``: one section of one school, wherever it lies."""
    return f"{IUUID(root)}:{code}"


def section_brains(root: Any, code: str | None = None) -> list:
    """Catalog brains of the sections of a school root, regardless of the user's rights."""
    catalog = api.portal.get_tool("portal_catalog")
    if code is not None:
        return catalog.unrestrictedSearchResults(section_key=section_key(root, code))
    prefix = f"{IUUID(root)}:"
    return catalog.unrestrictedSearchResults(
        section_key={"query": (prefix, prefix + "\uffff"), "range": "min:max"},
        sort_on="path",
    )


def find_section(root: Any, code: str) -> Any | None:
    """The section with that code in this school, also after it was renamed or moved."""
    brains = section_brains(root, code)
    return brains[0]._unrestrictedGetObject() if brains else None
