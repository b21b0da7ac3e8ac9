"""A reason is demanded where content goes back to its author or is taken down."""

from hcmedu.portal import _
from hcmedu.portal.editorial.chains import APPROVAL_WORKFLOWS
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any
from zope.globalrequest import getRequest
from zope.i18n import translate


#: Transitions that need a comment, on every path: form, menu, bulk action, REST, Python.
COMMENT_REQUIRED = frozenset({"return", "withdraw"})
NO_COMMENT = _("Give a reason: the author and the board will read it.")


def has_comment(comment: object) -> bool:
    return isinstance(comment, str) and bool(comment.strip())


def require_comment(item: Any, event: Any) -> None:
    """Veto a transition without its reason.

    The message is translated here, since the workflow tool hands exceptions on as bare text.
    """
    if event.transition is None or event.workflow.id not in APPROVAL_WORKFLOWS:
        return
    if event.transition.id not in COMMENT_REQUIRED:
        return
    if not has_comment((event.kwargs or {}).get("comment")):
        raise WorkflowException(translate(NO_COMMENT, context=getRequest()))
