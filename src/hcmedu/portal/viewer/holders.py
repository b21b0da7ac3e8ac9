"""Which items have a file whose pages are shown, and what is known of that file."""

from Acquisition import aq_base
from dataclasses import dataclass
from hcmedu.portal.content import signatures
from hcmedu.portal.content.files import extension
from hcmedu.portal.content.files import KINDS
from hcmedu.portal.conversion import is_readable
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone import api
from plone.browserlayer.utils import registered_layers
from plone.namedfile.interfaces import INamedBlobFile
from typing import Any


#: Types whose main file has pages; it is their field ``file``.
TYPES = ("Disclosure", "File", "LearningResource", "OfficialDocument", "Project", "Schedule")
FIELD = "file"


@dataclass(frozen=True)
class HeldFile:
    """``identity`` is another one after each change of the content; "" before it is committed."""

    value: Any
    identity: str

    @property
    def kind(self) -> str:
        """A key of ``content.files.KINDS``, by the media type, else by the name; or ""."""
        claimed = extension(self.value.filename or "")
        of_type = [kind for kind in KINDS.values() if kind.mime_type == self.value.contentType]
        named = [kind for kind in of_type or KINDS.values() if claimed in kind.extensions]
        return next((kind.name for kind in [*named, *of_type]), "")

    @property
    def is_readable(self) -> bool:
        return is_readable(self.kind)

    def true_kind(self) -> str:
        """The same by the content, which is read for that."""
        with self.value.open() as stream:
            return signatures.detect(stream) or ""


def held_file(obj: Any) -> HeldFile | None:
    """The main file of an item; None when it has none, or is of another type."""
    if getattr(aq_base(obj), "portal_type", None) not in TYPES:
        return None
    value = getattr(aq_base(obj), FIELD, None)
    if not INamedBlobFile.providedBy(value):
        return None
    oid = value._blob._p_oid
    return HeldFile(value, oid.hex() if oid else "")


def is_at_home() -> bool:
    """Whether the current site has the add-on at all."""
    return IHcmeduPortalLayer in registered_layers()


def item_of(uid: str) -> Any | None:
    """The item with this UID, whoever asks; None when it is gone."""
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(UID=uid)
    return brains[0]._unrestrictedGetObject() if brains else None
