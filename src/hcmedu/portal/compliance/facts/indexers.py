"""Catalog: what an item lacks of what the law demands of its kind, and what else is judged of it.

Index and column ``lacks``: names of demanded fields that are empty, and of flaws. Column
``compliance``: a plain dict of what no other column tells. A report wakes no object.
"""

from collections.abc import Mapping
from functools import cache
from hcmedu.portal.regulations import catalogue
from hcmedu.portal.regulations.model import CheckKind
from plone.app.textfield.interfaces import IRichTextValue
from plone.dexterity.interfaces import IDexterityContent
from plone.indexer import indexer
from plone.namedfile.interfaces import INamed
from typing import Any

import re


TAG = re.compile(r"<[^>]*>")
PICTURE = re.compile(r"<img\b", re.IGNORECASE)


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
    found = [name for name in demanded_fields().get(obj.portal_type, ()) if is_empty(obj, name)]
    if not found:
        raise AttributeError("lacks")
    return found


@indexer(IDexterityContent)
def compliance(obj: Any) -> dict[str, Any]:
    """``words`` and ``pictures`` of a text, ``code`` of a procedure."""
    found: dict[str, Any] = {}
    text = getattr(obj.aq_base, "text", None)
    if IRichTextValue.providedBy(text):
        found["words"] = len(plain(text.raw).split())
        found["pictures"] = len(PICTURE.findall(text.raw or ""))
    if obj.portal_type == "Procedure" and getattr(obj.aq_base, "code", None):
        found["code"] = obj.code
    if not found:
        raise AttributeError("compliance")
    return found


def is_empty(obj: Any, name: str) -> bool:
    """Whether a field has no value that a reader would call one; never an acquired one."""
    value = getattr(obj.aq_base, name, None)
    if IRichTextValue.providedBy(value):
        return not plain(value.raw)
    if INamed.providedBy(value):
        return not value.getSize()
    return not value.strip() if isinstance(value, str) else value in (None, [], (), {}, set())


def plain(markup: str | None) -> str:
    """Words of rich text; nothing for paragraphs without any."""
    return " ".join(TAG.sub(" ", markup or "").replace("&nbsp;", " ").split())
