"""Which procedure a form belongs to: the one whose page links to it, else that of its code.

Public procedures of the same school alone: a draft promises nobody anything, and its author decides
on no time limit.
"""

from Acquisition import aq_base
from hcmedu.portal.school.root import school_root
from hcmedu.portal.viewer.browser.images import is_public
from plone import api
from typing import Any


def items_below(place: Any, portal_type: str) -> list[Any]:
    """All items of a type in a place, whoever may see them, also those of schools within it."""
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type=portal_type, path="/".join(place.getPhysicalPath()), sort_on="path"
    )
    return [brain._unrestrictedGetObject() for brain in brains]


def items_of(root: Any, portal_type: str) -> list[Any]:
    """All items of a type of a school, whoever may see them; a school has a dozen of these."""
    own = aq_base(root)
    found = items_below(root, portal_type)
    return [each for each in found if aq_base(school_root(each)) is own]


def form_path(form: Any) -> str:
    """Where the form stands within its school: ``/thu-tuc/don-xin-chuyen-truong``."""
    root = school_root(form)
    return "/" + "/".join(form.getPhysicalPath()[len(root.getPhysicalPath()) :])


def procedure_of(form: Any, code: str | None) -> Any | None:
    """The link on the procedure's page goes before the code, which may stand on several.

    Of several that link the one with the code; None where it is none of them.
    """
    found, path = items_of(school_root(form), "Procedure"), form_path(form)
    procedures = [each for each in found if is_public(each)]
    linked = [each for each in procedures if (each.online_form_url or "").rstrip("/") == path]
    if len(linked) == 1:
        return linked[0]
    return next((each for each in linked or procedures if code and each.code == code), None)
