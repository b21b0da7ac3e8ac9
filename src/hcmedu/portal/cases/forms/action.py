"""EasyForm's action ``Tiếp nhận hồ sơ``: what was sent goes into the register of cases."""

from collective.easyform.actions import Action
from collective.easyform.actions import ActionFactory
from collective.easyform.api import get_actions
from collective.easyform.api import get_context
from collective.easyform.api import get_schema
from collective.easyform.config import FORM_ERROR_MARKER
from collective.easyform.interfaces import IAction
from hcmedu.portal import _
from hcmedu.portal.cases import register
from hcmedu.portal.cases.forms.answers import answers_of
from hcmedu.portal.cases.forms.answers import files_of
from hcmedu.portal.cases.forms.answers import text_of
from hcmedu.portal.cases.forms.procedures import procedure_of
from hcmedu.portal.cases.forms.validators import phone_digits
from hcmedu.portal.cases.model import About
from hcmedu.portal.cases.model import NewCase
from hcmedu.portal.cases.timelimits import due_day
from hcmedu.portal.content.moments import now
from hcmedu.portal.school.root import school_root
from plone.supermodel.exportimport import BaseHandler
from plone.uuid.interfaces import IUUID
from typing import Any
from zope import schema
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer
from zope.schema import getFieldsInOrder
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


#: Annotations of the request: what the guard found, and what became of the form.
NONCE_KEY, RECEIPT_KEY = "hcmedu.cases.nonce", "hcmedu.cases.receipt"
KINDS = SimpleVocabulary(
    [
        SimpleTerm(About.APPLICATION.value, About.APPLICATION.value, _("Application")),
        SimpleTerm(About.FEEDBACK.value, About.FEEDBACK.value, _("Feedback")),
    ]
)


class ISaveCase(IAction):
    """What the register has to know of a form."""

    about = schema.Choice(
        title=_("What is sent in"),
        vocabulary=KINDS,
        default=About.APPLICATION.value,
    )
    name_field = schema.Choice(
        title=_("Field with the sender's name"), vocabulary="easyform.Fields", required=False
    )
    phone_field = schema.Choice(
        title=_("Field with the phone number"),
        description=_("The sender looks his case up by receipt number and this phone number."),
        vocabulary="easyform.Fields",
        required=False,
    )
    email_field = schema.Choice(
        title=_("Field with the e-mail address"),
        description=_("The sender gets news of his case there, if he entered one."),
        vocabulary="easyform.Fields",
        required=False,
    )
    code = schema.TextLine(
        title=_("Code of the procedure"),
        description=_("For example chuyen-truong; the form's own mark."),
        required=False,
    )
    time_limit_days = schema.Int(
        title=_("Time limit in working days"),
        description=_("The time limit of the procedure goes before it, where it states one."),
        required=False,
        min=0,
        max=365,
    )


@implementer(ISaveCase)
class SaveCase(Action):
    """Nothing is kept in the form itself, and nothing that was typed is sent by mail."""

    __doc__ = ISaveCase.__doc__

    def __init__(self, **kw: Any) -> None:
        for name, field in ISaveCase.namesAndDescriptions():
            setattr(self, name, kw.pop(name, field.default))
        super().__init__(**kw)

    def onSuccess(self, fields: dict[str, Any], request: Any) -> dict[str, Any] | None:
        """Take the case in; the same ticket and content give the same receipt.

        Refused unless the portal's own guard has passed the request.
        """
        notes = IAnnotations(request)
        if not notes.get(NONCE_KEY):
            return {FORM_ERROR_MARKER: _("This form can't be sent from here.")}
        form = get_context(self)
        new = self.case(form, fields, request)
        files = files_of(get_schema(form), fields)
        notes[RECEIPT_KEY] = register.take_in(school_root(form), new, files, notes[NONCE_KEY])
        return None

    def case(self, form: Any, data: dict[str, Any], request: Any) -> NewCase:
        procedure = procedure_of(form, self.code)
        return NewCase(
            about=About(self.about),
            form=IUUID(form),
            form_title=form.Title(),
            name=self._text(data, self.name_field, request),
            phone=phone_digits(self._text(data, self.phone_field, request)),
            email=self._text(data, self.email_field, request),
            procedure=IUUID(procedure) if procedure is not None else "",
            due=due_day(school_root(form), now().date(), limit_of(self, procedure)),
            answers=answers_of(get_schema(form), data, request),
        )

    def _text(self, data: dict[str, Any], name: str | None, request: Any) -> str:
        return " ".join(text_of(None, data.get(name or ""), request).split())


def limit_of(action: SaveCase, procedure: Any | None) -> int | None:
    """Working days: what the procedure's page promises, else what the form says."""
    days = getattr(procedure, "time_limit_days", None)
    return days if days is not None else action.time_limit_days


def save_action(form: Any) -> SaveCase | None:
    """The action of a form that takes cases in; None where it has none that is in use."""
    actions = (action for _name, action in getFieldsInOrder(get_actions(form)))
    return next((a for a in actions if ISaveCase.providedBy(a) and a.required), None)


SaveCaseAction = ActionFactory(SaveCase, _("Take into the register"), "cmf.ModifyPortalContent")
SaveCaseHandler = BaseHandler(SaveCase)
