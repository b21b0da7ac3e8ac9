"""``POST @workflow/<transition>`` that changes nothing unless the transition is really done.

The stock service writes the dates that the request carries *before* it asks the workflow, and keeps
them when the workflow refuses: whoever may see an item, visitors too, could expire it.
"""

from hcmedu.portal import _
from hcmedu.portal.editorial.timing.setting import DATES_ARE_FIXED
from hcmedu.portal.editorial.timing.setting import may_set_dates
from hcmedu.portal.editorial.timing.setting import NO_DATE
from plone.restapi.deserializer import json_body
from plone.restapi.exceptions import DeserializationError
from plone.restapi.interfaces import IDeserializeFromJson
from plone.restapi.services.workflow.transition import WorkflowTransition
from Products.CMFCore.interfaces import IFolderish
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any
from zExceptions import BadRequest
from zope.component import getMultiAdapter
from zope.i18n import translate

import transaction


def json_object(request: Any) -> dict[str, Any]:
    """The body of a request; raises ``BadRequest`` where it is anything but a JSON object."""
    try:
        return json_body(request)
    except DeserializationError as error:
        raise BadRequest("The body must be a JSON object") from error


class Transition(WorkflowTransition):
    """As the stock service; 400 with a message, and nothing changed, when the workflow refuses."""

    def reply(self) -> Any:
        json_object(self.request)
        savepoint = transaction.savepoint(optimistic=True)
        asked = self.context
        result = super().reply()
        if self.request.response.getStatus() >= 400:
            savepoint.rollback()
        elif self.context is not asked:
            result["@id"] = self.context.absolute_url()
        return result

    def recurse_transition(
        self, objs: Any, comment: str, publication_dates: dict, include_children: bool = False
    ) -> None:
        for item in objs:
            if self.wftool.getWorkflowsFor(item):
                item = self._do(item, comment, publication_dates)
            if include_children and IFolderish.providedBy(item):
                self.recurse_transition(item.objectValues(), comment, publication_dates, True)

    def _do(self, item: Any, comment: str, dates: dict) -> Any:
        """The item; for an approved working copy the original, of which the answer tells then."""
        if self.transition not in [t["id"] for t in self.wftool.getTransitionsFor(item)]:
            if self.is_same_state(item):
                return item
            message = _("This action is not possible now, or you are not allowed to do it.")
            raise WorkflowException(translate(message, context=self.request))
        if dates:
            self._set_dates(item, dates)
        replaced = self.wftool.doActionFor(item, self.transition, comment=comment)
        if replaced is not None and item is self.context:
            self.context = replaced
        return item if replaced is None else replaced

    def _set_dates(self, item: Any, dates: dict) -> None:
        """Dates are a change of the item: of who may not change it (any more) they are refused."""
        if any(not isinstance(date, str | None) for date in dates.values()):
            raise WorkflowException(translate(NO_DATE, context=self.request))
        if not may_set_dates(item):
            raise WorkflowException(translate(DATES_ARE_FIXED, context=self.request))
        try:
            getMultiAdapter((item, self.request), IDeserializeFromJson)(data=dates)
        except BadRequest as refused:
            raise WorkflowException(_message(refused)) from refused


def _message(refused: BadRequest) -> str:
    """What plone.restapi says of the fields, as one text."""
    errors = refused.args[0] if refused.args else ""
    if isinstance(errors, list):
        return " ".join(str(error.get("message", error)) for error in errors)
    return str(errors)
