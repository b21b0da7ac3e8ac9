"""Which fields a change really changed: forms name more than that.

A form sends every field, and takes an empty value for another one than none, or a file that was not
touched for a new one. So each field is compared with what the database holds: the item as it was
when the transaction began.
"""

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterable
from collections.abc import Iterator
from hcmedu.portal.editorial.alike import alike
from plone.behavior.annotation import AnnotationsFactoryImpl
from typing import Any
from zope.lifecycleevent.interfaces import IAttributes


#: The note on a save is no content: it stands in the history.
NO_CONTENT = frozenset({"changeNote"})
MISSING = object()


def changed_fields(item: Any, descriptions: Iterable[Any]) -> list[str]:
    """Names of the fields that an event tells of and that differ; all of them for a new item."""
    told = list(dict.fromkeys(_told(descriptions)))
    before = former(item) if told else None
    found = (name for schema, name in told if before is None or differs(schema, name, before, item))
    return list(dict.fromkeys(found))


def _told(descriptions: Iterable[Any]) -> Iterator[tuple[Any, str]]:
    """Schema and name of a field; forms and REST put the name of the schema before it."""
    for each in descriptions or ():
        if IAttributes.providedBy(each):
            names = (name.rpartition(".")[2] for name in each.attributes)
            yield from ((each.interface, name) for name in names if name not in NO_CONTENT)


def former(item: Any) -> Any | None:
    """The item as stored before this transaction, to be read only; None for a new one."""
    base = aq_base(item)
    jar = getattr(base, "_p_jar", None)
    if jar is None:
        return None
    try:
        # below the storage of savepoints, in the snapshot of this transaction
        stored, _serial = jar._normal_storage.load(base._p_oid)
    except KeyError:  # POSKeyError: not stored yet
        return None
    state = jar._reader.getState(stored)
    before = base.__class__.__new__(base.__class__)
    before.__dict__.update(state)
    return before.__of__(aq_parent(aq_inner(item)))


def differs(schema: Any, name: str, before: Any, after: Any) -> bool:
    """Whether a field has another value now; what can't be compared counts as changed."""
    one, other = value_of(schema, name, before), value_of(schema, name, after)
    return one is MISSING or other is MISSING or not alike(one, other)


def value_of(schema: Any, name: str, item: Any) -> Any:
    """Annotations lie in an object of their own, which has no former state here."""
    holder = schema(item, None) if schema is not None else item
    if isinstance(holder, AnnotationsFactoryImpl):
        return MISSING
    return getattr(aq_base(holder), name, MISSING)
