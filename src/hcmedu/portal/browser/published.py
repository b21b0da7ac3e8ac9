"""What visitors may see now, whoever asks: drafts are neither shared nor told to machines."""

from Acquisition import aq_base
from hcmedu.portal.behaviors.section import ISection
from hcmedu.portal.school import section_of
from hcmedu.portal.viewer.browser.images import is_public
from plone.base.interfaces import IPloneSiteRoot
from typing import Any


#: Written by the school to be read; all else has a page of facts.
ARTICLE_TYPES = frozenset({"Document", "Event", "News Item"})
MEDIA_TYPES = frozenset({"File", "Image", "Link"})
#: What people send to each other. Sections and persons are left out, albums are not.
SHARED_TYPES = (
    ARTICLE_TYPES
    | MEDIA_TYPES
    | {
        "ConsultationTopic",
        "Disclosure",
        "LearningResource",
        "OfficialDocument",
        "Procedure",
        "Schedule",
    }
)
ALBUM_KIND = "album"


def portal_type(item: Any) -> str:
    return getattr(aq_base(item), "portal_type", "")


def kind_of(item: Any) -> str:
    """Kind of the section that holds the item; empty outside of the tree."""
    section = section_of(item)
    return getattr(aq_base(section), "section_kind", None) or "" if section is not None else ""


def is_album(item: Any) -> bool:
    """A plain folder somewhere in a section of albums: 289/VP-CNTT III.3 (A25)."""
    if portal_type(item) != "Folder" or ISection.providedBy(item):
        return False
    return kind_of(item) == ALBUM_KIND


def is_shared(item: Any) -> bool:
    """Whether the item has a page that is public now and is worth sending to others."""
    if IPloneSiteRoot.providedBy(item):
        return False
    wanted = portal_type(item) in SHARED_TYPES or is_album(item)
    return wanted and is_public(item)
