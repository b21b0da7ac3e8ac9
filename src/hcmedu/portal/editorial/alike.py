"""Whether two values of a field say the same, whatever objects they are."""

from hashlib import file_digest
from hcmedu.portal.content.uploads import open_upload
from plone.app.textfield.interfaces import IRichTextValue
from plone.namedfile.interfaces import INamed
from typing import Any
from z3c.relationfield.interfaces import IRelationValue


def alike(one: Any, other: Any) -> bool:
    """Equal for a reader: files by what is in them, texts by their source, relations by where they
    lead; an empty value is as good as none."""
    if is_empty(one) or is_empty(other):
        return is_empty(one) and is_empty(other)
    if INamed.providedBy(one) and INamed.providedBy(other):
        return one.filename == other.filename and digest(one) == digest(other)
    if IRichTextValue.providedBy(one) and IRichTextValue.providedBy(other):
        return one.raw == other.raw
    if IRelationValue.providedBy(one) and IRelationValue.providedBy(other):
        return one.to_id == other.to_id
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    return one == other


def is_empty(value: Any) -> bool:
    """None, a text or collection of nothing, a box that is not ticked; 0 is an answer."""
    if IRichTextValue.providedBy(value):
        return not (value.raw or "").strip()
    return (
        value is None
        or value is False
        or (isinstance(value, str | list | tuple | set | dict) and not value)
    )


def digest(value: INamed) -> str:
    with open_upload(value) as stream:
        return file_digest(stream, "sha256").hexdigest()
