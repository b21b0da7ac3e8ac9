"""All fields of an item, whatever schema or behavior they belong to, brought to another object."""

from Acquisition import aq_base
from collections.abc import Iterator
from copy import deepcopy
from hcmedu.portal.editorial.copies.values import alike
from hcmedu.portal.editorial.copies.values import carried
from hcmedu.portal.editorial.copies.values import References
from plone.dexterity.utils import iterSchemata
from typing import Any
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IField


#: Fields that belong to the object, not to its content: address, first day of publication,
#: author, the note of one save, and the place in the tree of sections.
OWN_FIELDS = frozenset({"id", "effective", "creators", "changeNote", "section_code"})
#: What stands beside the fields: a title that the type makes, the chosen view, what may be added
#: to a folder.
ATTRIBUTES = (
    "title",
    "layout",
    "constrain_types_mode",
    "locally_allowed_types",
    "immediately_addable_types",
)
_MISSING = object()


def transfer(source: Any, target: Any, references: References | None = None) -> frozenset[str]:
    """Give ``target`` the content of ``source``; names of the fields that changed.

    Annotations stay where they are: locks, authorship, comments, image scales and portlets belong
    to one object. Behaviors that keep a field there are reached through their adapter.
    """
    creators = target.creators  # the adapter of Dublin Core sets the current user where none is
    changed = {
        name for name in _transfer_fields(source, target, references or References()) if name
    }
    changed |= {name for name in ATTRIBUTES if _transfer_attribute(source, target, name)}
    target.creators = creators
    return frozenset(changed)


def _transfer_fields(source: Any, target: Any, references: References) -> Iterator[str | None]:
    for schema in iterSchemata(source):
        origin, goal = schema(source, None), schema(target, None)
        if origin is None or goal is None:
            continue
        for name, field in getFieldsInOrder(schema):
            if name == "expires":
                yield _transfer_attribute(source, target, "expiration_date") and name
            elif not field.readonly and name not in OWN_FIELDS:
                yield _transfer_field(origin, goal, field, references) and name


def _transfer_field(origin: Any, goal: Any, field: IField, references: References) -> bool:
    """Through the adapters, as forms do. What was never set is left unset."""
    name = field.__name__
    value = getattr(origin, name, _MISSING)
    if value is _MISSING:
        return False
    value = carried(value, references)
    if alike(getattr(goal, name, _MISSING), value):
        return False
    setattr(goal, name, value)
    return True


def _transfer_attribute(source: Any, target: Any, name: str) -> bool:
    """The attribute as it is: a date of Dublin Core would lose its time zone in its adapter."""
    value = getattr(aq_base(source), name, _MISSING)
    if value is _MISSING or getattr(aq_base(target), name, _MISSING) == value:
        return False
    if name == "layout":
        target.setLayout(value)
    else:
        setattr(target, name, deepcopy(value))
    return True
