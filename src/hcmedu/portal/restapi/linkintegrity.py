"""``@linkintegrity``: what a deletion would break, for who may delete.

The stock service answers everybody, with titles and addresses of drafts, and looks at each item of
a folder for it.
"""

from hcmedu.portal.restapi.relations import find
from hcmedu.portal.restapi.relations import NOT_YOURS
from plone import api
from plone.restapi.services.linkintegrity.get import LinkIntegrityGet
from typing import Any
from zExceptions import BadRequest
from zExceptions import Forbidden
from zope.i18n import translate


DELETE = "Delete objects"


class Get(LinkIntegrityGet):
    def reply(self) -> Any:
        asked = self.request.form.get("uids", [])
        for uid in asked if isinstance(asked, list) else [asked]:
            item = find(uid)
            if item is None:
                raise BadRequest("UIDs of items")
            if not api.user.has_permission(DELETE, obj=item):
                raise Forbidden(translate(NOT_YOURS, context=self.request))
        return super().reply()
