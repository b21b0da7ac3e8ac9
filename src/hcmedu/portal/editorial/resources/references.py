"""Which files and images an item uses: inside of it, in its rich texts, by relation.

Plone's link integrity keeps relations for texts, too, but may be switched off, runs on
modification only (a working copy has none at first) and does not know relation fields. What decides
about publication is read from the item itself.
"""

from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterator
from dataclasses import dataclass
from hcmedu.portal.editorial.chains import approval_workflow
from hcmedu.portal.editorial.chains import holds_attachments
from hcmedu.portal.editorial.resources.links import is_resource
from hcmedu.portal.editorial.resources.links import links_in
from hcmedu.portal.editorial.resources.links import resource_at
from hcmedu.portal.school import section_of
from plone.app.textfield import RichText
from plone.dexterity.utils import iterSchemata
from plone.uuid.interfaces import IUUID
from typing import Any
from z3c.relationfield.schema import Relation
from z3c.relationfield.schema import RelationList
from zc.relation.interfaces import ICatalog
from zope.component import queryUtility
from zope.intid.interfaces import IIntIds
from zope.schema import getFields


#: RelationChoice is a Relation.
_REFERRING = (RichText, Relation, RelationList)
#: Displays of sections whose lists show what goes with an item, too.
MEDIA_KINDS = frozenset({"album", "audio", "video"})


@dataclass(frozen=True)
class Use:
    """An item that uses a resource, with its state in the workflow of approval (or None)."""

    item: Any
    state: str | None


def used_by_item(item: Any) -> list[Any]:
    """The File and Image objects that an item uses, each once, whoever may see them.

    Files and images use nothing themselves: they are what is used.
    """
    if is_resource(item):
        return []
    return unique([*_inside(item), *_in_fields(item), *_linked(item)])


def users_of(resource: Any) -> list[Use]:
    """The items that use a File or Image, whoever may see them.

    Plone's relations name them (link integrity must be on to find drafts by their text); each is
    asked, since a relation may be older than the text.
    """
    found = unique([*_holder(resource), *_related(resource)])
    return [Use(item, state_of(item)) for item in found if uses(item, resource)]


def uses(item: Any, resource: Any) -> bool:
    return IUUID(resource) in {IUUID(each) for each in used_by_item(item)}


def state_of(item: Any) -> str | None:
    """State in the workflow of approval; None for attachments, sections and the like."""
    workflow = approval_workflow(item)
    return workflow.getInfoFor(item, "review_state", None) if workflow is not None else None


def unique(objects: list[Any]) -> list[Any]:
    return list({IUUID(each): each for each in objects}.values())


def is_media_folder(item: Any) -> bool:
    """An album, or another plain folder in a section of pictures, films or music (A24–A26)."""
    if getattr(item, "portal_type", None) != "Folder" or getattr(item, "section_code", None):
        return False
    return getattr(section_of(item), "section_kind", None) in MEDIA_KINDS


def _inside(item: Any) -> Iterator[Any]:
    """Attachments of a document, pictures of an album."""
    if holds_attachments(item) or is_media_folder(item):
        yield from (child for child in item.objectValues() if is_resource(child))


def links_of(item: Any) -> set[str]:
    """Every address in the rich texts of an item."""
    values = (value for field, value in _fields(item) if isinstance(field, RichText))
    return {link for value in values for link in links_in(getattr(value, "raw", None) or "")}


def _fields(item: Any) -> Iterator[tuple[Any, Any]]:
    """Rich texts and relations of an item, each with its value."""
    for schema in iterSchemata(item):
        for name, field in getFields(schema).items():
            if isinstance(field, _REFERRING):
                yield field, getattr(schema(item, None), name, None)


def _in_fields(item: Any) -> Iterator[Any]:
    for field, value in _fields(item):
        if isinstance(field, RichText):
            yield from _in_text(item, value)
        elif isinstance(field, RelationList):
            yield from _targets(value or ())
        else:
            yield from _targets([value])


def _in_text(item: Any, value: Any) -> Iterator[Any]:
    found = (resource_at(item, link) for link in links_in(getattr(value, "raw", None) or ""))
    yield from (resource for resource in found if resource is not None)


def _targets(relations: Any) -> Iterator[Any]:
    found = (getattr(relation, "to_object", None) for relation in relations)
    yield from (target for target in found if target is not None and is_resource(target))


def _linked(item: Any) -> Iterator[Any]:
    """What an item of type Link leads to."""
    address = getattr(aq_base(item), "remoteUrl", None)
    if isinstance(address, str) and address:
        place = address.replace("${portal_url}", "").replace("${navigation_root_url}", "")
        resource = resource_at(item, place)
        if resource is not None:
            yield resource


def _holder(resource: Any) -> Iterator[Any]:
    parent = aq_parent(aq_inner(resource))
    if holds_attachments(parent) or is_media_folder(parent):
        yield parent


def _related(resource: Any) -> Iterator[Any]:
    """Sources of all relations to a resource, of texts and of fields."""
    intids, catalog = queryUtility(IIntIds), queryUtility(ICatalog)
    number = intids.queryId(resource) if intids is not None else None
    if number is None or catalog is None:
        return
    for relation in catalog.findRelations({"to_id": number}):
        if relation.from_object is not None:
            yield relation.from_object
