"""``GET <school root>/@sections``: the section tree as the caller may see it."""

from hcmedu.portal.regulations import catalogue
from hcmedu.portal.school.root import section_key
from plone import api
from plone.restapi.services import Service
from typing import Any


class SectionsGet(Service):
    """``{"@id", "items": [{"@id", "code", "title", "description", "display", "obligation",
    "group", "parent"}]}`` in the order of the catalogue; sections hidden from the caller are
    left out.
    """

    def reply(self) -> dict[str, Any]:
        rows = catalogue().sections
        keys = {section_key(self.context, code): code for code in rows}
        catalog = api.portal.get_tool("portal_catalog")
        brains = {b.section_code: b for b in catalog(section_key=list(keys))}
        return {
            "@id": f"{self.context.absolute_url()}/@sections",
            "items": [self.item(rows[code], brains[code]) for code in rows if code in brains],
        }

    def item(self, row: Any, brain: Any) -> dict[str, Any]:
        return {
            "@id": brain.getURL(),
            "code": row.code,
            "title": brain.Title,
            "description": brain.Description,
            "display": row.display,
            "obligation": row.obligation,
            "group": row.group,
            "parent": row.parent,
        }
