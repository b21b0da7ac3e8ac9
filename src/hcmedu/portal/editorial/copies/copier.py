"""Makes a working copy, and gives the original the content of an approved one.

Unlike the copier of plone.app.iterate it copies attachments (and nothing else that lies inside),
shares no mutable value, leaves annotations alone and asks for no right of its own.
"""

from hcmedu.portal.editorial.copies.attachments import copy_attachments
from hcmedu.portal.editorial.copies.attachments import duplicate
from hcmedu.portal.editorial.copies.attachments import merge_attachments
from hcmedu.portal.editorial.copies.attachments import move_contents
from hcmedu.portal.editorial.copies.attachments import Pair
from hcmedu.portal.editorial.copies.attachments import partners_of
from hcmedu.portal.editorial.copies.fields import transfer
from hcmedu.portal.editorial.copies.links import relation_of
from hcmedu.portal.editorial.copies.relations import redirect_relations
from hcmedu.portal.editorial.copies.relations import references
from hcmedu.portal.editorial.copies.values import References
from plone.app.iterate.dexterity import ITERATE_RELATION_NAME
from plone.app.iterate.dexterity.relation import StagingRelationValue
from plone.app.iterate.interfaces import IWorkingCopy
from plone.app.iterate.util import get_storage
from plone.app.relationfield.event import update_behavior_relations
from plone.uuid.interfaces import IUUID
from typing import Any
from uuid import uuid4
from z3c.relationfield.event import _setRelation
from z3c.relationfield.event import updateRelations
from zope.component import getUtility
from zope.intid.interfaces import IIntIds


#: Where the relation keeps which attachment was copied from which.
PAIRS = "hcmedu.portal.attachments"


def make_copy(original: Any, container: Any) -> tuple[Any, Any]:
    """The working copy, and the relation to it.

    Its id can't be guessed, so that nobody learns from an answer 'not found' or 'not allowed'
    whether there is one.
    """
    copy = duplicate(original, container, f"ban-lam-viec-{uuid4().hex}", IWorkingCopy)
    relation = StagingRelationValue(getUtility(IIntIds).getId(copy))
    _setRelation(original, ITERATE_RELATION_NAME, relation)
    made = copy_attachments(original, copy)
    get_storage(relation)[PAIRS] = {IUUID(mine): IUUID(theirs) for theirs, mine in made}
    if made:
        _show_own_attachments([(original, copy), *made], references(made))
    return copy, relation


def _show_own_attachments(pairs: list[Pair], known: References) -> None:
    """Texts and relations of the copy point to its own attachments: those are what one changes."""
    for source, target in pairs:
        if transfer(source, target, known):
            updateRelations(target, None)
            update_behavior_relations(target, None)


def pairs_of(copy: Any) -> dict[str, str]:
    """UID of each attachment of a copy → UID of the one that it was made from."""
    return dict(get_storage(relation_of(copy, "to_id")).get(PAIRS) or {})


def merge(copy: Any, original: Any) -> None:
    """Give the original the content of the copy; the copy itself is left to the caller."""
    pairs = pairs_of(copy)
    partners = partners_of(copy, original, pairs)
    known = references([(copy, original), *partners])
    merge_attachments(copy, original, pairs, partners, known)
    move_contents(copy, original)
    transfer(copy, original, known)
    redirect_relations(known.intids)
