"""Who has an item open is told to those who have an account, never to visitors.

The stock answers name the account of an editor as soon as he makes a working copy of a public item.
"""

from hcmedu.portal.content.lockinfo import discreet
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone.app.contenttypes.interfaces import ICollection
from plone.base.interfaces import IPloneSiteRoot
from plone.dexterity.interfaces import IDexterityContainer
from plone.dexterity.interfaces import IDexterityContent
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.collection import SerializeCollectionToJson
from plone.restapi.serializer.dxcontent import SerializeFolderToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from plone.restapi.serializer.site import SerializeSiteRootToJson
from plone.restapi.services.locking.get import Lock as LockInfo
from typing import Any
from zope.component import adapter
from zope.interface import implementer


class Lock(LockInfo):
    """``GET @lock``."""

    def reply(self) -> dict[str, Any]:
        return discreet(super().reply())


class Discreet:
    """An item as JSON."""

    def __call__(self, *args: Any, **kw: Any) -> dict[str, Any]:
        result = super().__call__(*args, **kw)  # type: ignore[misc]
        if "lock" in result:
            result["lock"] = discreet(result["lock"])
        return result


@implementer(ISerializeToJson)
@adapter(IDexterityContent, IHcmeduPortalLayer)
class Content(Discreet, SerializeToJson):
    pass


@implementer(ISerializeToJson)
@adapter(IDexterityContainer, IHcmeduPortalLayer)
class Container(Discreet, SerializeFolderToJson):
    pass


@implementer(ISerializeToJson)
@adapter(ICollection, IHcmeduPortalLayer)
class Collection(Discreet, SerializeCollectionToJson):
    pass


@implementer(ISerializeToJson)
@adapter(IPloneSiteRoot, IHcmeduPortalLayer)
class Site(Discreet, SerializeSiteRootToJson):
    pass
