"""The one place that knows collective.documentviewer; the rest of the room imports it from here.

Used of it are its settings: those of a site (``GlobalSettings``: convert by itself, OCR, kinds of
files), those of an item (``Settings``: converted or not, of which file, with how many pages), the
names under which it stores pages, and its event. What its ZCML would register is left out
(``meta.zcml``): none of its pages works on Plone 6 or is safe.

Start-up fix for 6.0.3: it imports two names from where zope.component 5 and later have them no
more. They stand there only while it is imported. Can go when ``test_documentviewer.py`` says that
it imports without.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from zope.interface.interfaces import IObjectEvent
from zope.interface.interfaces import ObjectEvent

import zope.component.interfaces


@contextmanager
def names_of_old() -> Iterator[None]:
    """Inside, ``zope.component.interfaces`` has what it had before version 5."""
    old = {"IObjectEvent": IObjectEvent, "ObjectEvent": ObjectEvent}
    missing = {name for name in old if not hasattr(zope.component.interfaces, name)}
    for name in missing:
        setattr(zope.component.interfaces, name, old[name])
    try:
        yield
    finally:
        for name in missing:
            delattr(zope.component.interfaces, name)


with names_of_old():
    from collective.documentviewer.config import EXTENSION_TO_ID_MAPPING
    from collective.documentviewer.events import ConversionFinishedEvent
    from collective.documentviewer.interfaces import IGlobalDocumentViewerSettings
    from collective.documentviewer.settings import GlobalSettings
    from collective.documentviewer.settings import Settings


__all__ = [
    "ANNOTATION",
    "ConversionFinishedEvent",
    "GlobalSettings",
    "IGlobalDocumentViewerSettings",
    "Settings",
    "kind_of_setting",
    "page_name",
]

#: Under this key it keeps its settings, of a site and of an item.
ANNOTATION = "collective.documentviewer"


def page_name(page: int) -> str:
    """Its name of the image of a page, from 1."""
    return f"large/dump_{page}.jpg"


def kind_of_setting(kind: str) -> str | None:
    """Its word for a kind of ``content.files``: what an administrator switches on or off."""
    return EXTENSION_TO_ID_MAPPING.get("jpg" if kind == "webp" else kind)
