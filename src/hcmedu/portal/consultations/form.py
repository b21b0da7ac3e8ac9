"""The form by which an opinion is sent; every field is checked here, whatever a browser did."""

from hcmedu.portal import _
from hcmedu.portal.consultations import texts
from hcmedu.portal.consultations.mails import opinion_received
from hcmedu.portal.consultations.model import NewOpinion
from hcmedu.portal.consultations.model import Who
from hcmedu.portal.consultations.model import WHO_TITLES
from hcmedu.portal.consultations.register import take_in
from hcmedu.portal.consultations.uploads import ACCEPTED
from hcmedu.portal.consultations.uploads import Uploads
from hcmedu.portal.content.errors import MessageError
from hcmedu.portal.submissions.files import LARGEST
from hcmedu.portal.submissions.files import MOST_FILES
from hcmedu.portal.submissions.guard import examine
from hcmedu.portal.submissions.guard import is_authentic
from hcmedu.portal.submissions.guard import NOT_AUTHENTIC
from plone.app.z3cform.widgets.singlecheckbox import SingleCheckBoxBoolFieldWidget
from plone.z3cform import z2
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from z3c.form import field
from z3c.form import form
from z3c.form.interfaces import IFormLayer
from zope import schema
from zope.interface import Interface
from zope.schema.vocabulary import SimpleTerm
from zope.schema.vocabulary import SimpleVocabulary


#: Where the form is sent to, and its name in the log.
PAGE, WHAT = "gui-y-kien", "opinion"
LONGEST = 10_000
NO_CONTACT = _(
    "Enter a phone number of Vietnam, for example 0903 123 456, or an e-mail address, for example "
    "ten@example.com."
)
NO_TEXT = _("Please write something.")


def has_contact(value: str) -> bool:
    if texts.contact(value) is None:
        raise MessageError(NO_CONTACT)
    return True


def has_text(value: str) -> bool:
    """Signs that nobody sees are no text."""
    if not texts.tidy(value):
        raise MessageError(NO_TEXT)
    return True


class IOpinion(Interface):
    """What is asked of a person."""

    name = schema.TextLine(
        title=_("Full name"),
        description=_("Shown beside the opinion only if you agree below."),
        max_length=100,
        constraint=has_text,
    )
    contact = schema.TextLine(
        title=_("Phone number or e-mail"),
        description=_("For the school alone, if it has to ask you something."),
        max_length=200,
        constraint=has_contact,
    )
    who = schema.Choice(
        title=_("You are"),
        vocabulary=SimpleVocabulary(
            [SimpleTerm(who, who.value, WHO_TITLES[who]) for who in Who],
        ),
    )
    text = schema.Text(
        title=_("Your opinion"),
        description=_("${number} characters at most.", mapping={"number": "10.000"}),
        max_length=LONGEST,
        constraint=has_text,
    )
    files = Uploads(
        title=_("Attachments"),
        description=_(
            "Up to ${number} files (PDF, pictures, Word, Excel), each up to ${size} MB. Only the "
            "school sees them.",
            mapping={"number": MOST_FILES, "size": LARGEST // 2**20},
        ),
        required=False,
    )
    may_show_name = schema.Bool(
        title=_("I agree that my name is shown beside my opinion"),
        required=False,
        default=False,
    )


class OpinionForm(form.Form):
    """``live``: it reads the request and acts; below its topic it is empty and does nothing.

    ``can_send``: with its button; without one it is a preview. ``receipt``: of what was taken in.
    """

    fields = field.Fields(IOpinion)
    fields["may_show_name"].widgetFactory = SingleCheckBoxBoolFieldWidget
    template = ViewPageTemplateFile("form.pt")
    ignoreContext = True
    enableCSRFProtection = True
    prefix = "opinion."
    accept = ACCEPTED
    longest = LONGEST
    live = False
    can_send = True
    receipt = ""

    def update(self) -> None:
        z2.switch_on(self, request_layer=IFormLayer)
        self.ignoreRequest = not self.live
        if not self.live or not self.is_authentic():
            self.updateWidgets()
            self.updateActions()
        else:
            super().update()

    def is_authentic(self) -> bool:
        """A form whose token is wrong does nothing, and shows what was typed."""
        if is_authentic(self.context, self.request, WHAT):
            return True
        self.status = NOT_AUTHENTIC
        return False

    @button.buttonAndHandler(_("Send the opinion"), name="send")
    def send(self, action: Any) -> None:
        data, errors = self.extractData()
        if errors:
            self.status = _("Please mend what is marked below. Choose files once more.")
            return
        verdict = examine(self.context, self.request, WHAT)
        if verdict.message is not None:
            self.status = verdict.message
            return
        self.receipt = take_in(self.context, opinion_of(data), data["files"] or [], verdict.nonce)
        opinion_received(self.context)

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/@@{PAGE}"

    def guard_fields(self) -> str:
        return self.context.restrictedTraverse("@@hcmedu-form-guard")()


def opinion_of(data: dict[str, Any]) -> NewOpinion:
    return NewOpinion(
        name=texts.tidy_line(data["name"]),
        contact=texts.contact(data["contact"]) or "",
        who=data["who"],
        text=texts.tidy(data["text"]),
        may_show_name=bool(data["may_show_name"]),
    )
