"""Values of fields on their way between an item and its working copy.

No mutable value is shared. A file is: the new file object points to the same blob, as the versions
of CMFEditions do, so that a working copy costs no disk space until somebody uploads another file.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from dataclasses import field
from persistent import Persistent
from plone.app.textfield.interfaces import IRichTextValue
from plone.app.textfield.value import RichTextValue
from plone.namedfile.interfaces import INamed
from typing import Any
from z3c.relationfield import RelationValue
from z3c.relationfield.interfaces import IRelationValue
from zope.copy import clone

import re


_UID = re.compile(r"\b[0-9a-f]{32}\b")


@dataclass(frozen=True)
class References:
    """What stands for what at the other end: UIDs in rich texts, intids in relations."""

    uids: Mapping[str, str] = field(default_factory=dict)
    intids: Mapping[int, int] = field(default_factory=dict)

    def text(self, raw: str) -> str:
        """The same markup, its references pointing to the objects of the other end."""
        return _UID.sub(lambda found: self.uids.get(found[0], found[0]), raw) if raw else raw


def carried(value: Any, references: References) -> Any:
    """The value for the other end."""
    if IRelationValue.providedBy(value):
        return _relation(value, references)
    if isinstance(value, list | tuple) and any(IRelationValue.providedBy(v) for v in value):
        return type(value)(_relation(v, references) for v in value if not v.isBroken())
    if IRichTextValue.providedBy(value):
        return _rich_text(value, references)
    if INamed.providedBy(value) and isinstance(value, Persistent):
        return _file(value)
    return clone(value) if isinstance(value, Persistent) else deepcopy(value)


def _relation(value: Any, references: References) -> Any:
    if value.isBroken():
        return None
    return RelationValue(references.intids.get(value.to_id, value.to_id))


def _rich_text(value: Any, references: References) -> Any:
    raw = references.text(value.raw)
    if raw == value.raw:
        return value  # immutable
    return RichTextValue(raw, value.mimeType, value.outputMimeType, value.encoding)


def _file(value: Any) -> Any:
    twin = value.__class__.__new__(value.__class__)
    twin.__setstate__(dict(value.__getstate__()))
    return twin


def alike(one: Any, other: Any) -> bool:
    """Whether a change from one to the other is none, so that nothing need be written."""
    return type(one) is type(other) and _essence(one) == _essence(other)


def _essence(value: Any) -> Any:
    """What makes up a value of a field, comparable."""
    if IRelationValue.providedBy(value):
        return value.to_id
    if isinstance(value, list | tuple):
        return [_essence(each) for each in value]
    if IRichTextValue.providedBy(value):
        return value.raw, value.mimeType, value.outputMimeType
    if INamed.providedBy(value) and hasattr(value, "_blob"):
        return value._blob, value.filename, value.contentType
    return value
