"""``@@hcmedu-transition?workflow_action=return``: do a transition with its reason."""

from hcmedu.portal import _
from hcmedu.portal.editorial.comments import COMMENT_REQUIRED
from hcmedu.portal.editorial.comments import has_comment
from hcmedu.portal.editorial.comments import NO_COMMENT
from plone import api
from plone.app.content.browser.content_status_modify import ContentStatusModifyView
from plone.z3cform.layout import wrap_form
from typing import Any
from z3c.form import button
from z3c.form import field
from z3c.form import form
from z3c.form.interfaces import HIDDEN_MODE
from z3c.form.interfaces import WidgetActionExecutionError
from zExceptions import NotFound
from zope import schema
from zope.i18nmessageid import MessageFactory
from zope.interface import Interface
from zope.interface import Invalid


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
        api.content.transition(
            self.context, self.transition["id"], comment=(data["comment"] or "").strip()
        )
        api.portal.show_message(_("The state was changed."), self.request)
        self._leave()

    @button.buttonAndHandler(_("Cancel"), name="cancel")
    def handle_cancel(self, action: Any) -> None:
        self._leave()

    def _leave(self) -> None:
        """Back to the item, or to its parent when the item is out of sight now."""
        target = self.context
        if not api.user.has_permission("View", obj=target):
            target = target.__parent__
        state = api.content.get_view("plone_context_state", target, self.request)
        self.request.response.redirect(state.view_url())


TransitionView = wrap_form(TransitionForm)


class StatusModify(ContentStatusModifyView):
    """``content_status_modify`` that leads to the form instead of an error page."""

    def __call__(
        self,
        workflow_action: str | None = None,
        comment: str = "",
        effective_date: Any = None,
        expiration_date: Any = None,
        **kwargs: Any,
    ) -> Any:
        if workflow_action in COMMENT_REQUIRED and not has_comment(comment):
            url = f"{self.context.absolute_url()}/@@hcmedu-transition"
            return self.request.response.redirect(f"{url}?workflow_action={workflow_action}")
        return super().__call__(workflow_action, comment, effective_date, expiration_date, **kwargs)
