"""What the administrator of a site decides; kept as collective.documentviewer's site settings."""

from dataclasses import dataclass
from hcmedu.portal.viewer.documentviewer import ANNOTATION
from hcmedu.portal.viewer.documentviewer import GlobalSettings
from hcmedu.portal.viewer.documentviewer import kind_of_setting
from plone import api
from zope.annotation.interfaces import IAnnotations


#: documentviewer's words for the kinds of files that have pages.
ALL_KINDS = ("pdf", "word", "excel", "ppt", "rft", "image")


@dataclass(frozen=True)
class SiteSettings:
    """``converts``: new files get pages by themselves; ``ocr``: scans are read."""

    converts: bool = True
    ocr: bool = True
    kinds: frozenset[str] = frozenset(ALL_KINDS)

    def takes(self, kind: str) -> bool:
        """Whether files of a kind of ``content.files`` get pages."""
        return self.converts and kind_of_setting(kind) in self.kinds


def site_settings() -> SiteSettings:
    """Those of the current site; reading changes nothing."""
    site = api.portal.get()
    if ANNOTATION not in IAnnotations(site):
        return SiteSettings()
    stored = GlobalSettings(site)
    return SiteSettings(
        bool(stored.auto_convert), bool(stored.ocr), frozenset(stored.auto_layout_file_types)
    )


def make_settings() -> None:
    """What differs from documentviewer's defaults, where nobody decided anything yet."""
    site = api.portal.get()
    if ANNOTATION in IAnnotations(site):
        return
    stored = GlobalSettings(site)
    stored.ocr = True
    stored.auto_layout_file_types = list(ALL_KINDS)
    # Its view is never chosen: pages stand in the view of the item.
    stored.auto_select_layout = False
    stored.storage_type = "Blob"
    stored.pdf_image_format = "jpg"


def remove_settings() -> None:
    IAnnotations(api.portal.get()).pop(ANNOTATION, None)
