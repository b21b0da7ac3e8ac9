"""Catalog: what an item lacks of what the law demands of its kind, and what else is judged of it.

Index and column ``lacks``: names of demanded fields that are empty, and flaws. Column
``compliance``: a plain dict of what no other column tells. A report wakes no object.
"""

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterator
from collections.abc import Mapping
from functools import cache
from hcmedu.portal.compliance.facts.beginning import first_seen
from hcmedu.portal.compliance.facts.emptiness import is_blank
from hcmedu.portal.compliance.facts.emptiness import pictures
from hcmedu.portal.compliance.facts.emptiness import says_nothing
from hcmedu.portal.compliance.facts.emptiness import words
from hcmedu.portal.content.uploads import ATTACHMENT_HOLDERS
from hcmedu.portal.listing.queries import USABLE
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import CheckKind
from hcmedu.portal.regulations.model import Display
from hcmedu.portal.school.interfaces import ISection
from hcmedu.portal.viewer.holders import held_file
from hcmedu.portal.viewer.notes import current_note
from hcmedu.portal.viewer.settings import site_settings
from plone.app.textfield.interfaces import IRichTextValue
from plone.dexterity.interfaces import IDexterityContent
from plone.indexer import indexer
from plone.namedfile.interfaces import INamed
from typing import Any


#: Flaw: the file has no pages and never will have any, so that nobody reads it in place (289 VI).
NOT_VIEWABLE = "not-viewable"
#: Flaw: a page without a word, a picture or a file, which fills no section.
NO_CONTENT = "no-content"
#: Types whose text, or file in place of it, is all that they are.
TEXTS = ("Document", "News Item", "Schedule")
#: Fields without which an item of a type is nothing to read, beside those that a check names.
NEEDED = {"Disclosure": ("file",)}
#: No flaw: the file or image belongs to the item that it lies in, and is none of its section.
PART = "part-of-an-item"
#: No flaw: it lies in a folder of a section, as the pictures of an album do. It is public with that
#: folder, as what a text uses is with the text, but it is there for its own sake (289 III.3).
OF_ALBUM = "of-an-album"
#: Fields with the one picture of an item, the first that it has counts.
LEADING = ("image", "preview_image")


@cache
def demanded_fields() -> Mapping[str, tuple[str, ...]]:
    """Portal type → fields that any check of the catalogue wants filled."""
    law = catalogue()
    found: dict[str, dict[str, None]] = {}
    for owner in (*law.sections.values(), *law.items.values()):
        for check in owner.checks:
            if check.kind is CheckKind.FIELDS_FILLED:
                names = found.setdefault(str(check.params["portal_type"]), {})
                names.update(dict.fromkeys(check.params["fields"]))
    return {kind: tuple(names) for kind, names in found.items()}


@indexer(IDexterityContent)
def lacks(obj: Any) -> list[str]:
    """Names of what is missing or wrong; nothing is indexed where nothing is."""
    kind = obj.portal_type
    names = (*demanded_fields().get(kind, ()), *NEEDED.get(kind, ()))
    found = [name for name in names if is_empty(obj, name)]
    found.extend(flaws(obj))
    if not found:
        raise AttributeError("lacks")
    return found


def flaws(obj: Any) -> Iterator[str]:
    parent = aq_parent(aq_inner(obj))
    if getattr(parent, "portal_type", None) in ATTACHMENT_HOLDERS:
        yield PART
    if obj.portal_type in USABLE and is_album(parent):
        yield OF_ALBUM
    if obj.portal_type in TEXTS and not has_content(obj) and not is_ticker(obj):
        yield NO_CONTENT
    if is_hidden(obj):
        yield NOT_VIEWABLE


def is_album(parent: Any) -> bool:
    return getattr(parent, "portal_type", None) == "Folder" and not ISection.providedBy(parent)


@indexer(IDexterityContent)
def compliance(obj: Any) -> dict[str, Any]:
    """``words`` and ``pictures`` of a text, ``code`` of a procedure, ``seen`` of ``beginning``."""
    found: dict[str, Any] = {}
    own = own_values(obj)
    text = own.get("text")
    if IRichTextValue.providedBy(text):
        found["words"] = len(words(text.raw))
        found["pictures"] = pictures(text.raw)
    if any(is_filled_file(own.get(name)) for name in LEADING):
        found["pictures"] = found.get("pictures", 0) + 1
    if obj.portal_type == "Procedure" and not is_blank(own.get("code")):
        found["code"] = own["code"]
    seen = first_seen(obj)
    if seen is not None:
        found["seen"] = seen
    if not found:
        raise AttributeError("compliance")
    return found


def own_values(obj: Any) -> Mapping[str, Any]:
    """What was given to the object itself: looking for more searches all of its schemas."""
    return getattr(aq_base(obj), "__dict__", {})


def is_empty(obj: Any, name: str) -> bool:
    """Whether a field has no value that a reader would call one; a default is one, never an
    acquired value."""
    value = getattr(aq_base(obj), name, None)
    if IRichTextValue.providedBy(value):
        return says_nothing(value.raw)
    if INamed.providedBy(value):
        return not is_filled_file(value)
    return is_blank(value)


def has_content(obj: Any) -> bool:
    own = own_values(obj)
    text = own.get("text")
    if IRichTextValue.providedBy(text) and not says_nothing(text.raw):
        return True
    return any(is_filled_file(own.get(name)) for name in ("file", *LEADING))


def is_ticker(obj: Any) -> bool:
    """Whether it is shown by its title alone."""
    return own_values(aq_parent(aq_inner(obj))).get("section_kind") == Display.TICKER


def is_filled_file(value: Any) -> bool:
    return INamed.providedBy(value) and bool(value.getSize())


def is_hidden(obj: Any) -> bool:
    """Whether it has a file that the viewer shows no page of: of a kind without pages, or one that
    could not be read. One that waits for its pages is not."""
    held = held_file(obj)
    if held is None:
        return False
    if not held.is_readable:
        return True
    note = current_note(obj, held)
    if note is None:
        return not site_settings().takes(held.kind)
    return not note.get("successfully_converted")
