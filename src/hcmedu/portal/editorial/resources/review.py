"""What the board head should know of the files and images that an item uses."""

from AccessControl import getSecurityManager
from AccessControl.PermissionRole import rolesForPermissionOn
from Acquisition import aq_base
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterator
from hcmedu.portal.editorial.approval import IReviewedWith
from hcmedu.portal.editorial.resources import along
from hcmedu.portal.editorial.resources.references import state_of
from hcmedu.portal.editorial.resources.references import used_by_item
from plone.dexterity.interfaces import IDexterityContent
from plone.uuid.interfaces import IUUID
from typing import Any
from zope.component import adapter
from zope.interface import implementer


SUBMIT = "hcmedu.portal: Submit for review"


@implementer(IReviewedWith)
@adapter(IDexterityContent)
class ReviewedWith:
    """Who approves an item approves what goes its way and is not public yet: four eyes on all."""

    def __init__(self, item: Any) -> None:
        self.item = item

    def items(self) -> Iterator[Any]:
        along_with = along.taken_along(self.item)
        yield from (each for each in along_with if state_of(each) != "published")


def may_go_along(resource: Any) -> bool:
    """Whether who acts now may send this resource on its way together with his item.

    What is public may be used by everybody. Else it takes what its own submission would take: to
    see it, and to be its author, the editor of its section or an administrator. What people took
    down themselves comes back by itself only.
    """
    state = state_of(resource)
    if state is None or state == "published":
        return state is not None
    if along.own_state(resource) == "withdrawn":
        return False
    may = getSecurityManager().checkPermission
    return bool(may("View", resource) and may(SUBMIT, resource))


def not_taken_along(item: Any) -> list[Any]:
    """Files and images that the item uses and that visitors will not get with it.

    Of a draft: those which would not go along if the present user submitted it.
    """
    held = {IUUID(each) for each in along.taken_along(item)}
    is_draft = state_of(item) not in along.ACTIVE
    return [
        resource
        for resource in used_by_item(item)
        if not _comes_along(item, resource, is_draft) and IUUID(resource) not in held
    ]


def _comes_along(item: Any, resource: Any, is_draft: bool) -> bool:
    state = state_of(resource)
    if state is None:
        return _is_attached_to(item, resource) or _is_public(resource)
    return state == "published" or (is_draft and may_go_along(resource))


def _is_attached_to(item: Any, resource: Any) -> bool:
    return aq_base(aq_parent(aq_inner(resource))) is aq_base(item)


def _is_public(resource: Any) -> bool:
    return "Anonymous" in rolesForPermissionOn("View", resource)
