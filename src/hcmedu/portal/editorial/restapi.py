"""``POST @workflow/<transition>`` that changes nothing unless the transition is really done.

The stock service writes the dates that the request carries *before* it asks the workflow, and keeps
them when the workflow refuses: whoever may see an item, visitors too, could expire it.
"""

from hcmedu.portal import _
from plone.restapi.interfaces import IDeserializeFromJson
from plone.restapi.services.workflow.transition import WorkflowTransition
from Products.CMFCore.interfaces import IFolderish
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any
from zope.component import getMultiAdapter
from zope.i18n import translate

import transaction


class Transition(WorkflowTransition):
    """As the stock service; 400 with a message, and nothing changed, when the workflow refuses."""

    def reply(self) -> Any:
        savepoint = transaction.savepoint(optimistic=True)
        result = super().reply()
        if self.request.response.getStatus() >= 400:
            savepoint.rollback()
        return result

    def recurse_transition(
        self, objs: Any, comment: str, publication_dates: dict, include_children: bool = False
    ) -> None:
        for item in objs:
            if self.wftool.getWorkflowsFor(item):
                self._do(item, comment, publication_dates)
            if include_children and IFolderish.providedBy(item):
                self.recurse_transition(item.objectValues(), comment, publication_dates, True)

    def _do(self, item: Any, comment: str, dates: dict) -> None:
        if self.transition not in [t["id"] for t in self.wftool.getTransitionsFor(item)]:
            if self.is_same_state(item):
                return
            message = _("This action is not possible now, or you are not allowed to do it.")
            raise WorkflowException(translate(message, context=self.request))
        if dates:
            getMultiAdapter((item, self.request), IDeserializeFromJson)(data=dates)
        self.wftool.doActionFor(item, self.transition, comment=comment)
