"""Dates that make no sense are told at the field, and refused where content is approved."""

from collections.abc import Mapping
from DateTime import DateTime
from hcmedu.portal import _
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.fieldsets import FieldsetValidator
from hcmedu.portal.editorial.chains import APPROVAL_WORKFLOWS
from hcmedu.portal.editorial.timing import rules
from hcmedu.portal.editorial.timing.rules import DateProblem
from hcmedu.portal.editorial.timing.schedule import dates_of
from hcmedu.portal.interfaces import IHcmeduPortalLayer
from plone.app.dexterity.behaviors.metadata import EffectiveAfterExpires
from plone.app.dexterity.behaviors.metadata import IDublinCore
from plone.app.dexterity.behaviors.metadata import IPublication
from Products.CMFCore.WorkflowCore import WorkflowException
from typing import Any
from z3c.form.util import getSpecification
from z3c.form.validator import NoInputData
from z3c.form.validator import WidgetsValidatorDiscriminators
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.i18nmessageid import Message


MESSAGES: Mapping[DateProblem, Message] = {
    DateProblem.ORDER: _("The expiration date must lie after the publishing date."),
    DateProblem.PASSED: _("The expiration date has passed: visitors would never see this."),
}
#: Transitions on the way to the public. Where an item is submitted its author can still mend it.
CHECKED = frozenset({"submit", "approve", "publish"})


def date_problem(item: Any, now: DateTime | None = None) -> Message | None:
    """Why this item can't be approved with the dates that it has; None when it can."""
    problem = rules.date_problem(*dates_of(item), now or DateTime())
    return MESSAGES[problem] if problem else None


def require_sound_dates(item: Any, event: Any) -> None:
    """Subscriber: veto a transition towards publication. Translated, as in ``comments``."""
    if event.transition is None or event.workflow.id not in APPROVAL_WORKFLOWS:
        return
    if event.transition.id not in CHECKED:
        return
    problem = date_problem(item)
    if problem is not None:
        raise WorkflowException(translate(problem, context=getRequest()))


class DatesValidator(FieldsetValidator):
    """The order of the dates, in forms and in REST, at its field; the stock error names none."""

    def validateObject(self, data: Any) -> tuple[Exception, ...]:
        errors = super().validateObject(data)
        others = [error for error in errors if not isinstance(error, EffectiveAfterExpires)]
        return (*others, *_order_errors(data))


class AllMetadataValidator(DatesValidator):
    """The same for types that have all of Dublin Core in one behavior."""


def _order_errors(data: Any) -> list[FieldInvalid]:
    """The stock invariant takes what expires in the moment of its publication."""
    try:
        reversed_dates = rules.is_reversed(data.effective, data.expires)
    except NoInputData:
        return []  # one of the dates was no date: that is told already
    return [FieldInvalid(MESSAGES[DateProblem.ORDER], "expires")] if reversed_dates else []


WidgetsValidatorDiscriminators(
    DatesValidator,
    request=IHcmeduPortalLayer,
    schema=getSpecification(IPublication, force=True),
)
WidgetsValidatorDiscriminators(
    AllMetadataValidator,
    request=IHcmeduPortalLayer,
    schema=getSpecification(IDublinCore, force=True),
)
