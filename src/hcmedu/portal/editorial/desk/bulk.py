"""Folder contents, *State*: several items at once, each by its workflow, in a savepoint."""

from contextlib import suppress
from hcmedu.portal.editorial.desk.decisions import decide
from hcmedu.portal.editorial.desk.decisions import Decision
from hcmedu.portal.editorial.desk.decisions import DOOMED
from hcmedu.portal.editorial.desk.decisions import Refused
from plone import api
from plone.app.content.browser.contents.workflow import WorkflowActionView
from plone.base.defaultpage import check_default_page_via_view
from Products.CMFCore.interfaces import IFolderish
from typing import Any
from zope.i18n import translate

import transaction


class Transitions(WorkflowActionView):
    """The stock page asks for the right to change an item, which nobody has on what is public; sets
    its publication date whatever the action; and is silent about what is not possible.
    """

    required_obj_permission = None

    def get_selection(self) -> list[str]:
        """UIDs; anything else is nothing."""
        with suppress(ValueError):
            found = super().get_selection()
            return [uid for uid in found if isinstance(uid, str)] if isinstance(found, list) else []
        return []

    def action(self, obj: Any, bypass_recurse: bool = False) -> None:
        self._decide(obj)
        if bypass_recurse:
            return
        if check_default_page_via_view(obj, self.request) and self._is_possible(obj.__parent__):
            self.action(obj.__parent__, bypass_recurse=True)
        if self.recurse and IFolderish.providedBy(obj):
            for item in obj.values():
                if api.user.has_permission("View", obj=item):
                    self.action(item)

    def _is_possible(self, item: Any) -> bool:
        tool = api.portal.get_tool("portal_workflow")
        return self.transition_id in {each["id"] for each in tool.getTransitionsFor(item)}

    def _decide(self, item: Any) -> None:
        name = self.transition_id or ""
        title = item.Title() or item.getId()
        savepoint = transaction.savepoint(optimistic=True)
        try:
            decide(item, Decision(name, (name,), title="", done=""), self.comments)
        except Refused as refusal:
            if not transaction.isDoomed():
                savepoint.rollback()
            self.errors.append(f"{title}: {translate(refusal.args[0], context=self.request)}")

    def finish(self) -> None:
        """Something half done can't be stored, and with it nothing else of this transaction."""
        if transaction.isDoomed():
            transaction.abort()
            self.errors.append(DOOMED)
