"""To go back to an older version is a change, by whoever does it: of its revision, in the log.

CMFEditions puts the attributes of the old object back, its annotations too, and fires no event: a
head could undo what an author had changed, and approve the result as if he had changed nothing.
"""

from hcmedu.portal.editorial.authorship import touch
from hcmedu.portal.editorial.copies.versionviews import version_number
from hcmedu.portal.editorial.restapi import json_object
from hcmedu.portal.editorial.trace import record
from plone import api
from plone.restapi.services.history.patch import HistoryPatch
from Products.CMFEditions.browser.policies import RevertVersion
from typing import Any
from z3c.relationfield.event import updateRelations
from zExceptions import BadRequest
from zExceptions import NotFound


class Revert(RevertVersion):
    """``revertversion?version_id=0``: 404 for a version that there is not."""

    def __call__(self) -> Any:
        version = version_number(self.request)
        if not has_version(self.context, version):
            raise NotFound("version_id")
        answer = super().__call__()
        restored(self.context, version)
        return answer


class RevertService(HistoryPatch):
    """``PATCH @history``: 400 for a version that there is not."""

    def reply(self) -> Any:
        version = json_object(self.request).get("version")
        if type(version) is not int or not has_version(self.context, version):
            raise BadRequest("There is no such version")
        answer = super().reply()
        restored(self.context, version)
        return answer


def has_version(item: Any, version: int) -> bool:
    """Whether a version is kept; whoever has no right to see versions has none."""
    history = api.portal.get_tool("portal_repository").getHistoryMetadata(item)
    return bool(history) and 0 <= version < history.getLength(countPurged=False)


def restored(item: Any, version: int) -> None:
    touch(item)
    updateRelations(item, None)
    record(item, "restore", version=version)
    item.reindexObject()
