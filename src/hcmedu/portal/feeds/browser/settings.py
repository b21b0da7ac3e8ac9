"""``@@hcmedu-feeds``: which feeds there are, how each stands, 'fetch now'."""

from dataclasses import dataclass
from datetime import datetime
from datetime import UTC
from hcmedu.portal import _
from hcmedu.portal.content.moments import format_moment
from hcmedu.portal.feeds.jobs import ask
from hcmedu.portal.feeds.kinds import KINDS
from hcmedu.portal.feeds.kinds import MODES
from hcmedu.portal.feeds.kinds import ON
from hcmedu.portal.feeds.reasons import reason_text
from hcmedu.portal.feeds.reporting import PAGE
from hcmedu.portal.feeds.settings import Feed
from hcmedu.portal.feeds.settings import feeds_of
from hcmedu.portal.feeds.settings import FeedSettings
from hcmedu.portal.feeds.settings import find_feed
from hcmedu.portal.feeds.settings import IFeedSettings
from hcmedu.portal.feeds.shown import PAGE as LIST
from hcmedu.portal.feeds.states import failing
from hcmedu.portal.feeds.states import forget_state
from hcmedu.portal.feeds.states import read_state
from hcmedu.portal.feeds.store import drop_old
from hcmedu.portal.feeds.store import records
from hcmedu.portal.interfaces import ITitledPage
from plone import api
from plone.app.layout.viewlets.common import ViewletBase
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.autoform.form import AutoExtensibleForm
from plone.protect import CheckAuthenticator
from plone.protect import PostOnly
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from z3c.form import button
from z3c.form import form
from zExceptions import BadRequest
from zope.interface import implementer


@dataclass(frozen=True)
class Row:
    """How a feed stands; moments are written out, empty for never."""

    id: str
    source: str
    address: str
    kind: str
    mode: str
    is_fetched: bool
    tried: str
    succeeded: str
    count: int
    error: str
    detail: str
    since: str


def told(seconds: int) -> str:
    return format_moment(datetime.fromtimestamp(seconds, UTC)) if seconds else ""


def row_of(root: Any, feed: Feed) -> Row:
    """A feed that is not fetched has no error: nobody waits for it."""
    state = read_state(root, feed.id)
    fails = bool(state.failures) and feed.is_fetched
    return Row(
        feed.id,
        feed.source,
        feed.address,
        KINDS.get(feed.kind, ""),
        "" if feed.mode == ON else MODES.get(feed.mode, ""),
        feed.is_fetched,
        told(state.tried),
        told(state.succeeded),
        len(records(root).get(feed.id, {}).get("entries", ())),
        reason_text(state.reason) if fails else "",
        state.detail if fails else "",
        told(state.since) if fails else "",
    )


class FeedsForm(AutoExtensibleForm, form.EditForm):
    """Nothing is fetched here: what is new is asked for, the worker does it."""

    schema = IFeedSettings
    enableCSRFProtection = True
    #: The page begins with how the feeds stand, not with a field far below.
    enable_autofocus = False
    label = _("Feeds of the authorities above")
    description = _(
        "News, announcements, documents and invitations of Sở and of the authority above, taken "
        "over by itself."
    )

    def getContent(self) -> FeedSettings:
        return FeedSettings(self.context)

    def updateActions(self) -> None:
        super().updateActions()
        self.actions["save"].addClass("btn btn-primary")

    @button.buttonAndHandler(_("Save"), name="save")
    def save(self, action: Any) -> None:
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        before = {feed.id: feed for feed in feeds_of(self.context)}
        self.applyChanges(data)
        self.follow(before)
        api.portal.show_message(_("Settings saved."), self.request)
        self.request.response.redirect(f"{self.context.absolute_url()}/{PAGE}")

    def follow(self, before: dict[str, Feed]) -> None:
        """Forget what is no feed any more; have the new ones fetched, and those switched on."""
        after = {feed.id: feed for feed in feeds_of(self.context)}
        for feed in before.keys() - after.keys():
            forget_state(self.context, feed)
        drop_old(self.context)
        for feed in after.values():
            known = before.get(feed.id)
            if feed.is_fetched and not (known and known.is_fetched):
                ask(self.context, feed.id)


@implementer(ITitledPage)
class FeedsView(ControlPanelFormWrapper):
    """The state of all feeds above the form."""

    heading = FeedsForm.label
    form = FeedsForm
    index = ViewPageTemplateFile("settings.pt")

    def rows(self) -> list[Row]:
        return [row_of(self.context, feed) for feed in feeds_of(self.context)]

    def list_url(self) -> str:
        return f"{self.context.absolute_url()}/{LIST}"


class FetchNow(BrowserView):
    """``@@hcmedu-feeds-fetch``: one feed, by POST with a token; the worker does it."""

    def __call__(self) -> str:
        PostOnly(self.request)
        CheckAuthenticator(self.request)
        wanted = self.request.form.get("feed")
        if not isinstance(wanted, str):
            raise BadRequest("One feed, please.")
        feed = find_feed(self.context, wanted)
        if feed is None or not feed.is_fetched:
            said, kind = _("This feed is not fetched any more; nothing was done."), "warning"
        else:
            ask(self.context, feed.id)
            said, kind = _("The feed is fetched within a minute. Reload this page then."), "info"
        api.portal.show_message(said, self.request, kind)
        return self.request.response.redirect(f"{self.context.absolute_url()}/{PAGE}")


class StatusViewlet(ViewletBase):
    """Among what administrators are told: how many feeds fail."""

    def update(self) -> None:
        super().update()
        self.failing = len(failing(self.context))

    @property
    def url(self) -> str:
        return f"{self.context.absolute_url()}/{PAGE}"
