"""``POST`` and ``DELETE @relations`` of the site ask for the right to change each item.

The stock services ask for the right to change the *site*: administrators took the pictures, the
replaced documents and the working copies of public content away from it.
"""

from collections.abc import Iterator
from hcmedu.portal import _
from hcmedu.portal.editorial.restapi import json_object
from plone import api
from plone.app.iterate.dexterity import ITERATE_RELATION_NAME
from plone.app.linkintegrity.utils import referencedRelationship
from plone.restapi.services.relations.add import PostRelations
from plone.restapi.services.relations.delete import DeleteRelations
from typing import Any
from zExceptions import BadRequest
from zExceptions import Forbidden
from zope.i18n import translate


MODIFY = "Modify portal content"
#: Kept by the portal itself: what goes along with an item begins with the name of the add-on.
OWN, OWN_PREFIX = frozenset({ITERATE_RELATION_NAME, referencedRelationship}), "hcmedu."
KEPT_BY_PORTAL = _("The portal keeps these relations by itself.")
NOT_YOURS = _("You are not allowed to do this.")


class Guarded:
    """Checks before the stock service; everything that the body names, or nothing is done."""

    def say(self, message: str) -> str:
        return translate(message, context=self.request)

    def body(self) -> dict[str, Any]:
        data = json_object(self.request)
        items = data.get("items", [])
        if not isinstance(items, list) or not all(isinstance(each, dict) for each in items):
            raise BadRequest("An object, with a list of objects as its items")
        return data

    def check_name(self, name: Any) -> None:
        if not isinstance(name, str) or name in OWN or name.startswith(OWN_PREFIX):
            raise Forbidden(self.say(KEPT_BY_PORTAL))

    def check_source(self, item: Any) -> None:
        if not api.user.has_permission(MODIFY, obj=item):
            raise Forbidden(self.say(NOT_YOURS))


class Post(Guarded, PostRelations):
    def reply(self) -> Any:
        if self.params:
            return super().reply()  # to build all relations anew asks for more
        for each in self.body().get("items", []):
            self.check_name(each.get("relation"))
            source = find(each.get("source"))
            if source is not None:
                self.check_source(source)
        return super().reply()


class Delete(Guarded, DeleteRelations):
    def reply(self) -> Any:
        data = self.body()
        for wanted in data.get("items") or [data]:
            for relation in relations(wanted):
                self.check_name(relation.from_attribute)
                self.check_source(relation.from_object)
        return super().reply()


def relations(wanted: dict[str, Any]) -> Iterator[Any]:
    """What a description matches: any of ``source``, ``target`` (UIDs or paths), ``relation``."""
    query = {name: find(wanted[name]) for name in ("source", "target") if wanted.get(name)}
    if None in query.values():
        return iter(())  # the stock service tells that it is not there
    return iter(
        api.relation.get(**query, relationship=wanted.get("relation") or None, unrestricted=True)
    )


def find(place: Any) -> Any | None:
    """By UID or path, as the stock service finds it."""
    if not isinstance(place, str):
        raise BadRequest("UIDs or paths")
    return api.content.get(UID=place) or api.content.get(path=place)
