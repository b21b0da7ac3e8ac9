"""``@@hcmedu-deputy``: the board head lends his right of approval, and takes it back.

Only an appointed head may do it: a deputy has the head's rights, but can't hand them on.
"""

from AccessControl import Unauthorized
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from hcmedu.portal import _
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.content.moments import now
from hcmedu.portal.editorial.authorship import current_user_id
from hcmedu.portal.editorial.deputies.delegations import delegate
from hcmedu.portal.editorial.deputies.delegations import Delegation
from hcmedu.portal.editorial.deputies.delegations import delegations
from hcmedu.portal.editorial.deputies.delegations import end_delegation
from hcmedu.portal.editorial.deputies.delegations import is_head
from hcmedu.portal.editorial.deputies.delegations import members
from hcmedu.portal.editorial.events import BoardEvent
from hcmedu.portal.editorial.groups import group_ids
from hcmedu.portal.editorial.reason import full_name
from hcmedu.portal.school.root import school_root
from hcmedu.portal.vietnamese import sort_key
from plone import api
from plone.autoform.form import AutoExtensibleForm
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from plone.supermodel import model
from plone.z3cform.layout import FormWrapper
from typing import Any
from z3c.form import button
from z3c.form import form
from zope import schema
from zope.event import notify
from zope.interface import invariant
from zope.interface import provider
from zope.schema.interfaces import IContextSourceBinder
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


LONGEST = timedelta(days=366)
#: Nothing was delegated before there were portals (Thông tư 37/2020/TT-BGDĐT and its elders).
EARLIEST = datetime(2000, 1, 1)
#: They assess the school, and do none of its work.
SUPERVISORS = "co-quan-quan-ly"


@provider(IContextSourceBinder)
def candidates(context: Any) -> SimpleVocabulary:
    """Members of the school's groups but its heads, by name; nobody of the authority above."""
    root = school_root(context)
    groups = group_ids(root)
    heads = set(members(groups["truong-ban"])) if groups else set()
    own = [group_id for name, group_id in groups.items() if name != SUPERVISORS]
    people = {user for group_id in own for user in members(group_id)} - heads
    named = sorted(((full_name(user), user) for user in people), key=lambda n: sort_key(n[0]))
    return SimpleVocabulary([SimpleTerm(user, title=name) for name, user in named])


class IDeputy(model.Schema):
    """Fields of the form."""

    deputy = schema.Choice(
        title=_("Deputy"),
        description=_("Approves in your place; what he wrote himself he can't approve."),
        source=candidates,
    )
    begin = schema.Datetime(title=_("From"), description=_("The deputy can approve from then on."))
    end = schema.Datetime(title=_("Until"), description=_("At this moment it ends by itself."))

    @invariant
    def in_order(data: Any) -> None:
        if data.begin is None or data.end is None:
            return
        if min(data.begin.year, data.end.year) < EARLIEST.year:
            raise FieldInvalid(_("The end lies in the past."), "end")
        begin, end = in_zone(data.begin), in_zone(data.end)
        if end <= begin:
            raise FieldInvalid(_("The end must be later than the begin."), "end")
        if end <= now():
            raise FieldInvalid(_("The end lies in the past."), "end")
        if end - begin > LONGEST:
            raise FieldInvalid(_("A delegation lasts one year at most."), "end")


class DeputyForm(AutoExtensibleForm, form.Form):
    schema = IDeputy
    ignoreContext = True
    enableCSRFProtection = True
    prefix = "deputy."

    @button.buttonAndHandler(_("Delegate"), name="delegate")
    def handle_delegate(self, action: Any) -> None:
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        PostOnly(self.request)
        require_head(self.context)
        begin, end = in_zone(data["begin"]), in_zone(data["end"])
        made = Delegation(data["deputy"], current_user_id(), begin, end)
        delegate(self.context, made)
        notify(BoardEvent(self.context, "delegate", details(made)))
        api.portal.show_message(_("The right of approval is delegated."), self.request)
        self.request.response.redirect(f"{self.context.absolute_url()}/@@hcmedu-deputy")

    def updateActions(self) -> None:
        super().updateActions()
        self.actions["delegate"].addClass("btn-primary")


class DeputyView(FormWrapper):
    """The form, and below it who is, was and will be deputy, each with a button to end it."""

    form = DeputyForm

    def __call__(self) -> str:
        require_head(self.context)
        if self.request.method == "POST" and "end" in self.request.form:
            return self.end()
        return super().__call__()

    def end(self) -> str:
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        moment = now()
        for number, delegation in enumerate(delegations(self.context)):
            if key(number, delegation) == self.request.form["end"] and delegation.end > moment:
                ended = end_delegation(self.context, delegation, moment)
                notify(BoardEvent(self.context, "end-delegation", details(ended)))
                api.portal.show_message(_("The delegation has ended."), self.request)
        return self.request.response.redirect(f"{self.context.absolute_url()}/@@hcmedu-deputy")

    def rows(self) -> Iterator[dict[str, Any]]:
        moment = now()
        for number, delegation in enumerate(delegations(self.context)):
            yield {
                "key": key(number, delegation),
                "deputy": full_name(delegation.deputy),
                "head": full_name(delegation.head),
                "begin": format_moment(delegation.begin),
                "end": format_moment(delegation.end),
                "state": state(delegation, moment),
            }


def state(delegation: Delegation, moment: datetime) -> str:
    """``running``, ``coming`` or ``past``."""
    if delegation.runs(moment):
        return "running"
    return "coming" if delegation.begin > moment and delegation.end > delegation.begin else "past"


def key(number: int, delegation: Delegation) -> str:
    """Names one row in a form by place and contents, so that an old page hits nothing else."""
    return f"{number}:{delegation.deputy}:{delegation.begin.isoformat()}"


def details(delegation: Delegation) -> dict[str, str]:
    return {
        "deputy": delegation.deputy,
        "begin": delegation.begin.isoformat(),
        "end": delegation.end.isoformat(),
    }


def require_head(root: Any) -> None:
    if not is_head(root, current_user_id()):
        raise Unauthorized("Only the appointed board head delegates.")
