"""Which procedure a form belongs to: the one whose page links to it, else that of its code."""

from hcmedu.portal.school.root import school_root
from plone import api
from typing import Any


def items_of(root: Any, portal_type: str) -> list[Any]:
    """All items of a type of a school, whoever may see them; a school has a dozen of these."""
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type=portal_type, path="/".join(root.getPhysicalPath()), sort_on="path"
    )
    return [brain._unrestrictedGetObject() for brain in brains]


def form_path(form: Any) -> str:
    """Where the form stands within its school: ``/thu-tuc/don-xin-chuyen-truong``."""
    root = school_root(form)
    return "/" + "/".join(form.getPhysicalPath()[len(root.getPhysicalPath()) :])


def procedure_of(form: Any, code: str | None) -> Any | None:
    """The link on the procedure's page goes before the code, which may stand on several."""
    procedures, path = items_of(school_root(form), "Procedure"), form_path(form)
    linked = (each for each in procedures if (each.online_form_url or "").rstrip("/") == path)
    return next(linked, None) or next((p for p in procedures if code and p.code == code), None)
