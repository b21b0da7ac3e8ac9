"""``content_status_modify``, behind the menu of states, that says what was done."""

from Acquisition import aq_base
from hcmedu.portal.editorial.chains import APPROVAL_WORKFLOWS
from hcmedu.portal.editorial.telling import done
from hcmedu.portal.editorial.transition import REPLACED
from hcmedu.portal.editorial.transition import StatusModify
from plone.app.iterate.interfaces import IWorkingCopy
from Products.statusmessages import STATUSMESSAGEKEY
from Products.statusmessages.interfaces import IStatusMessage
from typing import Any
from zope.annotation.interfaces import IAnnotations
from zope.i18n import translate
from zope.i18nmessageid import MessageFactory


#: What stock Plone says, whatever was done.
VAGUE = MessageFactory("plone")("Item state changed.")


class ToldStatusModify(StatusModify):
    """Names the item and the step in place of 'state changed'."""

    def __call__(
        self,
        workflow_action: str | None = None,
        comment: str = "",
        effective_date: Any = None,
        expiration_date: Any = None,
        **kwargs: Any,
    ) -> Any:
        """The publisher fills what is named here from the form, and nothing else."""
        title, before = self.context.Title(), steps(self.context)
        is_copy = IWorkingCopy.providedBy(self.context)
        result = super().__call__(
            workflow_action, comment, effective_date, expiration_date, **kwargs
        )
        sentence = done(title, workflow_action, self.request)
        if sentence and steps(self.context) > before:
            replaced = is_copy and workflow_action == "approve"
            tell(self.request, REPLACED if replaced else sentence)
        return result


def steps(item: Any) -> int:
    """How many steps an item has made in the workflow of approval."""
    history = getattr(aq_base(item), "workflow_history", None) or {}
    return sum(len(history.get(name, ())) for name in APPROVAL_WORKFLOWS)


def tell(request: Any, sentence: str) -> None:
    """Say it in place of the stock message; others stay.

    A redirect does not clear what ``show`` hands out.
    """
    messages = IStatusMessage(request)
    vague = translate(VAGUE, context=request)
    kept = [each for each in messages.show() if each.message != vague]
    IAnnotations(request)[STATUSMESSAGEKEY] = None
    for each in kept:
        messages.add(each.message, each.type)
    messages.add(sentence)
