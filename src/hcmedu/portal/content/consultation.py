"""Type ``ConsultationTopic``: an issue on which the school asks for opinions (lấy ý kiến).

4210/GDĐT-TTTT III.3 and 3082/GDĐT-TTTT 3.12 (requirement A11): the issue, its full text, address
and e-mail that receive opinions, the time limit; the result is made public afterwards.
"""

from datetime import datetime
from hcmedu.portal import _
from hcmedu.portal.content.errors import FieldInvalid
from hcmedu.portal.content.indexers import own_attribute
from hcmedu.portal.content.indexers import searchable
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.content.moments import in_zone
from hcmedu.portal.content.moments import MomentDeserializer
from hcmedu.portal.content.moments import now
from hcmedu.portal.content.moments import zone_name
from hcmedu.portal.content.richtext import is_empty
from hcmedu.portal.content.richtext import not_empty
from hcmedu.portal.content.richtext import plain
from hcmedu.portal.content.richtext import shown
from hcmedu.portal.content.views import ContentView
from hcmedu.portal.content.views import Fact
from hcmedu.portal.school import rules
from plone import api
from plone.app.textfield import RichText
from plone.app.textfield.interfaces import IRichText
from plone.app.z3cform.widgets.datetime import DatetimeFieldWidget
from plone.autoform import directives
from plone.indexer import indexer
from plone.restapi.interfaces import IFieldDeserializer
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.serializer.dxfields import RichttextFieldSerializer
from plone.supermodel import model
from typing import Any
from zope import schema
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import invariant
from zope.lifecycleevent.interfaces import IObjectCopiedEvent
from zope.publisher.interfaces.browser import IBrowserRequest
from zope.schema.interfaces import IDatetime


UPCOMING, OPEN, CLOSED = "upcoming", "open", "closed"
STATE_TITLES = {
    UPCOMING: _("Not yet open"),
    OPEN: _("Open for opinions"),
    CLOSED: _("Closed"),
}
STATE_CLASSES = {UPCOMING: "text-bg-info", OPEN: "text-bg-success", CLOSED: "text-bg-secondary"}


class IConsultationTopic(model.Schema):
    """What is told of a consultation."""

    title = schema.TextLine(title=_("Title"))
    issue = schema.Text(title=_("Issue"), description=_("What is asked, in one or two sentences."))
    text = RichText(
        title=_("Full text"),
        description=_("The full text of the draft. Attachments are added after saving."),
        constraint=not_empty,
    )
    audience = schema.Text(
        title=_("Who is asked"),
        description=_("For example parents, pupils, teachers."),
        required=False,
    )
    directives.widget("opens", DatetimeFieldWidget, default_timezone=zone_name)
    opens = schema.Datetime(title=_("Opens"))
    directives.widget("closes", DatetimeFieldWidget, default_timezone=zone_name)
    closes = schema.Datetime(title=_("Closes"))

    model.fieldset(
        "reception",
        label=_("Reception of opinions"),
        fields=["receiving_address", "receiving_email"],
    )
    receiving_address = schema.Text(
        title=_("Address that receives opinions"), description=_("Room, street, ward, city.")
    )
    receiving_email = schema.TextLine(
        title=_("E-mail that receives opinions"),
        description=_("An official address, under edu.vn."),
        constraint=rules.official_email,
    )

    model.fieldset("result", label=_("Outcome"), fields=["result"])
    result = RichText(
        title=_("Outcome of the consultation"),
        description=_("Visitors see it once the consultation is closed."),
        required=False,
    )

    @invariant
    def opens_before_it_closes(data: Any) -> None:
        opens, closes = data.opens, data.closes
        if opens and closes and in_zone(opens) >= in_zone(closes):
            raise FieldInvalid(_("The closing time must lie after the opening time."), "closes")


def consultation_state(topic: Any, at: datetime | None = None) -> str:
    """``upcoming``, ``open`` or ``closed`` at a moment (default: now); closed at ``closes``."""
    moment = now() if at is None else in_zone(at)
    opens, closes = in_zone(topic.opens), in_zone(topic.closes)
    if opens is not None and moment < opens:
        return UPCOMING
    return CLOSED if closes is not None and moment >= closes else OPEN


def may_see_result(topic: Any) -> bool:
    """Visitors after the closing; who may edit the topic at any time."""
    if consultation_state(topic) == CLOSED:
        return True
    return api.user.has_permission("Modify portal content", obj=topic)


def complete(topic: Any, event: Any) -> None:
    """Subscriber on creation and change: the moments in the zone of the site."""
    if IObjectCopiedEvent.providedBy(event):
        return
    for name in ("opens", "closes"):
        value = getattr(topic, name, None)
        if isinstance(value, datetime):
            setattr(topic, name, in_zone(value))


@adapter(IDatetime, IConsultationTopic, IBrowserRequest)
@implementer(IFieldDeserializer)
class TopicMomentDeserializer(MomentDeserializer):
    """Opening and closing time through REST."""


@adapter(IRichText, IConsultationTopic, Interface)
@implementer(IFieldSerializer)
class TopicTextSerializer(RichttextFieldSerializer):
    """Rich texts through REST; the result is withheld until visitors may see it."""

    def __call__(self) -> Any:
        if self.field.__name__ == "result" and not may_see_result(self.context):
            return None
        return super().__call__()


closes = own_attribute("closes")
opens = own_attribute("opens")


@indexer(IConsultationTopic)
def description(topic: IConsultationTopic) -> str:
    """Lists and searches show the issue where other content has a description."""
    return topic.issue or ""


@indexer(IConsultationTopic)
def SearchableText(topic: IConsultationTopic) -> str:
    """Not the result: who may search may not yet read it."""
    return searchable(topic.title, topic.issue, topic.audience, plain(topic.text))


class ConsultationView(ContentView):
    """Until when, on what, and where opinions go; the outcome afterwards."""

    @property
    def state(self) -> str:
        return consultation_state(self.context)

    def state_title(self) -> str:
        return STATE_TITLES[self.state]

    def state_class(self) -> str:
        return STATE_CLASSES[self.state]

    def facts(self) -> list[Fact]:
        context = self.context
        rows = [
            ("opens", _("Opens"), format_moment(context.opens)),
            ("closes", _("Closes"), format_moment(context.closes)),
            ("audience", _("Who is asked"), context.audience),
            ("receiving_address", _("Address that receives opinions"), context.receiving_address),
            ("receiving_email", _("E-mail that receives opinions"), context.receiving_email),
        ]
        return [Fact(name, label, text) for name, label, text in rows if text]

    def deadline(self) -> str:
        return format_moment(self.context.closes)

    def text(self) -> str:
        return shown(self.context.text, self.context)

    def result(self) -> str:
        """The outcome, where this user may see it."""
        return shown(self.context.result, self.context) if may_see_result(self.context) else ""

    def result_waits(self) -> bool:
        """The outcome is written, and only editors see it so far."""
        return self.state != CLOSED and not is_empty(self.context.result)
