"""EasyForm's sharp tools are the administrator's: expressions, scripts, mailers, savers, raw XML.

Permissions stand in ``rolemap.xml``; here stands what EasyForm asks no permission for.
"""

from AccessControl import Unauthorized
from collective.easyform.interfaces import IEasyForm
from collective.easyform.serializer import DeserializeFromJson
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone import api
from plone.restapi.deserializer import json_body
from plone.restapi.interfaces import IDeserializeFromJson
from typing import Any
from zope.component import adapter
from zope.interface import implementer


EXPRESSIONS = "collective.easyform: Edit TALES Fields"
#: What holds expressions, scripts and addresses of mails, or data that visitors sent.
RAW = frozenset({"fields_model", "actions_model", "savedDataStorage"})


@implementer(IDeserializeFromJson)
@adapter(IEasyForm, IHcmeduPortalLayer)
class GuardedDeserialize(DeserializeFromJson):
    """REST: whole models are for who may write expressions. Raises Unauthorized for others."""

    def __call__(
        self,
        validate_all: bool = False,
        data: Any = None,
        create: bool = False,
        **kw: Any,
    ) -> Any:
        data = json_body(self.request) if data is None else data
        if RAW & set(data) and not api.user.has_permission(EXPRESSIONS, obj=self.context):
            raise Unauthorized("Models of forms are for the administrator.")
        return super().__call__(validate_all, data, create)
