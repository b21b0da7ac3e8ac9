"""Who wrote an item and who has it open is told to those who have an account, never to visitors.

A name of an account is half of what is needed to sign in with it.
"""

from hcmedu.portal.content.accountnames import discreet
from hcmedu.portal.content.accountnames import discreet_lock
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
        return discreet_lock(super().reply())


class Discreet:
    """An item as JSON."""

    def __call__(self, *args: Any, **kw: Any) -> dict[str, Any]:
        return discreet(super().__call__(*args, **kw))  # type: ignore[misc]


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
