"""Forms (EasyForm) in REST.

collective.easyform asks for its permission by the permission's id; Zope knows it by its title, and
every answer that holds a form, a search with ``fullobjects`` among them, would be an error.
"""

from collective.easyform.interfaces import IEasyForm
from collective.easyform.serializer import SerializeToJson
from hcmedu.portal.content.accountnames import discreet
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone import api
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.dxcontent import SerializeToJson as SerializeContent
from typing import Any
from zope.component import adapter
from zope.interface import implementer


#: What visitors sent in: personal data.
READ_INPUT = "collective.easyform: Download Saved Input"


@implementer(ISerializeToJson)
@adapter(IEasyForm, IHcmeduPortalLayer)
class SerializeForm(SerializeToJson):
    """The form; what was sent in only for those who may download it."""

    def __call__(self, version: str | None = None, include_items: bool = True) -> dict[str, Any]:
        result = discreet(SerializeContent.__call__(self, version, include_items))
        if api.user.has_permission(READ_INPUT, obj=self.context):
            self.serializeSavedData(result)
        return result
