"""Where mending begins: the address behind what a result says is to be done."""

from collections.abc import Mapping
from hcmedu.portal.compliance.evaluation import Mend
from hcmedu.portal.school.root import section_brains
from plone import api
from typing import Any
from urllib.parse import urlencode


def mend_url(root: Any, mend: Mend | None) -> str:
    """The page on which it is done; empty where nothing can be done by a page.

    Whether somebody may do it is asked by that page.
    """
    if mend is None:
        return ""
    if mend.action == "edit":
        found = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=mend.uid)
        return f"{found[0].getURL()}/edit" if found else ""
    if mend.action in PAGES:
        return f"{root.absolute_url()}/{PAGES[mend.action]}"
    return section_url(root, mend)


#: Pages of the school root.
PAGES: Mapping[str, str] = {
    "profile": "@@school-profile",
    "attest": "@@hcmedu-compliance",
    "board": "@@usergroup-groupprefs",
    "feeds": "@@hcmedu-feeds",
}


def section_url(root: Any, mend: Mend) -> str:
    """The section, or the add form of a type in it with the values filled in."""
    brains = section_brains(root, mend.section)
    if not brains:
        return ""
    address = brains[0].getURL()
    if mend.action != "add" or not mend.portal_type:
        return address
    values = {f"form.widgets.{name}": str(value) for name, value in mend.values.items()}
    query = f"?{urlencode(values)}" if values else ""
    return f"{address}/++add++{mend.portal_type}{query}"
