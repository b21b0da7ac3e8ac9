"""Attachments in old versions: what visitors could download is kept with what they could read.

CMFEditions keeps of a container that something lay in it, not what it was like. A modifier of its
registry (installed by ``setuphandlers.versions``) stores a reference to the blob of each attachment
with each version; no file is stored twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hcmedu.portal.editorial.authorship import AUTHORSHIP_KEY
from hcmedu.portal.editorial.copies.attachments import attachments
from plone import api
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.interfaces import INamed
from plone.rfc822.interfaces import IPrimaryFieldInfo
from plone.uuid.interfaces import IUUID
from Products.CMFEditions.interfaces.IModifier import IAttributeModifier
from Products.CMFEditions.interfaces.IModifier import ISaveRetrieveModifier
from Products.CMFEditions.utilities import dereference
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer


#: Id of the modifier in ``portal_modifier``; part of the keys under which it stores.
MODIFIER = "HcmeduAttachments"


@dataclass(frozen=True)
class OldAttachment:
    """An attachment as it was: ``uid`` names it within its version."""

    uid: str
    title: str
    filename: str
    content_type: str
    blob: Any

    @property
    def file(self) -> NamedBlobFile:
        """A file object over the stored blob, to stream it; never stored itself."""
        found = NamedBlobFile.__new__(NamedBlobFile)
        found.__dict__.update(
            filename=self.filename, contentType=self.content_type, _blob=self.blob
        )
        return found


@implementer(IAttributeModifier, ISaveRetrieveModifier)
class KeepAttachments:
    """Modifier: stores title, name and blob of each attachment by reference.

    What is retrieved keeps the record of who wrote and changed the item until now.
    """

    def getReferencedAttributes(self, obj: Any) -> dict[str, dict[str, Any]]:
        return {str(number): vars(each) for number, each in enumerate(current_attachments(obj))}

    def reattachReferencedAttributes(self, obj: Any, attributes: Mapping[str, Any]) -> None:
        """Nothing: a reverted document keeps its attachments, which have UIDs and addresses."""

    def beforeSaveModifier(self, obj: Any, clone: Any) -> tuple[dict, list, list]:
        return {}, [], []

    def afterRetrieveModifier(
        self, obj: Any, repo_clone: Any, preserve: Any = ()
    ) -> tuple[list, list, dict]:
        if obj is not None:
            keep_authorship(obj, repo_clone)
        return [], [], {}


def keep_authorship(item: Any, older: Any) -> None:
    """The record of the item as it is goes into the older object that may replace it."""
    annotations, kept = IAnnotations(older), IAnnotations(item).get(AUTHORSHIP_KEY)
    if kept is not None:
        annotations[AUTHORSHIP_KEY] = kept
    else:
        annotations.pop(AUTHORSHIP_KEY, None)


def current_attachments(item: Any) -> list[OldAttachment]:
    """The attachments as they are now, to be kept with a version or compared with one."""
    found = []
    for attachment in attachments(item):
        file = _file_of(attachment)
        if file is not None:
            names = (attachment.Title(), file.filename, file.contentType)
            found.append(OldAttachment(IUUID(attachment), *names, file._blob))
    return found


def _file_of(attachment: Any) -> Any | None:
    info = IPrimaryFieldInfo(attachment, None)
    value = info.value if info is not None else None
    return value if INamed.providedBy(value) and hasattr(value, "_blob") else None


def old_attachments(item: Any, version_id: int) -> list[OldAttachment]:
    """Attachments of a version in their order. Ask for the right to see versions before."""
    storage = api.portal.get_tool("portal_historiesstorage")
    history_id = dereference(item)[1]
    if history_id is None or not storage.isRegistered(history_id):
        return []
    stored = storage.retrieve(history_id, version_id).referenced_data
    prefix = f"{MODIFIER}/"
    keys = sorted((key for key in stored if key.startswith(prefix)), key=_position)
    return [OldAttachment(**stored[key]) for key in keys]


def _position(key: str) -> int:
    return int(key.rpartition("/")[2])
