"""What who decides should know: four eyes, pictures nobody described, a missing summary."""

from collections.abc import Iterator
from datetime import datetime
from datetime import UTC
from hcmedu.portal import _
from hcmedu.portal.editorial.approval import verdict
from hcmedu.portal.editorial.deputies import delegations
from hcmedu.portal.editorial.deputies.delegations import HEADS
from hcmedu.portal.editorial.deputies.delegations import members
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.editorial.reason import full_name
from hcmedu.portal.editorial.resources import not_taken_along
from lxml import html
from plone.app.textfield.interfaces import IRichTextValue
from plone.dexterity.utils import iterSchemata
from typing import Any
from zope.schema import getFieldNames


#: Types whose summary stands in lists and in the results of a search.
SUMMARIZED = frozenset({"Document", "News Item", "Event"})


def remarks(item: Any) -> list[str]:
    """Remarks on the content, as messages; the same for everybody."""
    return list(_remarks(item))


def _remarks(item: Any) -> Iterator[str]:
    if item.portal_type in SUMMARIZED and not item.Description():
        yield _("There is no summary: lists will show the title only.")
    count = sum(pictures_without_text(value) for value in rich_texts(item))
    if count:
        yield _(
            "Pictures without a description for blind readers: ${count}",
            mapping={"count": count},
        )
    left_behind = ", ".join(each.Title() for each in not_taken_along(item))
    if left_behind:
        yield _(
            "Visitors will not be able to open: ${titles}",
            mapping={"titles": left_behind},
        )


def rich_texts(item: Any) -> Iterator[Any]:
    for schema in iterSchemata(item):
        for name in getFieldNames(schema):
            value = getattr(schema(item, None), name, None)
            if IRichTextValue.providedBy(value) and value.raw:
                yield value


def pictures_without_text(value: Any) -> int:
    tree = html.fragment_fromstring(value.raw, create_parent="div")
    return sum(not (picture.get("alt") or "").strip() for picture in tree.iter("img"))


def others_who_approve(item: Any, root: Any) -> list[str]:
    """Full names of those who may approve what this user may not: heads and running deputies."""
    group_id = group_ids(root).get(HEADS)
    people = list(members(group_id)) if group_id else []
    now = datetime.now(UTC)
    people += [each.deputy for each in delegations(root) if each.runs(now)]
    return [full_name(who) for who in dict.fromkeys(people) if verdict(item, who).allowed]
