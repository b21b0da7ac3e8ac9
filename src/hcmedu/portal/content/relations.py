"""Documents that replace or amend one another: told from both ends, never in a circle."""

from AccessControl import getSecurityManager
from Acquisition import aq_base
from collections.abc import Callable
from collections.abc import Hashable
from collections.abc import Iterable
from dataclasses import dataclass
from DateTime import DateTime
from datetime import date
from hcmedu.portal import _
from hcmedu.portal.content import bearing
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.force import force_state
from hcmedu.portal.content.force import ForceState
from hcmedu.portal.content.force import replacing
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone import api
from plone.app.iterate.dexterity.utils import get_baseline
from plone.app.iterate.interfaces import IWorkingCopy
from plone.dexterity.interfaces import IDexterityContent
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.serializer.relationfield import RelationListFieldSerializer
from plone.uuid.interfaces import IUUID
from Products.CMFCore.indexing import processQueue
from Products.ZCatalog.ZCatalog import ZCatalog
from typing import Any
from typing import TypeVar
from z3c.relationfield.event import removeRelations
from z3c.relationfield.event import updateRelations
from z3c.relationfield.interfaces import IRelationList
from zope.component import adapter
from zope.component.hooks import getSite
from zope.interface import implementer
from zope.lifecycleevent.interfaces import IObjectMovedEvent
from zope.lifecycleevent.interfaces import IObjectRemovedEvent


NAMES = ("replaces", "amends")
#: (relation, seen from its target?, heading)
DIRECTIONS = (
    ("replaces", False, _("Replaces")),
    ("replaces", True, _("Replaced by")),
    ("amends", False, _("Amends")),
    ("amends", True, _("Amended by")),
)

#: Fields that name documents by their numbers, with their headings.
NAMED = (("legal_bases", _("Legal bases")), ("replaced_numbers", _("Replaces")))

Node = TypeVar("Node", bound=Hashable)


def reaches(start: Node, goal: Node, step: Callable[[Node], Iterable[Node]]) -> bool:
    """Whether ``goal`` can be reached from ``start`` (which counts) along ``step``."""
    seen: set[Node] = set()
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node == goal:
            return True
        if node not in seen:
            seen.add(node)
            waiting.extend(step(node))
    return False


def targets(doc: Any, name: str) -> list[Any]:
    """What a document points to: relation values as stored, or objects as a form holds them."""
    found = (getattr(value, "to_object", value) for value in getattr(doc, name, None) or ())
    return [obj for obj in found if obj is not None]


def check_relations(data: Any) -> None:
    """Invariant: only other documents, none both replaced and amended, no circle.

    ``data`` is an object, or what a form holds of one (its ``__context__``, None while adding).
    """
    own = _same_document(getattr(data, "__context__", data))
    for name in NAMES:
        _check_targets(targets(data, name), name, own)
    replaced = {aq_base(obj) for obj in targets(data, "replaces")}
    if any(aq_base(obj) in replaced for obj in targets(data, "amends")):
        raise FieldInvalid(_("A document is either replaced or amended, not both."), "amends")


def _same_document(own: Any) -> list[Any]:
    """The document; for a working copy also the one that it will replace; none while adding."""
    if own is None:
        return []
    baseline = get_baseline(own) if IWorkingCopy.providedBy(own) else None
    return [aq_base(each) for each in (own, baseline) if each is not None]


def _check_targets(found: list[Any], name: str, own: list[Any]) -> None:
    for obj in found:
        if getattr(obj, "portal_type", None) != "OfficialDocument":
            raise FieldInvalid(_("Only official documents can be chosen here."), name)
        if any(aq_base(obj) is each for each in own):
            raise FieldInvalid(_("A document cannot refer to itself."), name)
        if any(reaches(aq_base(obj), each, _pointed_to) for each in own):
            raise FieldInvalid(_circle_message(obj), name)


def _pointed_to(doc: Any) -> list[Any]:
    return [aq_base(obj) for name in NAMES for obj in targets(doc, name)]


def _circle_message(other: Any) -> str:
    return _(
        "“${title}” already refers to this document, directly or through others.",
        mapping={"title": other.Title()},
    )


@dataclass(frozen=True)
class RelatedDocument:
    """The other end of a relation, as a visitor may see it."""

    title: str
    url: str
    state: ForceState


@dataclass(frozen=True)
class RelatedGroup:
    """Documents related in one direction; ``heading`` is a message such as 'Replaced by'."""

    name: str
    heading: str
    documents: list[RelatedDocument]


@dataclass(frozen=True)
class NamedDocument:
    """A line as it was written, and the document on the portal that it means, if there is one."""

    line: str
    document: RelatedDocument | None


@dataclass(frozen=True)
class NamedGroup:
    name: str
    heading: str
    documents: list[NamedDocument]


def related(doc: Any, today: date) -> list[RelatedGroup]:
    """Non-empty groups of related documents that the current user may view."""
    processQueue()
    groups = []
    for name, backwards, heading in DIRECTIONS:
        found = [_related(obj, today) for obj in other_ends(doc, name, backwards)]
        if found:
            groups.append(RelatedGroup(f"{name}-by" if backwards else name, heading, found))
    founded = based_on(doc, today)
    return [*groups, founded] if founded else groups


def other_ends(doc: Any, name: str, backwards: bool) -> list[Any]:
    """Viewable documents at the other end of a relation, through the relation catalog.

    What has expired is not offered to visitors any more, here as little as in any other list; a
    working copy would name its original a second time.
    """
    may_view = getSecurityManager().checkPermission
    if backwards and name == "replaces":
        found = [other for other in replacing(doc) if may_view("View", other)]
    elif backwards:
        found = [each.from_object for each in api.relation.get(target=doc, relationship=name)]
    else:
        found = [each.to_object for each in api.relation.get(source=doc, relationship=name)]
    now = DateTime()
    return [
        document
        for document in found
        if document.expires() > now and not IWorkingCopy.providedBy(document)
    ]


def named(doc: Any, today: date) -> list[NamedGroup]:
    """The documents that this one names by their numbers; groups without any are left out."""
    processQueue()
    groups = (
        NamedGroup(name, heading, [_named(doc, line, today) for line in getattr(doc, name, ())])
        for name, heading in NAMED
    )
    return [group for group in groups if group.documents]


def _named(doc: Any, line: str, today: date) -> NamedDocument:
    keys = bearing.named_keys([line])
    found = viewable(bearing.bearing(doc, keys[0])) if keys else []
    brain = bearing.meant(doc, keys[0], found) if found else None
    return NamedDocument(line, _related(brain.getObject(), today) if brain else None)


def based_on(doc: Any, today: date) -> RelatedGroup | None:
    """The documents that the user may view and that are based on this one."""
    named = viewable(bearing.naming(doc, bearing.REFERS))
    found = [brain.getObject() for brain in named]
    meant = [_related(obj, today) for obj in found if bearing.means(obj, doc)]
    return RelatedGroup("bases-by", _("Basis of"), meant) if meant else None


def viewable(brains: Iterable[Any]) -> list[Any]:
    """Those that the user may view, and that every list shows: no copies, nothing expired."""
    now = DateTime()
    may_view = getSecurityManager().checkPermission
    found = []
    for brain, obj in ((brain, brain._unrestrictedGetObject()) for brain in brains):
        if may_view("View", obj) and obj.expires() > now and not IWorkingCopy.providedBy(obj):
            found.append(brain)
    return found


def _related(obj: Any, today: date) -> RelatedDocument:
    return RelatedDocument(obj.Title(), obj.absolute_url(), force_state(obj, today))


@implementer(IFieldSerializer)
@adapter(IRelationList, IDexterityContent, IHcmeduPortalLayer)
class ViewableRelations(RelationListFieldSerializer):
    """Relations in REST: the stock serializer tells title and address of what may not be seen."""

    def get_value(self, default: Any = None) -> list[Any]:
        may_view = getSecurityManager().checkPermission
        values = super().get_value(default)
        return [value for value in values if may_view("View", value.to_object)]


def reindex_replaced(doc: Any, event: Any) -> None:
    """Subscriber: a document changed, its state or its place; what it replaces follows.

    Also what it replaced until now: the catalog still knows those by ``replaced_by``.
    """
    if getSite() is None:
        return  # the whole site is being deleted
    if IObjectRemovedEvent.providedBy(event):
        removeRelations(doc, event)
    elif not IObjectMovedEvent.providedBy(event):
        updateRelations(doc, event)
    catalog = api.portal.get_tool("portal_catalog")
    # Past the queue of the catalog: what waits there is indexed by what is true when its turn
    # comes, and emptying it at each step of a document would index everything over and over.
    stale = ZCatalog.searchResults(catalog, replaced_by=IUUID(doc))
    found = targets(doc, "replaces")
    pointed_at = {"/".join(obj.getPhysicalPath()) for obj in found}
    by_number = [brain for brain in stale if brain.getPath() not in pointed_at]
    if by_number or getattr(doc, "replaced_numbers", None):
        # What is replaced is cataloged by what the catalog knows of the document that replaces it.
        if not IObjectRemovedEvent.providedBy(event):
            doc.reindexObject(idxs=[bearing.REPLACES])
        processQueue()
        by_number += replaced_by_number(doc)
    if bearing.naming(doc, bearing.REPLACES):
        # What names this number may have meant another until now, or does so from now on.
        # The queue catalogs changed items before new ones: this one may be new.
        processQueue()
        key = bearing.whole_key(doc.number)
        by_number += [each for each in bearing.bearing(doc, key) if IUUID(doc) != each.UID]
    found += bearing.objects(by_number)
    for obj in found:
        obj.reindexObject(idxs=["replaced_by", "replaced_from", "force_ends"])


def replaced_by_number(doc: Any) -> list[Any]:
    """Brains of the documents whose numbers it says it replaces."""
    keys = bearing.named_keys(getattr(doc, "replaced_numbers", None))
    return [brain for key in keys for brain in bearing.bearing(doc, key)]
