"""``@@hcmedu-transition?workflow_action=return``: do a transition with its reason."""

from hcmedu.portal import _
from hcmedu.portal.editorial.comments import COMMENT_REQUIRED
from hcmedu.portal.editorial.comments import has_comment
from hcmedu.portal.editorial.comments import NO_COMMENT
from hcmedu.portal.editorial.telling import done
from hcmedu.portal.editorial.timing.setting import DatesRefused
from hcmedu.portal.editorial.timing.setting import set_dates
from plone import api
from plone.app.content.browser.content_status_modify import ContentStatusModifyView
from plone.protect import CheckAuthenticator
from plone.z3cform.layout import wrap_form
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any
from z3c.form import button
from z3c.form import field
from z3c.form import form
from z3c.form.interfaces import ActionExecutionError
from z3c.form.interfaces import HIDDEN_MODE
from z3c.form.interfaces import WidgetActionExecutionError
from zExceptions import BadRequest
from zExceptions import NotFound
from zope import schema
from zope.i18nmessageid import MessageFactory
from zope.interface import Interface
from zope.interface import Invalid

import transaction


REPLACED = _("The working copy was approved and has replaced the original.")
#: Titles of states and transitions are translated in Plone's own domain.
_plone = MessageFactory("plone")


class ITransition(Interface):
    """Fields of the form."""

    workflow_action = schema.ASCIILine(title=_("Action"))
    comment = schema.Text(
        title=_("Reason"),
        description=_("The author and the board read it; it is kept in the history of the item."),
        required=False,
        max_length=5000,
    )


class TransitionForm(form.Form):
    """Ask for the reason, then do the transition.

    A transition that this user can't do now is answered with 404, as if it did not exist.
    """

    fields = field.Fields(ITransition)
    ignoreContext = True
    enableCSRFProtection = True
    prefix = ""

    def update(self) -> None:
        self.transition = self._find_transition()
        self.label = _plone(self.transition["name"])
        self.description = self.context.Title()
        super().update()

    def _find_transition(self) -> dict[str, Any]:
        wanted = self.request.form.get("widgets.workflow_action")
        wanted = wanted or self.request.form.get("workflow_action")
        tool = api.portal.get_tool("portal_workflow")
        for transition in tool.getTransitionsFor(self.context):
            if transition["id"] == wanted:
                return transition
        raise NotFound(self.context, "@@hcmedu-transition", self.request)

    def updateWidgets(self, prefix: str | None = None) -> None:
        super().updateWidgets(prefix)
        self.widgets["workflow_action"].mode = HIDDEN_MODE
        self.widgets["workflow_action"].value = self.transition["id"]
        self.widgets["comment"].rows = 6
        self.widgets["comment"].required = self.transition["id"] in COMMENT_REQUIRED

    def updateActions(self) -> None:
        super().updateActions()
        self.actions["apply"].title = self.label
        self.actions["apply"].addClass("btn-primary")
        self.actions["cancel"].addClass("btn-secondary")

    @button.buttonAndHandler(_("Continue"), name="apply")
    def handle_apply(self, action: Any) -> None:
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        if self.transition["id"] in COMMENT_REQUIRED and not has_comment(data["comment"]):
            raise WidgetActionExecutionError("comment", Invalid(NO_COMMENT))
        tool = api.portal.get_tool("portal_workflow")
        told = done(self.context.Title(), self.transition["id"], self.request)
        comment = (data["comment"] or "").strip()
        try:
            replaced = tool.doActionFor(self.context, self.transition["id"], comment=comment)
        except WorkflowException as refused:
            raise ActionExecutionError(Invalid(str(refused))) from refused
        message = told or _("The state was changed.") if replaced is None else REPLACED
        api.portal.show_message(message, self.request)
        self._leave(replaced)

    @button.buttonAndHandler(_("Cancel"), name="cancel")
    def handle_cancel(self, action: Any) -> None:
        self._leave()

    def _leave(self, replaced: Any = None) -> None:
        """Back to the item, or to its parent when the item is out of sight now.

        An approved working copy is gone: on to the original that it replaced.
        """
        target = self.context if replaced is None else replaced
        if not api.user.has_permission("View", obj=target):
            target = target.__parent__
        state = api.content.get_view("plone_context_state", target, self.request)
        self.request.response.redirect(state.view_url())


TransitionView = wrap_form(TransitionForm)


class StatusModify(ContentStatusModifyView):
    """``content_status_modify`` that tells what stands against an action, and writes nothing else.

    The stock view sets dates and metadata from the request before and after the action, whoever
    answers for them.
    """

    def __call__(
        self,
        workflow_action: str | None = None,
        comment: str = "",
        effective_date: Any = None,
        expiration_date: Any = None,
        **kwargs: Any,
    ) -> Any:
        if not isinstance(workflow_action, str | None) or not isinstance(comment, str):
            raise BadRequest("One action, one comment")
        if workflow_action in COMMENT_REQUIRED and not has_comment(comment):
            url = f"{self.context.absolute_url()}/@@hcmedu-transition"
            return self.request.response.redirect(f"{url}?workflow_action={workflow_action}")
        CheckAuthenticator(self.request)
        savepoint = transaction.savepoint(optimistic=True)
        try:
            set_dates(self.context, self._dates(effective_date, expiration_date))
            return super().__call__(workflow_action, comment, **kwargs)
        except (DatesRefused, WorkflowException) as refused:
            savepoint.rollback()
            return self._tell(refused.args[0])

    def _dates(self, effective: Any, expires: Any) -> dict[str, str]:
        """Dates that a person chose; the stock view hands on the time of the action itself."""
        form = self.request.form
        chosen = {
            "effective": effective or form.get("form.widgets.effective_date"),
            "expires": expires or form.get("form.widgets.expiration_date"),
        }
        return {name: text for name, text in chosen.items() if isinstance(text, str)}

    def _tell(self, message: str) -> Any:
        api.portal.show_message(message, self.request, type="error")
        state = api.content.get_view("plone_context_state", self.context, self.request)
        return self.request.response.redirect(state.view_url())

    def editContent(self, obj: Any, effective: Any, expiry: Any) -> None:
        """Called by the stock view before and after the action."""
